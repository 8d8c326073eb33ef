"""Any file of rights, by what is in it: an avails workbook, Avails XML, a table of avails or of grants, ODRL."""

import functools
import io
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sampan.engines.rights.grant import Grant

from .fault import Fault
from .faults import faults, meaning_faults
from .grants_table import NEEDED, read_grants
from .line import Line
from .odrl import UnreadablePolicy, read_odrl
from .table import AvailsTable, UnreadableTable, text_of
from .terms import EndConvention, grant_of
from .workbook import AvailsWorkbook, UnreadableWorkbook
from .xml import AvailsXML, UnreadableXML, avail_faults, lines_of

Unreadable = (UnreadableWorkbook, UnreadableXML, UnreadableTable, UnreadablePolicy)
"""What is raised for a file that cannot be read; each is a ValueError, and a sentence."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Whose file it is: who gives, who gets (both where the file itself does not say), and how an End is counted."""

    licensor: str = ""
    licensee: str | None = None
    end_convention: EndConvention = "inclusive"


@dataclass(frozen=True, slots=True)
class Entry:
    """One avail or clause: where it stands, the grant it gives (None where it cannot), and what is wrong with it."""

    place: str
    grant: Grant | None
    faults: tuple[Fault, ...] = ()
    line: Line | None = None


@dataclass(slots=True)
class _Names:
    """An id for each line that stays the same from one delivery of a file to the next."""

    met: Counter[str] = field(default_factory=Counter)

    def of(self, line: Line) -> str:
        columns: tuple[str, ...] = ("AvailID", "FormatProfile")
        if not line.text("AvailID"):
            columns = (
                "ALID",
                "ContentID",
                "EpisodeContentID",
                "LicenseType",
                "Territory",
                "FormatProfile",
            )
        name = " ".join(filter(None, (line.text(column) for column in columns)))
        self.met[name] += 1
        return name if self.met[name] == 1 else f"{name} ({self.met[name]})"


@dataclass(slots=True)
class Understood:
    """A file that could be opened: its kind and version, and its entries as a stream.

    `kind` is "workbook", "xml", "avails table", "grants table" or "odrl". `faults` are those of the file as a whole;
    more may come as the entries are read.
    """

    kind: str
    version: str
    _entries: Iterator[Entry]
    faults: list[Fault] = field(default_factory=list)

    def entries(self) -> Iterator[Entry]:
        """The entries, once. Where the file breaks off, a fault of the whole is added, and they end."""
        try:
            yield from self._entries
        except Unreadable as error:
            self.faults.append(
                Fault("", 0, "", str(error), "What stands before was read.", of="file")
            )


def understand(data: bytes, *, name: str = "", partner: Partner | None = None) -> Understood:
    """Open a file of rights by its content. Raises one of `Unreadable`, a sentence.

    >>> heading = b"id,verb,licensor,licensee,territories,languages,uses,start,end,clause"
    >>> found = understand(heading + b"\\n1,in,,A,LA,lo,SVOD,2026-01-01,,")
    >>> found.kind, [entry.grant.licensee for entry in found.entries()]
    ('grants table', ['A'])
    """
    partner = partner or Partner()
    if data.startswith(b"PK"):
        return _workbook(data, name, partner)
    text = text_of(data)
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start == "<":
        return _xml(data, name, partner)
    if start in ("{", "["):
        return Understood("odrl", "2.2", _begun(_clauses(read_odrl(text))))
    header = {
        cell.strip()
        for cell in text.partition("\n")[0].replace(";", ",").replace("\t", ",").split(",")
    }
    if len(header & set(NEEDED)) > len(NEEDED) // 2 or not _looks_like_avails(text):
        return _grants(text, name)
    table = AvailsTable(data)
    lines = _offers(table.lines(), name, partner)
    told = list(table.heading.faults())
    return Understood("avails table", table.heading.version, lines, told)


def _looks_like_avails(text: str) -> bool:
    return "LicenseType".casefold() in text[:4000].casefold()


