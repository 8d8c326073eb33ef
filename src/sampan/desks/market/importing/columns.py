"""The columns of a catalogue workbook, and what each cell must read like. Faults name the place and what is right."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sampan.engines.language import LANGUAGES
from sampan.engines.rights import LANGUAGES as SPOKEN
from sampan.engines.rights import TERRITORIES, USES, UnknownTerm
from sampan.engines.rights.exchange import Fault
from sampan.engines.rights.ids import eidr_fault, isan_fault

TITLES = (
    "Reference", "Kind", "Parent", "Number", "Year", "Minutes", "Episodes", "Genres", "Original", "Countries",
    "People", "Ratings", "Versions", "EIDR", "ISAN",
)  # fmt: skip
LISTINGS = ("Reference", "Language", "Name", "Short", "Synopsis")
RIGHTS = (
    "Reference", "Territories", "Languages", "Uses", "Start", "End", "Contract", "Clause", "Text",
)  # fmt: skip
SHEETS = {"Titles": TITLES, "Listings": LISTINGS, "Rights": RIGHTS}
NEEDED = {
    "Titles": ("Reference", "Kind"),
    "Listings": ("Reference", "Language", "Name"),
    "Rights": ("Reference", "Territories", "Languages", "Uses", "Start", "Clause", "Text"),
}
KINDS = (
    "film", "series", "season", "episode", "documentary", "animation", "microdrama", "short", "show", "feed",
    "archive",
)  # fmt: skip
_TAGS = [language.tag for language in LANGUAGES]
_FORMS = ("original", "dub", "sub")
_LONGEST = {"Reference": 80, "Name": 500, "Short": 2000, "Synopsis": 20_000}


@dataclass
class Cells:
    """One row of a sheet; what is wrong with it is collected in `faults`."""

    sheet: str
    row: int
    texts: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"{self.sheet}, row {self.row}" if self.sheet else f"row {self.row}"

    def wrong(self, column: str, what: str, remedy: str, *, warning: bool = False) -> None:
        self.faults.append(Fault(self.sheet, self.row, column, what, remedy, warning=warning))

    def text(self, column: str) -> str:
        value = str(self.texts.get(column) or "").strip()
        most = _LONGEST.get(column, 4000)
        if len(value) > most:
            self.wrong(column, f"this has {len(value)} characters.", f"{most} is the most.")
            return value[:most]
        return value

    def needed(self, column: str) -> str:
        value = self.text(column)
        if not value:
            self.wrong(column, "this is empty.", "It is needed.")
        return value

    def number(self, column: str) -> int | None:
        value = self.texts.get(column)
        if value in (None, ""):
            return None
        text = str(value).strip()
        text = text[:-2] if text.endswith(".0") else text
        if not (text.isascii() and text.isdecimal() and len(text) < 6):
            self.wrong(column, f"“{text}” is no number.", "Write figures only, such as 2026.")
            return None
        return int(text)

    def one_of(self, column: str, values: Iterator[str] | tuple[str, ...] | list[str]) -> str:
        value, known = self.needed(column), list(values)
        if value and value not in known:
            self.wrong(column, f"“{value}” is none of the values.", f"Write {', '.join(known)}.")
        return value

    def day(self, column: str) -> str:
        """ISO, or "" where there is none."""
        value = self.texts.get(column)
        if isinstance(value, datetime | date):
            return (value.date() if isinstance(value, datetime) else value).isoformat()
        text = str(value or "").strip()
        try:
            return date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            self.wrong(column, f"“{text}” is no day.", "Write it as 2027-01-31.")
            return ""

    def parts(self, column: str, divider: str = ";") -> list[str]:
        return [part.strip() for part in self.text(column).split(divider) if part.strip()]


def title(cells: Cells) -> dict[str, Any]:
    """A row of the sheet Titles, as it is kept until it is confirmed."""
    original = cells.text("Original")
    if original and original not in _TAGS:
        cells.wrong(
            "Original", f"“{original}” is no working language.", f"Write {' '.join(_TAGS)}."
        )
    for column, fault in (("EIDR", eidr_fault), ("ISAN", isan_fault)):
        value = cells.text(column)
        if value and (said := fault(value)):
            cells.wrong(column, said, "It is kept as it is.", warning=True)
    return {
        "reference": cells.needed("Reference"), "kind": cells.one_of("Kind", KINDS), "parent": cells.text("Parent"),
        "number": cells.number("Number"), "year": cells.number("Year"), "minutes": cells.number("Minutes"),
        "episodes": cells.number("Episodes"), "genres": cells.parts("Genres"), "language": original,
        "countries": list(_countries(cells)), "people": list(_people(cells)), "rated": dict(_pairs(cells, "Ratings")),
        "versions": list(_versions(cells)), "eidr": cells.text("EIDR"), "isan": cells.text("ISAN"),
        "words": {}, "rights": [], "place": cells.place,
    }  # fmt: skip


def listing(cells: Cells) -> tuple[str, str, list[str]]:
    """Reference, language, and name, short and synopsis."""
    words = [cells.needed("Name"), cells.text("Short"), cells.text("Synopsis")]
    return cells.needed("Reference"), cells.one_of("Language", _TAGS), words


def right(cells: Cells) -> tuple[str, dict[str, Any]]:
    """Reference, and a clause by which the house holds rights in the title."""
    start, end = cells.day("Start"), cells.day("End")
    told: dict[str, Any] = {
        "territories": _terms(cells, "Territories", TERRITORIES), "languages": _terms(cells, "Languages", SPOKEN),
        "uses": _terms(cells, "Uses", USES), "start": start, "end": end,
        "contract": cells.text("Contract"), "clause": cells.needed("Clause"), "text": cells.needed("Text"),
    }  # fmt: skip
    if not start and not any(fault.column == "Start" for fault in cells.faults):
        cells.wrong("Start", "this is empty.", "Write the first day, as in 2027-01-31.")
    if start and end and end <= start:
        cells.wrong("End", "the rights end before they begin.", "The end is the first day after.")
    return cells.needed("Reference"), told


def _terms(cells: Cells, column: str, vocabulary: Any) -> list[str]:
    words = cells.parts(column)
    if not words:
        cells.wrong(column, "this is empty.", "It is needed.")
    for word in words:
        try:
            vocabulary.mask(word, date(2026, 1, 1))
        except UnknownTerm as error:
            cells.wrong(column, str(error), "")
    return words


def _countries(cells: Cells) -> Iterator[dict[str, Any]]:
    for part in cells.parts("Countries"):
        code, _blank, share = part.partition(" ")
        share = share.strip().rstrip("%").strip()
        if not re.fullmatch(r"[A-Z]{2}", code) or (share and not share.isdecimal()):
            cells.wrong("Countries", f"“{part}” cannot be read.", "Write them as LA 60; CN 40.")
            continue
        yield {"territory": code, **({"share": int(share)} if share else {})}


def _pairs(cells: Cells, column: str) -> Iterator[tuple[str, str]]:
    for part in cells.parts(column):
        code, _blank, value = part.partition(" ")
        if not value.strip():
            cells.wrong(column, f"“{part}” cannot be read.", "Write them as TH 13; SG PG.")
            continue
        yield code, value.strip()


def _people(cells: Cells) -> Iterator[list[Any]]:
    for part in cells.parts("People"):
        role, _colon, names = part.partition(":")
        told = dict(name.split("=", 1) for name in names.split("|") if "=" in name)
        told = {tag.strip(): name.strip() for tag, name in told.items()}
        if not told or not all(told.values()):
            remedy = "Write them as director: lo=ຄຳຫຼ້າ | en=Khamla."
            cells.wrong("People", f"“{part}” cannot be read.", remedy)
            continue
        yield [role.strip(), told]


def _versions(cells: Cells) -> Iterator[str]:
    for part in cells.parts("Versions"):
        tag, _slash, form = part.partition("/")
        if tag not in _TAGS or form not in _FORMS:
            cells.wrong(
                "Versions", f"“{part}” cannot be read.", "Write them as lo/original; en/sub."
            )
            continue
        yield part
