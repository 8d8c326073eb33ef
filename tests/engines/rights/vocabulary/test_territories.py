"""Countries, their parts, and groups that change with the day."""

import itertools
from datetime import date

import pytest

from sampan.engines.rights import GROUPS, TERRITORIES, UnknownTerm, group


def test_a_contract_of_2023_does_not_gain_timor_leste() -> None:
    before = TERRITORIES.mask("ASEAN", date(2023, 5, 1))
    after = TERRITORIES.mask("ASEAN", date(2025, 10, 26))
    assert TERRITORIES.codes(after & ~before) == ("TL",)
    assert before == TERRITORIES.mask("ASEAN-10@1999-04-30") == TERRITORIES.mask("ASEAN-10")
    assert after == TERRITORIES.mask("ASEAN-11@2025-10-26") == TERRITORIES.mask("ASEAN@2026-02-01")


def test_asean_grows_by_its_admissions() -> None:
    versions = [g for g in GROUPS if g.name == "ASEAN"]
    assert [len(g.members) for g in versions] == [5, 6, 7, 9, 10, 11]
    assert [set(a.members) - set(b.members) for b, a in itertools.pairwise(versions)] == [
        {"BN"}, {"VN"}, {"LA", "MM"}, {"KH"}, {"TL"},
    ]  # fmt: skip


def test_a_country_is_the_sum_of_its_parts() -> None:
    china = TERRITORIES.mask("CN")
    assert set(TERRITORIES.codes(china)) == {"CN-*", "CN-GX", "CN-YN", "CN-GD", "CN-HI"}
    assert TERRITORIES.mask("CN-GX") & china == TERRITORIES.mask("CN-GX")
    assert TERRITORIES.mask("Greater China") == TERRITORIES.mask("CN, HK, MO, TW")
    assert TERRITORIES.mask("Lancang-Mekong-6") == TERRITORIES.mask("CN, KH, LA, MM, TH, VN")
    assert TERRITORIES.mask("World") == TERRITORIES.everything


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "ASEAN",
            (
                "“ASEAN” is not a territory without a day that Sampan knows. "
                "Its members change: give the day, as in ASEAN@2026-01-31."
            ),
        ),
        (
            "ASEAN@1950-01-01",
            "“ASEAN@1950-01-01” is not a group of territories that Sampan knows. It has no members on that day.",
        ),
        (
            "ASEAN@soon",
            "“ASEAN@soon” is not a territory that Sampan knows. The day after “@” is written 2026-01-31.",
        ),
    ],
)
def test_a_group_needs_its_day(word: str, said: str) -> None:
    with pytest.raises(UnknownTerm) as caught:
        TERRITORIES.mask(word)
    assert str(caught.value) == said


def test_the_version_in_force_is_found_by_day() -> None:
    assert group("ASEAN", date(2025, 10, 25)).version == "ASEAN-10"
    assert group("ASEAN", date(2025, 10, 26)).version == "ASEAN-11"