def _workbook(data: bytes, name: str, partner: Partner) -> Understood:
    book = AvailsWorkbook(io.BytesIO(data))
    version = next((heading.version for heading in book.headings if heading.version), "")
    told = list(book.faults())
    told += [
        Fault(
            title,
            1,
            "all",
            "this sheet has no columns of avails.",
            "It was passed over.",
            warning=True,
        )
        for title in book.passed_over
    ]
    return Understood("workbook", version, _offers(book.lines(), name, partner), told)


def _offers(lines: Iterator[Line], name: str, partner: Partner) -> Iterator[Entry]:
    names, met = _Names(), dict[tuple[str, int], int]()
    for line in lines:
        place = f"{line.sheet}, row {line.row}" if line.sheet else f"row {line.row}"
        grant = functools.partial(_granted, line, names.of(line), name, partner)
        first = met.setdefault((line.sheet, hash(frozenset(line.cells.items()))), line.row)
        yield _offer(line, place, (*faults(line), *_said_before(line, first)), grant)


def _said_before(line: Line, first: int) -> Iterator[Fault]:
    if first != line.row:
        what = f"it says in every cell what row {first} says."
        yield Fault(line.sheet, line.row, "all", what, "Take one of the two out.", warning=True)


def _offer(line: Line, place: str, told: tuple[Fault, ...], grant: Callable[[], Grant]) -> Entry:
    """An entry with its grant, where nothing stands against it."""
    deletes = line.text("EntryType").casefold() in ("full delete", "delete")
    if deletes or any(not fault.warning for fault in told):
        return Entry(place, None, told, line)
    try:
        return Entry(place, grant(), told, line)
    except ValueError as error:
        fault = Fault(line.sheet, line.row, "End", str(error), "Correct Start or End.")
        return Entry(place, None, (*told, fault), line)


def _granted(line: Line, id_: str, name: str, partner: Partner) -> Grant:
    return grant_of(
        line,
        id=id_ or f"row {line.row}",
        licensor=partner.licensor or line.text("DisplayName"),
        licensee=partner.licensee or line.text("Licensee") or None,
        end_convention=partner.end_convention,
        subject=line.text("ALID") or line.text("ContentID"),
        source=line.text("ContractID") or name,
    )


def _xml(data: bytes, name: str, partner: Partner) -> Understood:
    file = AvailsXML(data)
    found = Understood("xml", file.head.version.number, iter(()))
    found._entries = _avails(file, found, name, partner)  # noqa: SLF001 - it adds to the faults of its own file
    return found


def _avails(file: AvailsXML, found: Understood, name: str, partner: Partner) -> Iterator[Entry]:
    names = _Names()
    for avail in file.avails():
        told = tuple(avail_faults(avail))
        for line in lines_of(avail):
            mine = (*told, *_meant(line, told))
            grant = functools.partial(_granted, line, names.of(line), name, partner)
            yield _offer(line, f"line {line.row}", mine, grant)
            told = tuple(fault for fault in told if not fault.warning)  # a warning is told once
    found.faults += [
        Fault(
            "", line, element, "it is no Avail.", "It was passed over.", warning=True, of="element"
        )
        for element, line in file.strangers()
    ]


def _meant(line: Line, told: tuple[Fault, ...]) -> list[Fault]:
    if any(not fault.warning for fault in told):
        return []
    return meaning_faults(line, "Avail/Transaction")


def _grants(text: str, name: str) -> Understood:
    rows = (
        (f"row {number}", grant, told) for number, grant, told in read_grants(text, source=name)
    )
    return Understood("grants table", "", _begun(_clauses(rows)))


def _clauses(found: Iterable[tuple[str, Grant | None, tuple[Fault, ...]]]) -> Iterator[Entry]:
    for place, grant, told in found:
        yield Entry(place, grant, told)


def _begun(entries: Iterator[Entry]) -> Iterator[Entry]:
    """The same entries, the first of them read already, so that what cannot be read at all is told at once."""
    first = list(itertools.islice(entries, 1))
    return itertools.chain(first, entries)
