"""What is wrong with a line: sheet, row, column, and what would be right."""

import re
from collections.abc import Iterator

from sampan.engines.rights.ids import eidr_fault, isan_fault

from .fault import Fault
from .forms import Told, day_of, form_faults
from .line import Line
from .words import (
    CONDITIONS,
    COUNTRIES,
    LAG,
    LICENSES,
    UNSURE,
    code_of_name,
    condition_of,
    license_of,
    listed_codes,
    spoken,
)

_REQUIRED = ("Territory", "WorkType", "EntryType", "LicenseType", "FormatProfile", "Start")
_WORDS = {
    "WorkType": (
        "Movie", "Single", "Short", "Episode", "Season", "Series", "Miniseries", "Collection", "Bundle", "Supplement",
        "Promotion", "Volume",
    ),
    "EntryType": ("Full Extract", "Full Delete", "Create", "Update", "Delete"),
    "LicenseType": tuple(LICENSES),
    "FormatProfile": ("UHD", "HD", "SD", "3D", "3DUHD", "3DHD", "3DSD"),
    "TitleStatus": ("Pending", "Approved", "Revoked", "Expired"),
    "LocalizationType": ("sub", "dub", "subdub", "any"),
    "PriceType": (
        "Tier", "Category", "TPR-Category", "WSP", "TPR-WSP", "WSP-PostTax", "SRP", "TPR-SRP", "SRP-PostTax", "DMRP",
        "TPR-DMRP", "DMRP-PostTax", "SMRP", "TPR-SMRP", "SMRP-PostTax", "EpisodeWSP", "TPR-EpisodeWSP",
        "EpisodeWSP-PostTax", "SeasonWSP", "TPR-SeasonWSP", "SeasonWSP-PostTax", "LicenseFee", "TPR-LicenseFee",
        "Included", "NA",
    ),
}  # fmt: skip
_OPEN = {"WorkType": ("Supplemental", "Bonus", "Franchise"), "TitleStatus": (), "PriceType": ()}
"""Lists that others have added to: `faults` warns of a word that is new, and passes over these."""
_BONUS = ("supplement", "supplemental", "bonus", "promotion")
"""Works that come with another one, in its format."""
_IDS = (
    "ContentID", "ALID", "TitleID", "EditID", "ReportingID", "SeriesContentID", "SeasonContentID", "VolumeContentID",
    "EpisodeContentID", "SeriesID", "SeasonID", "VolumeID", "EpisodeID",
)  # fmt: skip
_ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!")


def faults(line: Line) -> list[Fault]:
    """Everything that is wrong with a line, in the order of its columns' importance.

    >>> bad = Line("Movies", 7, {"Territory": "XX"})
    >>> str(faults(bad)[-1])
    'Movies, row 7, column Territory: “XX” is not a territory that Sampan knows. Write ISO 3166 codes, or WW.'
    """
    cells = list(_cells(line))
    found = [*_missing(line), *_words(line), *cells, *_meaning(line), *_ids(line)]
    spoilt = {column for column, *_ in cells}
    found += [one for one in form_faults(line) if one[0] not in spoilt]
    return [Fault(line.sheet, line.row, *one) for one in found]


def meaning_faults(line: Line, element: str) -> list[Fault]:
    """What is wrong with the terms of a transaction whose form has been looked at already, as in XML."""
    return [
        Fault("", line.row, f"{element}/{column}", what, remedy, bool(warning), "element")
        for column, what, remedy, *warning in _meaning(line)
    ]


def _meaning(line: Line) -> Iterator[Told]:
    yield from _days(line)
    yield from _places(line)
    yield from _tongues(line)


def _missing(line: Line) -> Iterator[Told]:
    if line.text("EntryType").casefold() in ("full delete", "delete"):
        return
    bonus = line.text("WorkType").casefold() in _BONUS
    for column in _REQUIRED:
        if not line.text(column) and not (bonus and column == "FormatProfile"):
            yield column, "it is empty.", f"Every avail needs a {column}."
    if not (line.text("End") or line.text("WindowDuration")):
        yield "End", "it is empty.", "Write a day, Open, or a WindowDuration."
    if line.text("LicenseType") not in ("SVOD", "") and not line.text("PriceType"):
        yield "PriceType", "it is empty.", "Every avail but SVOD needs a price.", True


