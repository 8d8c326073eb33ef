"""What each element of an Avail may hold, version by version, as the table `model.tsv` has it.

Source: the schemas of MovieLabs Avails 2.3 to 2.7. Of Common Metadata, what avails use is told in the form of 2.12.
"""

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from .versions import VERSIONS

METADATA_TYPES = frozenset(
    {
        "CompanyCredits", "ContentIdentifier", "ContentRating", "ContentRatingDetail", "ContentSequenceInfo",
        "GroupingEntity", "OrgName", "Publisher", "Region", "ReleaseHistory",
    }
)  # fmt: skip
"""The types whose elements are of Common Metadata."""

_DAY, _CLOCK, _ZONE = r"-?\d{4}-\d\d-\d\d", r"\d\d:\d\d:\d\d(\.\d+)?", r"(Z|[+-]\d\d:\d\d)?"
_DURATION = r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?"
VALUES: dict[str, tuple[str, str, str]] = {
    "time": (rf"{_DAY}T{_CLOCK}{_ZONE}", "a day with a time", "2026-01-31T00:00:00"),
    "day": (rf"{_DAY}{_ZONE}", "a day", "2026-01-31"),
    "moment": (rf"{_DAY}(T{_CLOCK})?{_ZONE}", "a day", "2026-01-31"),
    "year-or-day": (
        rf"-?\d{{4}}(-\d\d(-\d\d(T{_CLOCK})?)?)?{_ZONE}", "a year or a day", "2026 or 2026-01-31",
    ),
    "clock": (rf"{_CLOCK}{_ZONE}", "a time of day", "20:00:00"),
    "duration": (_DURATION, "a duration", "P90D or PT1H30M"),
    "boolean": (r"true|false|1|0", "true or false", "true or false"),
    "integer": (r"[+-]?\d+", "a whole number", "12"),
    "positive": (r"\+?0*[1-9]\d*", "a number from 1 on", "1"),
    "decimal": (r"[+-]?(\d+(\.\d*)?|\.\d+)", "a number", "4.99"),
    "country": (r"[A-Z][A-Z]", "an ISO 3166 code", "LA"),
    "region": (r"[A-Z]{2}-[0-9A-Z]{1,3}|\d{3}", "an ISO 3166-2 code or a UN M49 number", "CN-GX"),
    "language": (r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", "a BCP 47 tag", "lo or zh-Hans"),
}  # fmt: skip
"""What a value must look like, what that is called, and an example."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in an element: which child, what that holds, how often; one of those that share a `choice`."""

    element: str
    holds: str
    least: int
    most: int | None
    choice: str
    attributes: dict[str, str]
    required: frozenset[str]


@functools.cache
def slots(kind: str, version: str) -> tuple[Slot, ...]:
    """What an element of a kind holds in a version, in order."""
    return tuple(_read(kind, version))


@functools.cache
def places(kind: str, version: str) -> dict[str, tuple[int, Slot]]:
    """The slots of a kind by the names of their elements, each with its place in the order."""
    return {slot.element: (place, slot) for place, slot in enumerate(slots(kind, version))}


def _read(kind: str, version: str) -> Iterator[Slot]:
    order = list(VERSIONS)
    for row in _rows():
        first, last = row["since"] or order[0], row["until"] or order[-1]
        if row["type"] == kind and order.index(first) <= order.index(version) <= order.index(last):
            pairs = [one.partition(":")[::2] for one in row["attributes"].split()]
            yield Slot(
                row["element"],
                row["holds"],
                int(row["least"]),
                None if row["most"] == "*" else int(row["most"]),
                row["choice"],
                {name.rstrip("!"): holds for name, holds in pairs},
                frozenset(name[:-1] for name, _ in pairs if name.endswith("!")),
            )


@functools.cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(table("model"))


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table that ships beside this module."""
    text = resources.files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return list(
        csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    )


@functools.cache
def _pattern(holds: str) -> re.Pattern[str]:
    return re.compile(VALUES[holds][0])


def value_fault(holds: str, value: str) -> str | None:
    """What a value should have been, or None where it is.

    >>> value_fault("time", "2026-01-31")
    'a day with a time (2026-01-31T00:00:00)'
    """
    if holds not in VALUES or _pattern(holds).fullmatch(value):
        return None
    return f"{VALUES[holds][1]} ({VALUES[holds][2]})"
