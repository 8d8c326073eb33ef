"""From a file to facts: what it is, which reader takes it, and one account of it; half of a file is never kept."""

import codecs
import hashlib
from collections import ChainMap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sampan.engines.circulation.facts import WORLD, Writer

from . import export, netflix_top10, netflix_watched, surveys
from .about import About, is_service, origin_of, service_name, service_of, source_name
from .catalogues import Catalogue, layout
from .delimited import delimited
from .mapping import Mapping
from .plain import plain, taken_as
from .reading import Fact, Once, Reading, Refusal, Unmapped, Unreadable
from .remark import Remark
from .repeats import copies
from .sheet import Sheet, bare
from .spss import spss
from .workbook import workbook

_MOST_REFUSED = 0.5  # of the rows; a file refused by more than half is a file misunderstood
_OTHER = (
    (b"\xd0\xcf\x11\xe0", "is_old_excel"),
    (b"%PDF-", "is_pdf"),
    (b"\x1f\x8b", "is_gzip"),
    (b"SQLite format 3\0", "is_database"),
    (b"PAR1", "is_parquet"),
    (b"\x89PNG", "is_picture"),
)
_PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml")
_JSON = (b"{", b"[{", b"[[")


class Stopped(Exception):
    """The caller asked to stop; nothing of the file in hand was kept."""


def read(
    path: Path,
    *,
    into: Writer | None = None,
    source_id: str = "",
    service_id: str = "",
    territory: str = WORLD,
    told: Mapping | None = None,
    once: Once | None = None,
    read_at: str = "",
    progress: Callable[[int], bool] | None = None,
) -> Reading:
    """Read one file and give the account of it; with `into`, keep its facts there.

    The reader is chosen by the content; `told` is a mapping that a person made for their own form. `once` holds which
    bytes files before this one were and what they told, as places of top tens, and takes what this one tells beyond.
    `progress` hears the number of facts every few thousand and answers whether to go on; Stopped is raised where it
    answers False.
    Raises Unreadable, with the reason, where no facts can be taken; then nothing of the file is kept.
    """
    own = source_id or source_name(path.stem)
    about = About(own, service_id or service_of(own), territory, origin=origin_of(own))
    before: Once = once if once is not None else {}
    sheets = open_table(path)
    try:
        digest = _sha256(path)
        if same := before.get(digest):
            raise Unreadable("same_file", name=same[0])
        told_here: Once = {digest: (path.name, 0)}
        taken = _readers(sheets, told)
        reading = Reading(taken[0].name, own, path.name, sha256=digest)
        reading.once = ChainMap(told_here, before)
        _note_left(sheets, taken, reading)
        facts = reading.take(_items(taken, about, reading))
        if into is None:
            _drain(facts, lambda _: None, progress)
            _close(reading, taken)
        else:
            with into.whole():
                _drain(facts, lambda fact: into.add(*fact), progress)
                _close(reading, taken)
                into.add("source", _row(reading, path, read_at))
                into.add_many("service", (_service(each) for each in sorted(reading.services)))
    finally:
        for each in sheets:
            each.close()
    before.update(told_here)
    return reading


def open_table(path: Path) -> list[Sheet]:
    """The tables in a file. Raises Unreadable where it holds none that is understood."""
    if not path.is_file():
        raise Unreadable("is_folder" if path.is_dir() else "no_file")
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise Unreadable("locked_file") from error
    if not start:
        raise Unreadable("empty")
    for magic, kind in _OTHER:
        if start.startswith(magic):
            raise Unreadable(kind)
    if _looks_like(start, _PAGES):
        raise Unreadable("is_web_page")
    if _looks_like(start, _JSON):
        raise Unreadable("is_json")
    if start.startswith(b"PK"):
        return workbook(path)
    if start[:4] in {b"$FL2", b"$FL3"}:
        return [spss(path)]
    return [delimited(path)]


def _looks_like(start: bytes, opens: tuple[bytes, ...]) -> bool:
    return b"".join(start.removeprefix(codecs.BOM_UTF8).lower().split()).startswith(opens)


_Read = Callable[[Sheet, About, Reading], Iterator[Fact | Refusal]]


