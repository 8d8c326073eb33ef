"""What is wrong with a line: sheet, row, column, and what would be right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sampan.engines.rights.ids import eidr_fault
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, UnknownTerm

from .workbook import Line

LICENSES: dict[str, str] = {
    "EST": "vod.est", "VOD": "vod.tvod", "SVOD": "vod.svod", "POEST": "vod.est", "AVOD": "vod.avod", "FVOD": "fast",
}  # fmt: skip
"""The uses that a LicenseType means here. The way back loses what MovieLabs has no word for."""

_REQUIRED = ("Territory", "WorkType", "EntryType", "LicenseType", "FormatProfile", "Start")
_WORDS = {
    "WorkType": (
        "Movie", "Single", "Short", "Episode", "Season", "Series", "Miniseries", "Collection", "Bundle", "Supplement",
        "Promotion", "Volume",
    ),
    "EntryType": ("Full Extract", "Full Delete", "Create", "Update", "Delete"),
    "LicenseType": tuple(LICENSES),
    "FormatProfile": ("UHD", "HD", "SD", "3D", "3DUHD", "3DHD", "3DSD"),
}  # fmt: skip
CONDITIONS = ("Immediate", "Open", "ESTStart", "EST", "Broadcast", "Completed", "Theatrical", "TBD")
_IDS = (
    "ContentID", "ALID", "TitleID", "EditID", "ReportingID", "SeriesContentID", "SeasonContentID", "VolumeContentID",
    "EpisodeContentID", "SeriesID", "SeasonID", "VolumeID", "EpisodeID",
)  # fmt: skip
LAG = re.compile(r"(-?)P?(\d+)D?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one cell. A warning can be imported as it is; any other cannot."""

    sheet: str
    row: int
    column: str
    what: str
    remedy: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.sheet}, row {self.row}, column {self.column}: {self.what} {self.remedy}".rstrip()


def faults(line: Line) -> list[Fault]:
    """Everything that is wrong with a line, in the order of its columns' importance.

    >>> bad = Line("Movies", 7, {"Territory": "XX"})
    >>> str(faults(bad)[-1])
    'Movies, row 7, column Territory: “XX” is not a territory that Sampan knows. Write ISO 3166 codes, or WW.'
    """
    found = [
        *_missing(line),
        *_words(line),
        *_days(line),
        *_places(line),
        *_tongues(line),
        *_ids(line),
    ]
    return [Fault(line.sheet, line.row, *one) for one in found]


Told = tuple[str, str, str] | tuple[str, str, str, bool]


def _missing(line: Line) -> Iterator[Told]:
    for column in _REQUIRED:
        if not line.text(column):
            yield column, "it is empty.", f"Every avail needs a {column}."
    if not (line.text("End") or line.text("WindowDuration")):
        yield "End", "it is empty.", "Write a day, Open, or a WindowDuration."
    if line.text("LicenseType") not in ("SVOD", "") and not line.text("PriceType"):
        yield "PriceType", "it is empty.", "Every avail but SVOD needs a price.", True


def _words(line: Line) -> Iterator[Told]:
    for column, words in _WORDS.items():
        given = line.text(column)
        if given and given.casefold() not in {word.casefold() for word in words}:
            yield column, f"“{given}” is not one of its words.", f"Write one of {', '.join(words)}."
    for column, cell in line.cells.items():
        if isinstance(cell, str) and cell.startswith("="):
            yield column, "it holds a formula.", "Write the value itself."


def day_of(value: object) -> date | None:
    """The day that a cell holds (a date, or text that begins with an ISO day), or None."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None


def _days(line: Line) -> Iterator[Told]:
    for column in ("Start", "End"):
        given = line.text(column)
        if given and given not in CONDITIONS and day_of(line.cells[column]) is None:
            yield (
                column,
                f"“{given}” is no day.",
                f"Write 2026-01-31, or one of {', '.join(CONDITIONS)}.",
            )
        lag = line.text(f"{column}Lag")
        if lag and not LAG.fullmatch(lag):
            yield f"{column}Lag", f"“{lag}” is no number of days.", "Write P90D for 90 days after."
    start, end = day_of(line.cells.get("Start")), day_of(line.cells.get("End"))
    if start and end and end < start:
        yield "End", f"{end} is before the start on {start}.", "Exchange them, or correct one."


def _places(line: Line) -> Iterator[Told]:
    for column in ("Territory", "TerritoryExclusion"):
        for code in re.split(r"[\s,;]+", line.text(column)):
            if code and code != "WW" and code not in _CODES:
                yield (
                    column,
                    f"“{code}” is not a territory that Sampan knows.",
                    "Write ISO 3166 codes, or WW.",
                )


def _tongues(line: Line) -> Iterator[Told]:
    if line.text("AllowedLanguages") and line.text("HoldbackLanguage"):
        yield (
            "HoldbackLanguage",
            "languages are both allowed and held back.",
            "Fill one of the two columns.",
        )
    for column in ("AssetLanguage", "AllowedLanguages", "HoldbackLanguage"):
        for tag in re.split(r"[\s,;]+", line.text(column)):
            try:
                LANGUAGES.mask(language_term(tag) if tag else "all")
            except UnknownTerm as error:
                yield (
                    column,
                    str(error).partition(". ")[0] + ".",
                    "Write BCP 47 tags, such as lo or zh-Hans.",
                    True,
                )


def language_term(tag: str) -> str:
    """A language cell's tag with its kind as our words have it: en:sub, fr:dub, de:audio.

    >>> language_term("EN:sub"), language_term("lo")
    ('EN/sub', 'lo')
    """
    name, _, kind = tag.partition(":")
    kinds = {"sub": "sub", "subtitle": "sub", "dub": "dub", "audio": "dub"}
    return f"{name}/{kinds[kind]}" if kind in kinds else name


def _ids(line: Line) -> Iterator[Told]:
    for column in _IDS:
        told = eidr_fault(line.text(column))
        if told:
            yield column, told, "Ask its registrant.", True


_CODES = {leaf.code for leaf in TERRITORIES.leaves} | {
    leaf.code.partition("-")[0] for leaf in TERRITORIES.leaves
}
