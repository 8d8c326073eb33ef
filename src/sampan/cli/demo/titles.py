"""The demonstration's sixty titles: entered, put into words, illustrated, shared, and partly sold already."""

import io
from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from sampan.catalogue.listings import Listing
from sampan.catalogue.models import EditionForm, Purpose, Title
from sampan.catalogue.services import (
    GrantTerms,
    Person,
    TitleFacts,
    add_grant,
    create_title,
    offer_version,
    put_file,
    share_work,
    write_listing,
)
from sampan.partners.actor import Actor
from sampan.partners.models import Organisation

from .content_files import Record, title_clauses
from .drawing import MOTIFS, draw
from .posters import poster
from .trailers import trailer

_FORMS = {
    "original": EditionForm.ORIGINAL,
    "dub": EditionForm.DUB,
    "sub": EditionForm.SUBTITLE,
}
_EVER = date(2010, 1, 1)


def load_title(houses: dict[str, Actor], record: Record, place: int) -> Title:
    """One title with everything; every sixth has a still, every eighth a trailer and a screener."""
    actor = houses[record["house"]]
    title = create_title(
        actor=actor, facts=facts_of(record), slugline=record["slug"], people=people_of(record),
        rated=record.get("rated", {}),
    )  # fmt: skip
    for listing in listings_of_record(record):
        write_listing(actor=actor, title=title, listing=listing)
    for version in record["versions"]:
        language, _slash, form = version.partition("/")
        offer_version(actor=actor, title=title, language=language, form=_FORMS[form])
    _illustrate(actor, title, record, place)
    _license(actor, title, record)
    share_work(actor=actor, work=title.work)
    return title


def facts_of(record: Record) -> TitleFacts:
    countries = [{"territory": code, "share": share} for code, share in record["countries"]]
    return TitleFacts(
        kind=record["kind"], year=record["year"], minutes=record.get("minutes"),
        episodes=record.get("episodes"), genres=record["genres"],
        language=record["versions"][0].partition("/")[0], countries=countries, reference=record["slug"],
    )  # fmt: skip


def people_of(record: Record) -> list[Person]:
    return [Person(role=role, names=names) for role, names in record["people"]]


def listings_of_record(record: Record) -> list[Listing]:
    return [
        Listing(language=language, name=name, short=short, synopsis=(synopsis,))
        for language, (name, short, synopsis) in record["words"].items()
    ]


def _illustrate(actor: Actor, title: Title, record: Record, place: int) -> None:
    slug, motif = record["slug"], record["motif"]
    language, (name, short, _synopsis) = next(iter(record["words"].items()))

    def put(purpose: Purpose, data: bytes, ending: str, **more: str) -> None:
        put_file(
            actor=actor, title=title, purpose=purpose, file=io.BytesIO(data),
            name=f"{slug}-{purpose}.{ending}", **more,
        )  # fmt: skip

    put(Purpose.POSTER, poster(slug, motif, name, language), "jpg", alternative=name)
    if place % 6 == 0:
        put(Purpose.STILL, draw(f"{slug} again", motif), "jpg", alternative=short)
    if place % 8 == 0:
        others = sorted(MOTIFS)
        put(Purpose.TRAILER, trailer(slug, motif), "mp4", language=language)
        other = others[(others.index(motif) + 1) % len(others)]
        put(Purpose.SCREENER, trailer(slug, other, seconds=8), "mp4", language=language)


def _license(actor: Actor, title: Title, record: Record) -> None:
    """Its house made it, and so holds everything; then what `sold` names."""
    own = GrantTerms(
        verb="in", territories=["World"], languages=["all"], uses=["all-media"], start_on=_EVER,
        clause="1", clause_text="Made by the house itself.", contract="own production",
        licensee=actor.organisation,
    )  # fmt: skip
    add_grant(actor=actor, work=title.work, terms=own)
    clauses = title_clauses()
    for number, slug in enumerate(record.get("sold", ()), start=1):
        terms = clause_terms(clauses[slug], f"2.{number}", timezone.localdate())
        add_grant(actor=actor, work=title.work, terms=terms)


def clause_terms(row: Record, clause: str, today: date) -> GrantTerms:
    day: Callable[[str], date | None] = lambda name: (  # noqa: E731  # three days are read alike
        today + timedelta(days=row[name]) if name in row else None
    )
    licensee = Organisation.objects.get(slug=row["licensee"]) if "licensee" in row else None
    start = day("from_day")
    assert start is not None
    return GrantTerms(
        verb=row["verb"], territories=row["territories"], languages=row["languages"], uses=row["uses"],
        start_on=start, end_on=day("until_day"), lapses_on=day("lapses_day"), licensee=licensee,
        clause=clause, clause_text=row["text"], contract=row["slug"],
    )  # fmt: skip