@dataclass(frozen=True, slots=True)
class _Taken:
    """A sheet, and the reader that takes it."""

    name: str
    sheet: Sheet
    read: _Read


def _readers(sheets: list[Sheet], told: Mapping | None) -> list[_Taken]:
    """Every sheet that the reader of the first readable one takes; none that is hidden, or a copy of one before."""
    if told is not None:
        return [_Taken(export.NAME, export.sheet_for(told, sheets), export.reader(told))]
    shown = [sheet for sheet in sheets if not sheet.is_hidden] or sheets
    taken = [found for sheet in shown if (found := _by_headings(sheet)) is not None]
    if not taken:
        headings = [f"“{heading}”" for heading in sheets[0].headings[:12]]
        raise Unmapped("unknown_form", headings=headings)
    alike = [each for each in taken if each.name == taken[0].name]
    if len(alike) == 1:
        return alike
    is_copy = copies([each.sheet for each in alike])
    return [each for each, again in zip(alike, is_copy, strict=True) if not again]


def _items(taken: list[_Taken], about: About, reading: Reading) -> Iterator[Fact | Refusal]:
    """The facts of all sheets; of several, a refusal names its sheet."""
    for each in taken:
        for item in each.read(each.sheet, about, reading):
            if isinstance(item, Refusal) and len(taken) > 1:
                yield replace(item, column=f"{each.sheet.name} / {item.column}")
            else:
                yield item


def _by_headings(sheet: Sheet) -> _Taken | None:
    headings = {bare(heading) for heading in sheet.headings}
    for reader in (netflix_top10, netflix_watched):
        if reader.fits(headings):
            return _Taken(reader.NAME, sheet, reader.read)
    known = layout(headings)
    if known is not None:
        return _Taken(
            known.name,
            sheet,
            lambda sheet, about, reading: Catalogue(sheet, about, reading, known).read(),
        )
    if surveys.fits(sheet.headings):
        return _Taken(surveys.NAME, sheet, surveys.read)
    return _plain(sheet)


def _plain(sheet: Sheet) -> _Taken | None:
    """A list in nobody's form. It stands for what a service offers where its file is named for one."""
    form = plain(sheet)
    if form is None:
        return None

    def read(sheet: Sheet, about: About, reading: Reading) -> Iterator[Fact | Refusal]:
        is_offer = is_service(about.service_id)
        reading.note(Remark("by_headings", {"taken": [one.plain for one in taken_as(form)]}))
        return Catalogue(sheet, about, reading, replace(form, is_offer=is_offer)).read()

    return _Taken(form.name, sheet, read)


def _drain(
    facts: Iterator[Fact], keep: Callable[[Fact], None], progress: Callable[[int], bool] | None
) -> None:
    for count, fact in enumerate(facts, start=1):
        keep(fact)
        if progress is not None and count % 5000 == 0 and not progress(count):
            raise Stopped


def _note_left(sheets: list[Sheet], taken: list[_Taken], reading: Reading) -> None:
    """Say which sheets were not read."""
    read = {each.sheet.name for each in taken}
    if left := [f"“{sheet.name}”" for sheet in sheets if sheet.name not in read]:
        reading.note(Remark("sheets_left", {"sheets": left}))


def _close(reading: Reading, taken: list[_Taken]) -> None:
    """Count, and refuse a file of which most rows were not understood."""
    for each in taken:
        for note in each.sheet.notes:
            reading.note(note)
    if reading.rows == 0:
        raise Unreadable("no_rows")
    misread = reading.refused - reading.repeats
    if misread > _MOST_REFUSED * reading.rows:
        first = next(each.remark.plain for each in reading.refusals if not each.is_repeat)
        raise Unreadable("misread", misread=misread, rows=reading.rows, first=first)


def _row(reading: Reading, path: Path, read_at: str) -> dict[str, str | int]:
    return {
        "source_id": reading.source_id,
        "name": reading.name,
        "path": path.name,
        "sha256": reading.sha256,
        "reader": reading.reader,
        "read_at": read_at,
        "rows": reading.rows,
        "refused": reading.refused,
    }


def _service(service_id: str) -> dict[str, str]:
    return {"service_id": service_id, "name": service_name(service_id), "kind": "platform"}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
