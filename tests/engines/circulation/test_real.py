"""What the real files say: the shares that others found, the ones that are refused, the ones that cannot be."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.facts import Store
from sampan.engines.circulation.figure import Figure
from sampan.engines.circulation.measuring import measured
from sampan.engines.circulation.readers.folder import load
from sampan.engines.circulation.running import on_duckdb

pytestmark = [pytest.mark.shared, pytest.mark.slow]
MARKETS = ("TH", "VN", "ID", "MY", "PH", "SG")


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return load(shared / "circulation", tmp_path_factory.mktemp("facts") / "store").store


@pytest.fixture(scope="module")
def ask(store: Store) -> Iterator["Ask"]:
    with store.connect() as connection:
        yield Ask(connection, store.sha256())


class Ask:
    def __init__(self, connection: object, inputs: dict[str, str]) -> None:
        self._run, self._inputs = on_duckdb(connection), inputs

    def __call__(self, question: Question) -> Figure:
        return measured(self._run, question, self._inputs)


def percent(figure: Figure, *keys: str) -> float:
    value = figure.cell(*keys).value
    assert value is not None
    return round(100 * value, 2)


CATALOGUE = Question("catalogue-share", "any", "titles", ("origin",), joins="none")


def test_the_catalogue_of_2021(ask: Ask) -> None:
    here = replace(CATALOGUE, where={"source": ("netflix_titles",)})
    origins, blocs = ask(here), ask(replace(here, by=("origin_bloc",)))
    assert percent(blocs, "ASEAN") == 3.94
    assert blocs.cell("ASEAN").n == 314
    assert percent(origins, "CN") == 2.03
    assert percent(origins, "KR") == 2.90
    assert round(percent(origins, "unknown"), 1) == 9.4
    counted = {key: origins.cell(key).n for key in ("TH", "ID", "PH", "SG", "MY", "VN", "KH")}
    assert counted == {"TH": 70, "ID": 90, "PH": 83, "SG": 41, "MY": 26, "VN": 7, "KH": 6}


def test_an_independent_catalogue_agrees(ask: Ask) -> None:
    here = replace(CATALOGUE, where={"source": ("justwatch_netflix_titles",)}, by=("origin_bloc",))
    figure = ask(here)
    assert percent(figure, "ASEAN") == pytest.approx(4.15, abs=0.05)
    assert figure.unknown_share == pytest.approx(0.043, abs=0.005)


def test_works_of_both_blocs(ask: Ask) -> None:
    here = Question("coproduction-share", "any", "titles", ("origin", "production"),
                    {"source": ("netflix_titles",)}, joins="none")  # fmt: skip
    assert ask(here).cell("CN", "across").n == 4


def test_genres_that_lead(ask: Ask) -> None:
    figure = ask(Question("genre-lift", "any", "titles", ("origin", "genre"),
                          {"source": ("netflix_titles",)}, joins="none"))  # fmt: skip
    lifts = {key: round(figure.cell(*key).value or 0, 2) for key in (
        ("TH", "Horror Movies"), ("TH", "Romantic TV Shows"), ("TH", "TV Dramas"), ("TH", "Romantic Movies"),
        ("CN", "Action & Adventure"), ("CN", "Teen TV Shows"), ("CN", "Romantic TV Shows"))}  # fmt: skip
    assert list(lifts.values()) == [5.29, 3.40, 2.64, 1.84, 3.99, 3.94, 3.23]


def test_slots_of_six_markets(ask: Ask) -> None:
    here = Question("top10-share", "fractional", "slots", ("origin", "territory"),
                    {"territory": MARKETS, "kind": ("series",)})  # fmt: skip
    figure = ask(here)
    found = {o: [percent(figure, o, t) for t in MARKETS] for o in ("KR", "US", "CN", "JP")}
    assert found["KR"] == pytest.approx([51.3, 66.0, 60.6, 55.2, 42.0, 47.5], abs=7)
    assert found["US"] == pytest.approx([15.7, 14.5, 20.5, 22.1, 25.2, 32.0], abs=2)
    assert found["CN"] == pytest.approx([1.6, 3.1, 1.9, 2.2, 1.4, 5.5], abs=1)
    assert found["JP"] == pytest.approx([5.4, 4.2, 3.6, 4.8, 5.4, 2.6], abs=0.6)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("series", {"any": 2.93, "fractional": 2.65, "first": 2.93, "language+country": 2.36}),
        ("film", {"any": 5.90, "fractional": 2.57, "first": 5.16, "language+country": 0.88}),
    ],
)
def test_chinese_slots_under_four_rules(ask: Ask, kind: str, expected: dict[str, float]) -> None:
    for rule, value in expected.items():
        here = Question(
            "top10-share", rule, "slots", ("origin",), {"territory": MARKETS, "kind": (kind,)}
        )
        cell = ask(here).cell("CN")
        assert cell.value is not None
        assert cell.low is not None
        assert cell.high is not None
        assert 100 * cell.value == pytest.approx(value, abs=0.4)
        assert cell.low < value / 100 < cell.high


def test_asean_is_seen_less_than_its_shelf_and_korea_is_not(ask: Ask) -> None:
    here = Question("visibility-ratio", "any", "hours", ("origin",),
                    {"territory": ("001",), "shelf": ("netflix_titles",)}, paired=True)  # fmt: skip
    asean = ask(replace(here, by=("origin_bloc",))).cell("ASEAN")
    assert asean.value == pytest.approx(0.18, abs=0.05)
    assert asean.high is not None
    assert asean.high < 1
    figure = ask(here)
    assert figure.cell("CN").value == pytest.approx(0.54, abs=0.1)
    assert figure.cell("KR").value == pytest.approx(1.26, abs=0.2)
    assert figure.cell("US").value == pytest.approx(1.42, abs=0.1)


def test_what_the_lists_cannot_say(ask: Ask) -> None:
    figure = ask(Question("top10-share", "fractional", "slots", ("origin", "territory")))
    assert {"CN", "KH", "LA", "MM", "BN"} <= set(figure.missing)
    assert not set(MARKETS) & set(figure.missing)
