"""The two sides, and another pair from a file."""

from datetime import date
from pathlib import Path

import pytest

from sampan.engines.rights import bloc_of, blocs


def test_the_sides_are_dated() -> None:
    china, asean = blocs()
    assert china.members(date(2026, 1, 1)) == {"CN", "HK", "MO", "TW"}
    assert len(asean.members(date(2025, 10, 25))) == 10
    assert len(asean.members(date(2025, 10, 26))) == 11
    assert asean.members(date(1960, 1, 1)) == frozenset()


def test_a_territory_finds_its_side() -> None:
    assert bloc_of("CN-GX", date(2026, 1, 1)) == blocs()[0]
    assert bloc_of("TL", date(2026, 1, 1)) == blocs()[1]
    assert bloc_of("FR", date(2026, 1, 1)) is None


def test_another_pair_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "blocs.tsv"
    path.write_text("bloc\tname\tgroup\nLM\tLancang-Mekong\tLancang-Mekong\n")
    assert [bloc.name for bloc in blocs(path)] == ["Lancang-Mekong"]
    path.write_text("bloc\tname\tgroup\nX\tX\tAtlantis\n")
    with pytest.raises(ValueError) as caught:
        blocs(path)
    assert str(caught.value) == (
        f"{path}, row 2, column group: “Atlantis” is no group of territories; "
        "write one of ASEAN, Greater China, Lancang-Mekong."
    )
