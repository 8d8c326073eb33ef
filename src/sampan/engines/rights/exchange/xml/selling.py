"""The terms of a line as a Transaction."""

from datetime import datetime, time, timedelta

from sampan.engines.rights.exchange.forms import day_of
from sampan.engines.rights.exchange.line import Line
from sampan.engines.rights.exchange.terms import EndConvention, whole_day
from sampan.engines.rights.exchange.words import LAG, listed_codes

from .elements import Part
from .lines import TERMS
from .versions import Version

_KINDS = {"sub": "subtitle", "dub": "audio"}
_MARKS = ("HDR", "WCG", "HFR", "NGAudio")
_TEXTS = (
    "LicenseType",
    "Description",
    "LicenseRightsDescription",
    "ContractID",
    "ReportingID",
    "OtherInstructions",
)
COLUMNS = {
    "AvailID", "Licensee", "Territory", "TerritoryExclusion", "Start", "StartLag", "End", "EndLag", "WindowDuration",
    "AllowedLanguages", "HoldbackLanguage", "AssetLanguage", "FormatProfile", "PriceType", "PriceValue",
    "PriceCurrency", "SRP", *_MARKS, *_TEXTS, *TERMS,
}  # fmt: skip
"""The columns of which a Transaction says something."""
_HOURS = ("RentalDuration", "WatchDuration")
_DAYS = ("SuppressionLiftDate", "AnnounceDate")
_SIGNS = ("Exclusive", "BrandingRights")


def transaction(
    line: Line, version: Version, convention: EndConvention
) -> tuple[list[Part], dict[str, str]]:
    """The children and the attributes of a Transaction."""
    parts: list[Part] = [(name, line.text(name), {}) for name in _TEXTS]
    parts += [
        ("Licensee", [("DisplayName", line.text("Licensee"), {})] if line.text("Licensee") else [], {}),
        *_regions("Territory", line.text("Territory")),
        *_regions("TerritoryExcluded", line.text("TerritoryExclusion")),
        _edge(line, "Start", convention),
        _edge(line, "End", convention),
        ("WindowDuration", _days(line.text("WindowDuration")), {}),
        *_languages("AllowedLanguage", line.text("AllowedLanguages")),
        *_languages("AssetLanguage", line.text("AssetLanguage")),
        *_languages("HoldbackLanguage", line.text("HoldbackLanguage")),
        ("FormatProfile", line.text("FormatProfile"), {mark: line.text(mark) for mark in _MARKS}),
        *_terms(line, version),
    ]  # fmt: skip
    return parts, {"TransactionID": line.text("AvailID")}


def _regions(element: str, cell: str) -> list[Part]:
    return [
        (element, [("countryRegion" if "-" in code else "country", code, {})], {})
        for code in listed_codes(cell)
        if code != "WW"
    ]


def _languages(element: str, cell: str) -> list[Part]:
    found: list[Part] = []
    for tagged in listed_codes(cell):
        tag, _, kind = tagged.partition(":")
        found.append((element, tag, {"asset": _KINDS.get(kind, kind)}))
    return found


def _edge(line: Line, column: str, convention: EndConvention) -> Part:
    """Start or End as a day with a time, or as a condition with its lag."""
    cell = line.cells.get(column)
    day = day_of(cell)
    if day is None and column == "End" and line.text("WindowDuration") and not line.text("End"):
        found, start = LAG.fullmatch(line.text("WindowDuration")), day_of(line.cells.get("Start"))
        if found and start:
            ends = datetime.combine(start + timedelta(days=int(found[2])), time())
            return column, ends.isoformat(), {}
    if day is None:
        return (
            f"{column}Condition",
            line.text(column) or "Open",
            {"lag": _days(line.text(f"{column}Lag"))},
        )
    if whole_day(cell):
        last = column == "End" and convention == "inclusive"
        return column, f"{day}T{'23:59:59' if last else '00:00:00'}", {}
    return column, cell.isoformat() if isinstance(cell, datetime) else line.text(column), {}


def _days(text: str) -> str:
    """A number of days as a duration: 90, P90D and 90D all are P90D; what is a duration already stays."""
    found = LAG.fullmatch(text)
    return f"{found[1]}P{found[2]}D" if found else text


def _terms(line: Line, version: Version) -> list[Part]:
    found = [*_price(line), *(one for name in TERMS for one in _term(line, name))]
    if not found and version.number == "2.3":
        return [("Term", [("Text", "NA", {})], {"termName": "NA"})]
    return found


def _price(line: Line) -> list[Part]:
    found: list[Part] = []
    currency = {"currency": line.text("PriceCurrency")}
    kind, value = line.text("PriceType"), line.text("PriceValue")
    if kind:
        plain = kind in ("Tier", "Category", "NA") or not _is_number(value)
        holds: Part = ("Text", value or kind, {}) if plain else ("Money", value, currency)
        found.append(("Term", [holds], {"termName": kind}))
    if _is_number(line.text("SRP")) and kind != "SRP":
        found.append(("Term", [("Money", line.text("SRP"), currency)], {"termName": "SRP"}))
    return found


def _term(line: Line, name: str) -> list[Part]:
    value = line.text(name)
    if not value:
        return []
    holds: Part = ("Text", value, {})
    day = day_of(line.cells[name])
    if name in _DAYS and day:
        holds = ("Event", str(day), {})
    elif name in _HOURS and _is_number(value):
        holds = ("Duration", f"PT{int(float(value))}H", {})
    elif name in _HOURS and value.startswith("P"):
        holds = ("Duration", value, {})
    elif name in _SIGNS and value.casefold() in ("true", "false", "yes", "no", "1", "0"):
        holds = ("Boolean", "true" if value.casefold() in ("true", "yes", "1") else "false", {})
    return [("Term", [holds], {"termName": name})]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
