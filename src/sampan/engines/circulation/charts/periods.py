"""Periods of time by their keys: those that lie between two of them, and what follows without a gap."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

_MOST = 600  # periods that an axis can hold; more are not filled up


def _year(key: str) -> str:
    return str(int(key) + 1)


def _quarter(key: str) -> str:
    year, quarter = key.split("-Q")
    return f"{year}-Q{int(quarter) + 1}" if int(quarter) < 4 else f"{int(year) + 1}-Q1"


def _month(key: str) -> str:
    year, month = map(int, key.split("-"))
    return f"{year}-{month + 1:02}" if month < 12 else f"{year + 1}-01"


def _week(key: str) -> str:
    return (date.fromisoformat(key) + timedelta(days=7)).isoformat()


_NEXT: Mapping[str, Callable[[str], str]] = {
    "year": _year,
    "released": _year,
    "quarter": _quarter,
    "month": _month,
    "week": _week,
}


def every(times: Iterable[str], of: str) -> list[str]:
    """Answer the periods in order, with those between that have none, so that an axis of them is true to time.

    `of` says which periods they are (`quarter`). Keys that are no period (`unknown`) come last.

    >>> every({"2022-Q4", "2022-Q1", "unknown"}, "quarter")
    ['2022-Q1', '2022-Q2', '2022-Q3', '2022-Q4', 'unknown']
    """
    found = sorted(set(times))
    named = [key for key in found if key[:1].isdigit()]
    filled = named[:1]
    try:
        while filled and filled[-1] < named[-1] and len(filled) < _MOST:
            filled.append(_NEXT[of](filled[-1]))
    except (KeyError, ValueError):
        return found
    return (
        [*filled, *(key for key in found if key not in named)]
        if set(named) <= set(filled)
        else found
    )


def runs(times: Sequence[str], axis: Sequence[str]) -> list[int]:
    """Answer for each of the times, in order, the number of its run: a new one begins after a gap on the axis.

    >>> runs(["2020", "2021", "2024"], ["2020", "2021", "2022", "2023", "2024"])
    [0, 0, 1]
    """
    places = {key: place for place, key in enumerate(axis)}
    made: list[int] = []
    for at, time in enumerate(times):
        is_next = at > 0 and places[time] - places[times[at - 1]] == 1
        made.append(made[-1] + (not is_next) if made else 0)
    return made
