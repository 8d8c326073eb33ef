"""Where each territory of the region lies on a map of tiles, and how a tile without data is hatched."""

PLACES: dict[str, tuple[int, int]] = {
    "CN": (3, 0),
    "MM": (1, 1), "LA": (2, 1), "MO": (3, 1), "HK": (4, 1), "TW": (5, 1),
    "TH": (1, 2), "KH": (2, 2), "VN": (3, 2), "PH": (5, 2),
    "MY": (2, 3), "BN": (4, 3),
    "SG": (2, 4), "ID": (3, 4), "TL": (5, 4),
}  # fmt: skip
COLUMNS = ROWS = 5
_APART = 5.0  # points between the lines of a hatching

Line = tuple[float, float, float, float]


def hatching(left: float, top: float, right: float, bottom: float) -> list[Line]:
    """Slanting lines that fill a box, each as x, y, x2, y2; none leaves it.

    >>> hatching(0, 0, 10, 5)
    [(0.0, 5.0, 5.0, 0.0), (5.0, 5.0, 10.0, 0.0)]
    >>> hatching(0, 0, 4, 8)
    [(0.0, 5.0, 4.0, 1.0), (2.0, 8.0, 4.0, 6.0)]
    """
    wide, tall = right - left, bottom - top
    lines, at = [], _APART
    while at < wide + tall:
        start, end = max(at - tall, 0.0), min(at, float(wide))
        lines.append((left + start, top + at - start, left + end, top + at - end))
        at += _APART
    return lines
