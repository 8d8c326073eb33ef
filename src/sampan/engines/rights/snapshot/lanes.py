"""Masks as columns of 60-bit integers, for databases and Parquet, whose integers are signed and 64 bits wide."""

from collections.abc import Iterable
from datetime import date

from sampan.engines.rights.box import Box
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES, Vocabulary

LANE = 60
"""Bits in a lane. Never 64: an unsigned lane of 2**63 and more does not fit a signed column."""


def _names(letter: str, axis: Vocabulary) -> list[str]:
    return [f"{letter}{number}" for number in range(-(-len(axis.leaves) // LANE))]


LANE_COLUMNS: tuple[str, ...] = (
    *_names("t", TERRITORIES), *_names("l", LANGUAGES), *_names("u", USES),
)  # fmt: skip


def lanes(territories: int, languages: int, uses: int) -> tuple[int, ...]:
    """Three masks as the values of LANE_COLUMNS. Two sets meet where any lane of an axis has `&` not zero.

    >>> from sampan.engines.rights import TERRITORIES
    >>> lanes(TERRITORIES.mask("AD"), 1 << 61, 3)
    (1, 0, 0, 0, 0, 0, 2, 0, 3)
    """
    return tuple(
        mask >> LANE * number & (1 << LANE) - 1
        for mask, axis in ((territories, TERRITORIES), (languages, LANGUAGES), (uses, USES))
        for number in range(-(-len(axis.leaves) // LANE))
    )


def from_lanes(values: Iterable[int], start: date, end: date | None) -> Box:
    """The box that `lanes` and two days stand for.

    >>> from datetime import date
    >>> from_lanes((1, 0, 0, 0, 0, 0, 2, 0, 3), date(2026, 1, 1), None).languages == 1 << 61
    True
    """
    masks = {"t": 0, "l": 0, "u": 0}
    for name, value in zip(LANE_COLUMNS, values, strict=True):
        masks[name[0]] |= value << LANE * int(name[1:])
    return Box(masks["t"], masks["l"], masks["u"], start, end)
