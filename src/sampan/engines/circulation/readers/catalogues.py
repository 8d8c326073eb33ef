"""Catalogues with one row a title: Kaggle's, JustWatch's, MyDramaList's, TMDB's. What differs is data in `Layout`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sampan.engines.circulation.facts import Value
from sampan.engines.circulation.joining.keys import key

from .about import SUBSCRIPTION, About, service_name
from .forms import Forms, survey
from .listing import credits_of, genres, language_tag, origins, parted, places, title_fact
from .reading import Fact, Reading, Refusal, Refused
from .remark import Remark
from .row_by_row import each_row, needed, year_of
from .sheet import Line, Sheet, bare

KINDS_SAID = {
    "movie": "film", "movies": "film", "film": "film", "films": "film", "tv show": "series", "tv": "series",
    "show": "series", "shows": "series", "series": "series", "tv series": "series", "drama": "series",
    "feature": "film", "feature film": "film", "miniseries": "series", "mini-series": "series", "web series": "series",
    "电影": "film", "电视剧": "series", "剧集": "series", "網劇": "series", "网剧": "series", "電影": "film",
    "電視劇": "series", "phim": "film", "phim lẻ": "film", "phim bộ": "series", "ภาพยนตร์": "film", "ละคร": "series",
    "ซีรีส์": "series", "หนัง": "film", "ຮູບເງົາ": "film", "ລະຄອນ": "series", "ភាពយន្ត": "film", "រឿងភាគ": "series",
    "ရုပ်ရှင်": "film", "filem": "film", "serial": "series", "siri": "series", "sinetron": "series",
}  # fmt: skip
_MINUTES = re.compile(r"(\d+)\s*min(?:ute)?s?", re.I)
_SEASONS = re.compile(r"(\d+)\s+seasons?", re.I)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns a kind of catalogue has, by what they hold; the first name that is there counts."""

    name: str
    needs: frozenset[str]
    scheme: str
    id: tuple[str, ...]
    title: tuple[str, ...]
    original: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    one_kind: str = ""
    countries: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    minutes: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    director: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    is_offer: bool = False

    def fits(self, headings: set[str]) -> bool:
        return headings >= {bare(name) for name in self.needs}


LAYOUTS = (
    Layout(
        "Kaggle catalogue", frozenset({"show_id", "type", "title", "release_year", "duration"}), "netflix",
        id=("show_id",), title=("title",), kind=("type",), countries=("country", "countries", "produced_by"),
        year=("release_year",), added=("date_added",), minutes=("duration", "rating", "viewer_rating"),
        genres=("listed_in",), director=("director",), cast=("cast",), is_offer=True,
    ),
    Layout(
        "JustWatch catalogue", frozenset({"id", "title", "type", "release_year", "production_countries"}), "justwatch",
        id=("id",), title=("title",), kind=("type",), countries=("production_countries",), year=("release_year",),
        minutes=("runtime",), genres=("genres",), identifiers=(("imdb", "imdb_id"),), is_offer=True,
    ),
    Layout(
        "TMDB titles", frozenset({"id", "title", "original_language", "production_countries"}), "tmdb",
        id=("id",), title=("title", "name"), original=("original_title", "original_name"), kind=("type", "media_type"),
        countries=("production_countries", "origin_country"), released=("release_date", "first_air_date"),
        minutes=("runtime",), genres=("genres",), language=("original_language",), identifiers=(("tmdb", "id"),),
    ),
    Layout(
        "MyDramaList titles", frozenset({"mdl_url", "title_en", "title_zh"}), "mydramalist",
        id=("mdl_url",), title=("title_en",), original=("title_zh",), one_kind="series", countries=("country",),
        year=("year",), genres=("genres",), identifiers=(("mydramalist", "mdl_url"),),
    ),
)  # fmt: skip


def layout(headings: set[str]) -> Layout | None:
    """The layout that a row of headings has, those with the most columns of their own first."""
    return next((each for each in LAYOUTS if each.fits(headings)), None)


