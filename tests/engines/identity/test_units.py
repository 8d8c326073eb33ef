import numpy as np
import pytest

from sampan.engines.identity.units import units


def written(text: str, language: str | None = None) -> list[str]:
    row = units(text, language)
    return [row.normalised.text[start:end] for start, end in zip(row.starts, row.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("State-run TV said", ["state", "run", "tv", "said"]),
        ("don't l’eau 'quoted'", ["don't", "l'eau", "quoted"]),
        ("1,000.50 kip; 3.5%", ["1,000.50", "kip", "3.5"]),
        ("end.Start", ["end", "start"]),
        ("2026年11月", ["2026", "年", "11", "月"]),
        ("カナ 한국어", ["カ", "ナ", "한국어"]),
        ("\U00020000\U00030000", ["\U00020000", "\U00030000"]),
        ("ທ່ານ", ["ທ", "່", "າ", "ນ"]),
        ("🛶 — …", []),
        ("a\u00adb\u200bc", ["abc"]),
    ],
)
def test_units(text, expected):
    assert written(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000 kip", "1.000 KIP"),
        ("don’t", "DON'T"),
        ("Đà Nẵng", "Đà Nẵng"),
        ("ຫນັງສື", "ໜັງສື"),
        ("ភា\u200bសា ខ្មែរ", "ភាសាខ្មែរ"),
        ("“state run”", "state-run"),
    ],
)
def test_dress_does_not_count(one, other):
    assert units(one).hashes.tolist() == units(other).hashes.tolist()


def test_different_units_have_different_hashes():
    row = units("a b ab ba 1 11 一 丁 ก ກ")
    assert len(np.unique(row.hashes)) == len(row) == 10


def test_lone_surrogates_do_no_harm():
    assert written("left \ud800 right") == ["left", "right"]
