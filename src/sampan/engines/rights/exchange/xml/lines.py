"""From an Avail to lines, one a transaction, in the columns of the workbooks, so that one set of rules reads both."""

import functools
from collections.abc import Iterator

from lxml import etree

from sampan.engines.rights.exchange.line import Cell, Line

from .place import line_of
from .reading import Avail
from .versions import Version

_METADATA = ("Metadata", "EpisodeMetadata", "SeasonMetadata", "SeriesMetadata", "VolumeMetadata")
_UNIT = {
    "TitleDisplayUnlimited": "TitleDisplayUnlimited",
    "TitleInternalAlias": "TitleInternalAlias",
    "EditID": "EditEIDR-URN",
    "TitleID": "TitleEIDR-URN",
    "AltID": "AltIdentifier/md:Identifier",
    "ReleaseYear": "ReleaseDate",
    "TotalRunTime": "RunLength",
    "CaptionExemption": "USACaptionsExemptionReason",
    "LocalizationType": "LocalizationOffering",
    "RatingSystem": "Ratings/md:Rating/md:System",
    "RatingValue": "Ratings/md:Rating/md:Value",
    "CompanyDisplayCredit": "CompanyDisplayCredit/md:DisplayString",
    "EpisodeNumber": "EpisodeNumber/md:Number",
}
_SHOW = {
    "{0}ContentID": "{0}ContentID",
    "{0}ID": "{0}EIDR-URN",
    "{0}TitleDisplayUnlimited": "{0}TitleDisplayUnlimited",
    "{0}TitleInternalAlias": "{0}TitleInternalAlias",
    "{0}Number": "{0}Number/md:Number",
    "{0}AltID": "{0}AltIdentifier/md:Identifier",
}
_TRANSACTION = {
    "Licensee": "Licensee/md:DisplayName",
    "LicenseType": "LicenseType",
    "Description": "Description",
    "Start": "Start",
    "End": "End",
    "WindowDuration": "WindowDuration",
    "LicenseRightsDescription": "LicenseRightsDescription",
    "FormatProfile": "FormatProfile",
    "ContractID": "ContractID",
    "ReportingID": "ReportingID",
    "OtherInstructions": "OtherInstructions",
}
_LISTS = {
    "Territory": "Territory/*",
    "TerritoryExclusion": "TerritoryExcluded/*",
    "AllowedLanguages": "AllowedLanguage",
    "HoldbackLanguage": "HoldbackLanguage",
    "AssetLanguage": "AssetLanguage",
}
PRICES = (
    "Tier", "Category", "WSP", "SRP", "DMRP", "SMRP", "LicenseFee", "EpisodeWSP", "SeasonWSP", "NA",
)  # fmt: skip
TERMS = (
    "SuppressionLiftDate", "AnnounceDate", "RentalDuration", "WatchDuration", "TitleStatus", "Exclusive",
    "ExclusiveAttributes", "BrandingRights", "BrandingRightsAttributes", "Download", "TPRType", "CampaignID",
)  # fmt: skip
"""The terms that have a column of their own name."""


class _Reader:
    """Finds texts below an element, in the namespaces of a version."""

    def __init__(self, avail: Avail) -> None:
        self._version = avail.version

    def path(self, words: str) -> str:
        return _path(self._version, words)

    def element(self, under: etree._Element, words: str) -> etree._Element | None:
        return under.find(self.path(words))

    def elements(self, under: etree._Element, words: str) -> list[etree._Element]:
        return under.findall(self.path(words))

    def text(self, under: etree._Element, words: str) -> str:
        return (under.findtext(self.path(words)) or "").strip()


@functools.cache
def _path(version: Version, words: str) -> str:
    steps = []
    for word in words.split("/"):
        namespace = version.metadata if word.startswith("md:") else version.avails
        steps.append(word if word == "*" else f"{{{namespace}}}{word.removeprefix('md:')}")
    return "/".join(steps)


def lines_of(avail: Avail) -> Iterator[Line]:
    """A line for each transaction of an Avail, with what the Avail and its first asset say of the work."""
    reader = _Reader(avail)
    common = _about_avail(reader, avail.element) | _about_work(reader, avail.element)
    for transaction in reader.elements(avail.element, "Transaction"):
        cells = common | _about_terms(reader, transaction)
        filled = {name: cell for name, cell in cells.items() if cell != ""}
        yield Line("", line_of(transaction), filled)


def _about_avail(reader: _Reader, element: etree._Element) -> dict[str, Cell]:
    columns = {
        "DisplayName": "Licensor/md:DisplayName",
        "ServiceProvider": "ServiceProvider/md:DisplayName",
        "ALID": "ALID",
        "EntryType": "Disposition/EntryType",
        "ExceptionFlag": "ExceptionFlag",
    }
    return {column: reader.text(element, words) for column, words in columns.items()}


def _about_work(reader: _Reader, element: etree._Element) -> dict[str, Cell]:
    asset = reader.element(element, "Asset")
    if asset is None:
        return {}
    cells: dict[str, Cell] = {
        "WorkType": reader.text(asset, "WorkType"), "ContentID": asset.get("contentID", ""),
    }  # fmt: skip
    for name in _METADATA:
        described = reader.element(asset, name)
        if described is not None:
            cells |= _described(reader, described)
    return cells


def _described(reader: _Reader, described: etree._Element) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        column: reader.text(described, words) for column, words in _UNIT.items()
    }
    for kind in ("Series", "Season", "Volume"):
        show = described
        if etree.QName(described).localname != f"{kind}Metadata":
            show = next(described.iter(reader.path(f"{kind}Metadata")), described)
        cells |= {
            column.format(kind): reader.text(show, words.format(kind))
            for column, words in _SHOW.items()
        }
    return cells


def _about_terms(reader: _Reader, transaction: etree._Element) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"AvailID": transaction.get("TransactionID", "")}
    cells |= {column: reader.text(transaction, words) for column, words in _TRANSACTION.items()}
    cells |= {
        column: ", ".join(_tagged(one) for one in reader.elements(transaction, words))
        for column, words in _LISTS.items()
    }
    cells["Territory"] = cells["Territory"] or "WW"
    for column in ("Start", "End"):
        condition = reader.element(transaction, f"{column}Condition")
        if condition is not None:
            cells[column] = (condition.text or "").strip()
            cells[f"{column}Lag"] = condition.get("lag", "")
    for term in reader.elements(transaction, "Term"):
        cells |= _term(term)
    return cells


def _tagged(element: etree._Element) -> str:
    """A language with the kind of asset that it is for, as the workbooks write it; or a territory."""
    text, asset = (element.text or "").strip(), element.get("asset")
    return f"{text}:{asset}" if asset else text


def _term(term: etree._Element) -> dict[str, Cell]:
    name = term.get("termName", "")
    value = next((one for one in term if isinstance(one.tag, str)), None)
    text = (value.text or "").strip() if value is not None else ""
    if name in PRICES:
        found: dict[str, Cell] = {"PriceType": name, "PriceValue": text}
        currency = value.get("currency") if value is not None else None
        return found | {"PriceCurrency": currency} if currency else found
    return {name: text} if name in TERMS else {}