def _words(line: Line) -> Iterator[Told]:
    for column, words in _WORDS.items():
        given = line.text(column)
        known = {word.casefold() for word in (*words, *_OPEN.get(column, ()))}
        if given and given.casefold() not in known:
            remedy = f"Write one of {', '.join(words)}."
            yield column, f"“{given}” is not one of its words.", remedy, column in _OPEN
    unsure = UNSURE.get(license_of(line.text("LicenseType")))
    if unsure:
        what = f"“{line.text('LicenseType')}” does not say for which use; it is read as {unsure}."
        yield "LicenseType", what, "Write EST, VOD or SVOD.", True


def _cells(line: Line) -> Iterator[Told]:
    for column, cell in line.cells.items():
        if isinstance(cell, str) and cell.startswith("="):
            yield column, "it holds a formula.", "Write the value itself."
        elif cell in _ERRORS:
            yield column, f"it holds the error {cell}.", "Write the value itself."


def _days(line: Line) -> Iterator[Told]:
    for column in ("Start", "End"):
        given = line.text(column)
        if given and not condition_of(given) and day_of(line.cells[column]) is None:
            remedy = f"Write 2026-01-31, or one of {', '.join(CONDITIONS)}."
            if re.fullmatch(r"\d{5}(\.\d+)?", given):
                remedy = "Format the cell as a date."
            yield column, f"“{given}” is no day.", remedy
        lag = line.text(f"{column}Lag")
        if lag and not LAG.fullmatch(lag):
            yield f"{column}Lag", f"“{lag}” is no number of days.", "Write P90D for 90 days after."
    window = line.text("WindowDuration")
    if window and not LAG.fullmatch(window):
        yield "WindowDuration", f"“{window}” is no number of days.", "Write P90D for 90 days."
    start, end = day_of(line.cells.get("Start")), day_of(line.cells.get("End"))
    if start and end and end < start:
        yield "End", f"{end} is before the start on {start}.", "Exchange them, or correct one."


def _places(line: Line) -> Iterator[Told]:
    left = {
        column: set(listed_codes(line.text(column)))
        for column in ("Territory", "TerritoryExclusion")
    }
    for column, codes in left.items():
        if code := code_of_name(line.text(column)):
            yield column, f"“{line.text(column)}” is a name.", f"Write its code, {code}."
            continue
        for code in sorted(codes - COUNTRIES - {"WW"}):
            what = f"“{code}” is not a territory that Sampan knows."
            yield column, what, "Write ISO 3166 codes, or WW."
    if left["Territory"] and left["Territory"] <= left["TerritoryExclusion"]:
        yield "TerritoryExclusion", "it leaves no territory.", "Take out what is to be sold."


def _tongues(line: Line) -> Iterator[Told]:
    if line.text("AllowedLanguages") and line.text("HoldbackLanguage"):
        yield (
            "HoldbackLanguage",
            "languages are both allowed and held back.",
            "Fill one of the two columns.",
            True,
        )
    for column in ("AssetLanguage", "AllowedLanguages", "HoldbackLanguage"):
        tags = listed_codes(line.text(column))
        strange = [told for tag in tags if isinstance(told := spoken(tag), str)]
        for told in strange:
            yield (
                column,
                told,
                "Write BCP 47 tags, such as lo or zh-Hans.",
                column != "AllowedLanguages" or len(strange) < len(tags),
            )


def _ids(line: Line) -> Iterator[Told]:
    for column in _IDS:
        told = eidr_fault(line.text(column))
        if told:
            yield column, told, "Ask its registrant.", True
    for column, cell in line.cells.items():
        if "isan" in column.casefold() and (told := isan_fault(str(cell))):
            yield column, told, "Ask its registrant.", True
