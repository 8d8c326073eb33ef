"""Files to measure from, of an invented platform: its catalogue and its weekly lists. The same bytes each time."""

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_SEED = 20261125
_TITLES = 420
_WEEKS = 40
_FIRST_WEEK = date(2026, 1, 4)
_MARKETS = {
    "CN": "China", "TH": "Thailand", "VN": "Vietnam", "LA": "Laos", "KH": "Cambodia", "ID": "Indonesia",
    "MY": "Malaysia", "SG": "Singapore",
}  # fmt: skip
_COUNTRIES = _MARKETS | {
    "KR": "South Korea",
    "JP": "Japan",
    "US": "United States",
    "PH": "Philippines",
}
# Of a hundred titles on the shelf; what is left over has no country written beside it.
_SHELF = {
    "CN": 24,
    "KR": 16,
    "US": 17,
    "JP": 8,
    "TH": 9,
    "VN": 4,
    "ID": 5,
    "MY": 3,
    "PH": 3,
    "SG": 2,
    "LA": 1,
    "KH": 1,
}
_GENRES = (
    "Dramas",
    "Romantic",
    "Comedies",
    "Thrillers",
    "Historical",
    "Fantasy",
    "Documentaries",
    "Horror",
)
_FIRST = (
    "Amber", "Bamboo", "Coral", "Distant", "Evening", "Ferry", "Gilded", "Hidden", "Indigo", "Jade", "Kite", "Lantern",
    "Monsoon", "Northern", "Orchid", "Paper", "Quiet", "River", "Silver", "Tide", "Umber", "Velvet", "Winter", "Yellow",
)  # fmt: skip
_SECOND = (
    "Bridge", "Courtyard", "Daughter", "Embers", "Garden", "Harbour", "Island", "Journey", "Letters", "Market", "Night",
    "Orchard", "Promise", "Road", "Season", "Tea House", "Voyage", "Well",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shown:
    name: str
    kind: str
    countries: tuple[str, ...]
    year: int
    genre: str
    pull: float


def catalogue() -> bytes:
    """What the platform has on its shelf, in the form in which catalogues are passed around."""
    columns = (
        "show_id",
        "type",
        "title",
        "country",
        "date_added",
        "release_year",
        "duration",
        "listed_in",
    )
    lines = [
        (
            f"s{number}",
            shown.kind,
            shown.name,
            ", ".join(_COUNTRIES[code] for code in shown.countries),
            "January 4, 2026",
            shown.year,
            "98 min" if shown.kind == "Movie" else "1 Season",
            shown.genre,
        )
        for number, shown in enumerate(_titles(), start=1)
    ]
    return _table(columns, lines)


def weekly_lists() -> bytes:
    """The ten most watched series of each week and market."""
    columns = (
        "country_name", "country_iso2", "week", "category", "weekly_rank", "show_title", "season_title",
        "cumulative_weeks_in_top_10",
    )  # fmt: skip
    return _table(columns, list(_ranked()))


def _titles() -> list[_Shown]:
    chance = random.Random(_SEED)  # noqa: S311  # a story, not a secret
    names = [f"{one} {other}" for one in _FIRST for other in _SECOND]
    chance.shuffle(names)
    codes, weights = [*_SHELF, ""], [*_SHELF.values(), 100 - sum(_SHELF.values())]
    made = []
    for name in names[:_TITLES]:
        code = chance.choices(codes, weights)[0]
        partner = chance.choice(list(_MARKETS)) if chance.random() < 0.04 else ""
        countries = tuple(dict.fromkeys(filter(None, (code, partner if code else ""))))
        made.append(
            _Shown(
                name=name,
                kind="Movie" if chance.random() < 0.4 else "TV Show",
                countries=countries,
                year=chance.randint(2018, 2026),
                genre=chance.choice(_GENRES),
                pull=chance.paretovariate(1.1),
            )
        )
    return made


def _ranked() -> Iterator[tuple[object, ...]]:
    """People watch what is near: their own most, a neighbour's some, and China sees little of ASEAN's."""
    chance = random.Random(_SEED + 1)  # noqa: S311  # a story, not a secret
    series = [shown for shown in _titles() if shown.kind == "TV Show"]
    for market, name in _MARKETS.items():
        weeks: dict[str, int] = {}
        for number in range(_WEEKS):
            week = _FIRST_WEEK + timedelta(weeks=number)
            pulls = [
                shown.pull * _near(shown, market) * chance.lognormvariate(0, 0.8)
                for shown in series
            ]
            best = sorted(range(len(series)), key=lambda place: -pulls[place])[:10]
            for rank, place in enumerate(best, start=1):
                title = series[place].name
                weeks[title] = weeks.get(title, 0) + 1
                yield name, market, week.isoformat(), "TV", rank, title, "N/A", weeks[title]


def _near(shown: _Shown, market: str) -> float:
    if market in shown.countries:
        return 6.0
    if market == "CN":
        return 0.5 if set(shown.countries) & {"KR", "JP", "US"} else 0.15
    return {"KR": 2.0, "CN": 0.8, "US": 1.0}.get(shown.countries[0] if shown.countries else "", 0.5)


def _table(columns: tuple[str, ...], lines: Sequence[tuple[object, ...]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines)
    return file.getvalue().encode()