@dataclass(slots=True)
class Catalogue:
    """One catalogue being read: its layout's columns in this sheet, the forms of its cells."""

    sheet: Sheet
    about: About
    reading: Reading
    layout: Layout

    def read(self) -> Iterator[Fact | Refusal]:
        """A work a row, with titles, origins, genres, people, and its offer where the file is a service's catalogue.

        Raises Unreadable for a column of mixed forms.
        """
        about, sheet = self.about, self.sheet
        days = [self._heading(names) for names in (self.layout.added, self.layout.released)]
        forms = survey(
            sheet,
            numbers=filter(None, [self._heading(self.layout.year)]),
            days=filter(None, days),
        )
        if self.layout.is_offer:
            known = {"service": service_name(about.service_id), "territory": about.territory}
            self.reading.note(Remark("whole_catalogue", known))
        if not about.origin and not self._heading(self.layout.countries):
            self.reading.note(Remark("no_countries"))
        if about.origin:
            self.reading.note(Remark("list_of_country", {"country": about.origin}))
        return each_row(sheet, forms, self.reading, lambda line: self._facts(line, forms))

    def _facts(self, line: Line, forms: Forms) -> Iterator[Fact]:
        work = self._work(line, forms)
        work_id = str(work["work_id"])
        first = self.reading.first(line.number, work_id)
        if first is None:
            yield "work", work
            yield from self._described(work_id, line, forms)
        elif self.layout.is_offer or not self.layout.id:
            raise self._again(line, first)
        else:
            self.reading.note(Remark("further_titles"))
            yield title_fact(work_id, str(work["title"]), self.about.source_id)

    def _again(self, line: Line, first: int) -> Refused:
        """A title that the catalogue has already."""
        if self.layout.id:
            heading = self._heading(self.layout.id)
            return Refused(line.number, heading, "same_id", first=first)
        heading = self._heading(self.layout.title)
        return Refused(line.number, heading, "same_title", said=line.text(heading), first=first)

    def _work(self, line: Line, forms: Forms) -> dict[str, Value]:
        title = needed(line, self._heading(self.layout.title), "needs_title")
        said = self._text(line, self.layout.kind)
        kind = self.layout.one_kind or KINDS_SAID.get(said.casefold(), "")
        heading = self._heading(self.layout.kind)
        if not kind and not heading:
            # TMDB heads the days of films and of series otherwise.
            kind = "series" if self.sheet.column("first_air_date") else "film"
        if not kind:
            raise Refused(line.number, heading, "no_kind", said=said)
        released = forms.day(line, self._heading(self.layout.released))
        year = year_of(line, self._heading(self.layout.year), forms, self.reading)
        if self.layout.id:
            own = needed(line, self._heading(self.layout.id), "needs_id")
        else:
            own = f"{kind}:{key(title)}:{year or ''}"
        middle = f"{kind}:" if self.layout.scheme == "tmdb" else ""  # it numbers both kinds from 1
        return {
            "work_id": f"{self.about.source_id}:{middle}{own}",
            "title": title,
            "kind": kind,
            "year": year or (released.year if released else None),
            "minutes": self._minutes(line),
            "language": language_tag(self._text(line, self.layout.language)),
            "released": released,
        }

    def _minutes(self, line: Line) -> float | None:
        for at, name in enumerate(self.layout.minutes):
            text = line.text(self.sheet.column(name))
            found = _MINUTES.fullmatch(text)
            if found and at:
                self.reading.note(Remark("another_length", {"column": name}))
            if found or (text.replace(".", "", 1).isdigit() and at == 0):
                return float(found[1] if found else text) or None
        return None

    def _described(self, work_id: str, line: Line, forms: Forms) -> Iterator[Fact]:
        source, names = self.about.source_id, places(self._text(line, self.layout.countries))
        language = language_tag(self._text(line, self.layout.language)) or ""
        yield title_fact(work_id, self._text(line, self.layout.title), source)
        if original := self._text(line, self.layout.original):
            yield title_fact(work_id, original, source, language)
        yield from origins(work_id, names, source, self.reading)
        if self.about.origin and not names:
            yield from origins(work_id, [self.about.origin], source, self.reading, confidence=0.9)
        yield from genres(work_id, self.layout.scheme, parted(self._text(line, self.layout.genres)))
        yield from credits_of(work_id, parted(self._text(line, self.layout.director)), "director")
        yield from credits_of(work_id, parted(self._text(line, self.layout.cast)), "cast")
        for scheme, name in self.layout.identifiers:
            if value := line.text(self.sheet.column(name)):
                yield "identifier", {"work_id": work_id, "scheme": scheme, "value": value}
        if self.layout.is_offer:
            yield self._offer(work_id, line, forms)

    def _offer(self, work_id: str, line: Line, forms: Forms) -> Fact:
        heading = self._heading(self.layout.added)
        service = self.about.service_id
        row: dict[str, Value] = {
            "work_id": work_id,
            "service_id": service,
            "territory": self.about.territory,
        }
        row["price_model"] = "svod" if service in SUBSCRIPTION else None
        row["date_from"] = forms.day(line, heading) if heading else None
        return "offer", row | {"source_id": self.about.source_id}

    def _heading(self, names: tuple[str, ...]) -> str:
        return self.sheet.column(*names) if names else ""

    def _text(self, line: Line, names: tuple[str, ...]) -> str:
        heading = self._heading(names)
        return line.text(heading) if heading else ""
