"""From lines to avails of any version: a workbook, or what a shop of ours offers, as Avails XML."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from sampan.engines.rights.exchange.line import Line
from sampan.engines.rights.exchange.terms import EndConvention

from .describing import WORKS, Work, described
from .elements import Part, element_of
from .reading import Avail
from .selling import COLUMNS as TERM_COLUMNS
from .selling import transaction
from .versions import Version

_AVAIL_COLUMNS = {
    "DisplayName",
    "ServiceProvider",
    "ALID",
    "EntryType",
    "ExceptionFlag",
    "BundleALIDs",
}


class CannotWrite(ValueError):
    """A line that Avails XML cannot say; a sentence with its place and what would be right."""


@dataclass(frozen=True, slots=True)
class Built:
    """An Avail made of lines, and the filled columns that this version has no place for."""

    avail: Avail
    left_out: tuple[str, ...]


def build(
    lines: Iterable[Line], version: Version, *, end_convention: EndConvention = "inclusive"
) -> Iterator[Built]:
    """An Avail for each stretch of lines of one work, a transaction for each line. Raises CannotWrite.

    `end_convention` says whether an End without a time is counted in (its last second is written) or not.
    """
    for _, stretch in itertools.groupby(lines, key=_work_of):
        together = list(stretch)
        yield Built(
            Avail(_avail(together, version, end_convention), together[0].row, version),
            _left_out(together),
        )


def _work_of(line: Line) -> tuple[str, ...]:
    columns = ("ALID", "WorkType", "ContentID", "EpisodeContentID", "SeasonContentID")
    return tuple(line.text(column) for column in (*columns, "EntryType", "DisplayName"))


def _avail(lines: Sequence[Line], version: Version, convention: EndConvention) -> etree._Element:
    first = lines[0]
    work = WORKS.get(first.text("WorkType").casefold())
    if work is None or (work.kind == "Volume" and version.number == "2.3"):
        known = ", ".join(name.capitalize() for name in WORKS)
        raise CannotWrite(
            f"{_place(first)}: Avails XML {version.number} is not written for the WorkType "
            f"“{first.text('WorkType')}”; it is for {known}."
        )
    content_id = _identifier(first, work)
    title = _title(first, work)
    parts: list[Part] = [
        ("ALID", first.text("ALID") or content_id, {}),
        ("Disposition", [("EntryType", first.text("EntryType") or "Full Extract", {})], {}),
        ("Licensor", _organisation(first.text("DisplayName")), {}),
        ("ServiceProvider", _organisation(first.text("ServiceProvider")), {}),
        ("AvailType", work.avail_type, {}),
        ("ShortDescription", title, {}),
        ("Asset", described(first, work, title), {"contentID": content_id}),
        *(("Transaction", *transaction(line, version, convention)) for line in lines),
        ("ExceptionFlag", "true" if first.text("ExceptionFlag").casefold() in _YES else "", {}),
    ]
    return element_of("Avail", parts, version)


_YES = ("yes", "true", "1")


def _organisation(name: str) -> list[Part]:
    return [("DisplayName", name, {})] if name else []


def _identifier(line: Line, work: Work) -> str:
    for column in (*work.identifiers, "ContentID", "ALID"):
        if line.text(column):
            return line.text(column)
    raise CannotWrite(f"{_place(line)}: Avails XML needs a {work.identifiers[0]}.")


def _title(line: Line, work: Work) -> str:
    for column in work.titles:
        if line.text(column):
            return line.text(column)
    raise CannotWrite(f"{_place(line)}: Avails XML needs a {work.titles[0]}.")


def _place(line: Line) -> str:
    return f"{line.sheet}, row {line.row}" if line.sheet else f"row {line.row}"


def _left_out(lines: Sequence[Line]) -> tuple[str, ...]:
    work = WORKS[lines[0].text("WorkType").casefold()]
    said = _AVAIL_COLUMNS | TERM_COLUMNS | set(work.columns)
    return tuple(dict.fromkeys(name for line in lines for name in line.cells if name not in said))
