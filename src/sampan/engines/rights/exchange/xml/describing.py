"""The work of a line as an Asset: a film, an episode in its season and series, a volume, a bundle."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from sampan.engines.rights.exchange.line import Line
from sampan.engines.rights.exchange.words import listed_codes

from .elements import Part


@dataclass(frozen=True, slots=True)
class Work:
    """How a WorkType of the workbooks is told in XML."""

    kind: str
    avail_type: str
    work_type: str
    titles: tuple[str, ...]
    identifiers: tuple[str, ...]
    columns: tuple[str, ...]


_UNIT = (
    "WorkType", "TitleDisplayUnlimited", "TitleInternalAlias", "EditID", "TitleID", "AltID", "ReleaseYear",
    "TotalRunTime", "CaptionExemption", "LocalizationType", "RatingSystem", "RatingValue", "RatingReason",
    "ReleaseHistoryOriginal", "ReleaseHistoryPhysicalHV", "CompanyDisplayCredit", "ContentID",
)  # fmt: skip
_EPISODE = (
    "EpisodeTitleDisplayUnlimited", "EpisodeTitleInternalAlias", "EpisodeNumber", "EpisodeID", "EpisodeTitleID",
    "EpisodeAltID", "EpisodeContentID", "EpisodeCount",
)  # fmt: skip


def _shows(*kinds: str) -> tuple[str, ...]:
    told = ("ContentID", "ID", "TitleDisplayUnlimited", "TitleInternalAlias", "Number", "AltID")
    return tuple(f"{kind}{name}" for kind in kinds for name in told)


def _unit(avail_type: str, work_type: str) -> Work:
    titles = ("TitleInternalAlias", "TitleDisplayUnlimited")
    return Work("Unit", avail_type, work_type, titles, ("ContentID",), _UNIT)


def _show(kind: str, avail_type: str, *above: str) -> Work:
    titles = tuple(f"{one}TitleInternalAlias" for one in (kind, *above))
    count = ("EpisodeCount",) if kind == "Season" else ()
    columns = (*_UNIT, *_shows(kind, *above), *count)
    return Work(kind, avail_type, kind, titles, (f"{kind}ContentID",), columns)


WORKS: dict[str, Work] = {
    "movie": _unit("single", "Movie"),
    "single": _unit("single", "Movie"),
    "short": _unit("single", "Short"),
    "bundle": _unit("bundle", "Collection"),
    "collection": _unit("collection", "Collection"),
    "episode": Work(
        "Episode", "episode", "Episode",
        ("EpisodeTitleInternalAlias", "TitleInternalAlias", "SeriesTitleInternalAlias"),
        ("EpisodeContentID",), (*_UNIT, *_EPISODE, *_shows("Season", "Series")),
    ),
    "season": _show("Season", "season", "Series"),
    "series": _show("Series", "series"),
    "miniseries": _show("Series", "miniseries"),
    "volume": _show("Volume", "volume", "Season", "Series"),
}  # fmt: skip


def described(line: Line, work: Work, title: str) -> list[Part]:
    """The children of an Asset."""
    makers: dict[str, tuple[str, Callable[[], list[Part]]]] = {
        "Unit": ("Metadata", lambda: _unit_parts(line, title)),
        "Episode": ("EpisodeMetadata", lambda: _episode(line, title)),
        "Season": ("SeasonMetadata", lambda: _season(line)),
        "Series": ("SeriesMetadata", lambda: _series(line)),
        "Volume": ("VolumeMetadata", lambda: _volume(line)),
    }
    name, make = makers[work.kind]
    bundled: list[Part] = [
        ("BundledAsset", [("BundledALID", alid, {})], {})
        for alid in listed_codes(line.text("BundleALIDs") or line.text("BundledALIDs"))
    ]
    return [("WorkType", work.work_type, {}), (name, make(), {}), *bundled]


def _unit_parts(line: Line, title: str) -> list[Part]:
    return [
        ("TitleDisplayUnlimited", line.text("TitleDisplayUnlimited"), {}),
        ("TitleInternalAlias", line.text("TitleInternalAlias") or title, {}),
        ("EditEIDR-URN", line.text("EditID"), {}),
        ("TitleEIDR-URN", line.text("TitleID"), {}),
        ("CompanyDisplayCredit", _named("DisplayString", line.text("CompanyDisplayCredit")), {}),
        *_alternative("AltIdentifier", line.text("AltID")),
        *_shared(line),
    ]


def _shared(line: Line) -> list[Part]:
    """What films and episodes have in common."""
    return [
        ("ReleaseDate", year_or_day(line.cells.get("ReleaseYear")), {}),
        ("RunLength", run_length(line.cells.get("TotalRunTime")), {}),
        *_release("original", line.cells.get("ReleaseHistoryOriginal")),
        *_release("DVD", line.cells.get("ReleaseHistoryPhysicalHV")),
        ("USACaptionsExemptionReason", line.text("CaptionExemption"), {}),
        ("Ratings", _rating(line), {}),
        ("LocalizationOffering", line.text("LocalizationType"), {}),
    ]


def _episode(line: Line, title: str) -> list[Part]:
    return [
        ("TitleDisplayUnlimited", line.text("EpisodeTitleDisplayUnlimited") or line.text("TitleDisplayUnlimited"), {}),
        ("TitleInternalAlias", title, {}),
        ("EditEIDR-URN", line.text("EpisodeID") or line.text("EditID"), {}),
        ("TitleEIDR-URN", line.text("EpisodeTitleID") or line.text("TitleID"), {}),
        *_alternative("AltIdentifier", line.text("EpisodeAltID") or line.text("AltID")),
        *_shared(line),
        ("EpisodeNumber", _numbered(line.text("EpisodeNumber")), {}),
        *_above(line),
    ]  # fmt: skip


def _above(line: Line) -> list[Part]:
    if line.text("SeasonContentID") or line.text("SeasonNumber"):
        return [("SeasonMetadata", _season(line), {})]
    return [("SeriesMetadata", _series(line), {})]


def _season(line: Line) -> list[Part]:
    return [
        *_titles(line, "Season"),
        ("NumberOfEpisodes", line.text("EpisodeCount"), {}),
        ("SeriesMetadata", _series(line), {}),
    ]


def _volume(line: Line) -> list[Part]:
    return [*_titles(line, "Volume"), *_above(line)]


def _series(line: Line) -> list[Part]:
    series = [part for part in _titles(line, "Series") if part[0] != "SeriesNumber"]
    if not line.text("SeriesTitleInternalAlias"):
        title = line.text("SeriesTitleDisplayUnlimited") or line.text("TitleInternalAlias")
        series = [part for part in series if part[0] != "SeriesTitleInternalAlias"]
        series.append(("SeriesTitleInternalAlias", title, {}))
    return series


def _titles(line: Line, kind: str) -> list[Part]:
    return [
        (f"{kind}ContentID", line.text(f"{kind}ContentID") or line.text("ContentID"), {}),
        (f"{kind}EIDR-URN", line.text(f"{kind}ID"), {}),
        (f"{kind}TitleDisplayUnlimited", line.text(f"{kind}TitleDisplayUnlimited"), {}),
        (f"{kind}TitleInternalAlias", line.text(f"{kind}TitleInternalAlias"), {}),
        (f"{kind}Number", _numbered(line.text(f"{kind}Number")), {}),
        *_alternative(f"{kind}AltIdentifier", line.text(f"{kind}AltID")),
    ]


def _alternative(element: str, value: str) -> list[Part]:
    if not value:
        return []
    return [(element, [("Namespace", "org:sampan:alt", {}), ("Identifier", value, {})], {})]


def _named(element: str, value: str) -> list[Part]:
    return [(element, value, {})] if value else []


def _numbered(value: str) -> list[Part]:
    return [("Number", value.removesuffix(".0"), {})] if value else []


def _release(kind: str, cell: object) -> list[Part]:
    day = year_or_day(cell)
    return [("ReleaseHistory", [("ReleaseType", kind, {}), ("Date", day, {})], {})] if day else []


def _rating(line: Line) -> list[Part]:
    system, value = line.text("RatingSystem"), line.text("RatingValue")
    country = (listed_codes(line.text("Territory")) or [""])[0]
    if not (system and value and country):
        return []
    detail: list[Part] = [
        ("Region", [("country", country.partition("-")[0], {})], {}), ("System", system, {}), ("Value", value, {}),
        *_named("Reason", line.text("RatingReason")),
    ]  # fmt: skip
    return [("Rating", detail, {})]


def year_or_day(cell: object) -> str:
    """A cell as a year or an ISO day; "" where it is neither.

    >>> year_or_day(2006.0), year_or_day(datetime(2006, 1, 30)), year_or_day("soon")
    ('2006', '2006-01-30', '')
    """
    if isinstance(cell, (datetime, date)):
        return cell.strftime("%Y-%m-%d")
    text = str(cell if cell is not None else "").strip().removesuffix(".0")[:10]
    return text if text.replace("-", "").isdigit() and len(text) in (4, 7, 10) else ""


def run_length(cell: object) -> str:
    """A running time as a duration; "" where it is none.

    >>> run_length(time(1, 56, 20)), run_length("56:20"), run_length("PT1H"), run_length(None)
    ('PT1H56M20S', 'PT56M20S', 'PT1H', '')
    """
    if isinstance(cell, time):
        return f"PT{cell.hour}H{cell.minute}M{cell.second}S"
    text = str(cell if cell is not None else "").strip()
    if text.startswith("P"):
        return text
    parts = text.split(":")
    if not text or not all(part.isdigit() for part in parts):
        return ""
    hours, minutes, seconds = ([0, 0, *map(int, parts)])[-3:]
    return f"PT{hours}H{minutes}M{seconds}S" if hours else f"PT{minutes}M{seconds}S"
