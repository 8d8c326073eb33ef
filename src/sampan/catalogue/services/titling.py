"""Titles are entered, described, put into words and illustrated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue import rules
from sampan.catalogue.content import Content
from sampan.catalogue.listings import Listing
from sampan.catalogue.models import (
    Credit,
    Edition,
    EditionForm,
    Genre,
    Rating,
    Status,
    Title,
    WorkKind,
)
from sampan.engines.rights import TERRITORIES, UnknownTerm
from sampan.engines.rights.regulation import ages_in
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused, valid

from .writing import add_edition, add_version, create_work

_REFUSAL = "A title is described by a seller of the house that owns it."


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleFacts:
    """What is said of a title but its words, people and ratings."""

    kind: str
    year: int | None = None
    minutes: int | None = None
    episodes: int | None = None
    genres: Sequence[str] = ()
    language: str = ""
    countries: Sequence[Mapping[str, object]] = ()
    eidr: str = ""
    isan: str = ""
    reference: str = ""
    parent: Title | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a title: role and name in each script."""

    role: str
    names: Mapping[str, str]


@transaction.atomic
def create_title(
    *,
    actor: Actor,
    facts: TitleFacts,
    slugline: str = "",
    people: Sequence[Person] = (),
    rated: Mapping[str, str] | None = None,
) -> Title:
    """A new title of the actor's house, seen by nobody else until it is shared. `rated`: territory to rating.

    It comes from the territory that leads its production, or from the house's own.
    """
    lead = next((str(one["territory"]) for one in facts.countries), None)
    work = create_work(actor=actor, kind=WorkKind.PROGRAMME, origin=lead, slugline=slugline)
    title = _filled(Title(work=work), facts)
    title.save(force_insert=True)
    _credit(title, people)
    _rate(title, rated or {})
    _tell(actor, title, "catalogue.title.entered")
    return title


@transaction.atomic
def describe_title(
    *,
    actor: Actor,
    title: Title,
    facts: TitleFacts,
    people: Sequence[Person] | None = None,
    rated: Mapping[str, str] | None = None,
) -> Title:
    """Say anew what a title is; people and ratings stay where they are not given. New names go into every listing."""
    demand_seller(actor, title)
    _filled(title, facts).save()
    if people is not None:
        title.credits.all().delete()
        _credit(title, people)
        for edition in listings_of(title):
            assert edition.latest is not None
            before = Listing.of(edition.language, Content.from_json(edition.latest.content))
            _write(actor, edition, before, title, edition.latest.digital_source_type)
    if rated is not None:
        title.ratings.all().delete()
        _rate(title, rated)
    _tell(actor, title, "catalogue.title.described")
    return title


@transaction.atomic
def write_listing(
    *, actor: Actor, title: Title, listing: Listing, digital_source_type: str = ""
) -> Edition:
    """The words of a title in one language, from now on. Whoever sees the title reads them at once."""
    demand_seller(actor, title)
    edition = listings_of(title).filter(language=listing.language).first()
    if edition is None:
        edition = add_edition(
            actor=actor, work=title.work, language=listing.language, form=EditionForm.LISTING
        )
    _write(actor, edition, listing, title, digital_source_type)
    return edition


@transaction.atomic
def offer_version(*, actor: Actor, title: Title, language: str, form: str) -> Edition:
    """That the title can be had in this language as original, dub or subtitles. Said twice, it is one."""
    demand_seller(actor, title)
    if form not in (EditionForm.ORIGINAL, EditionForm.DUB, EditionForm.SUBTITLE):
        raise Invalid("A title is offered as original, dub or subtitles.", field="form")
    same = title.work.editions.filter(language=language, form=form).first()
    if same is not None:
        return same
    edition = add_edition(actor=actor, work=title.work, language=language, form=form)
    _open(edition)
    return edition


def listings_of(title: Title) -> "models.QuerySet[Edition]":
    return title.work.editions.filter(form=EditionForm.LISTING).select_related("latest")


def demand_seller(actor: Actor, title: Title) -> None:
    if not rules.may_describe(actor, title.work):
        raise Refused(_REFUSAL)


def _filled(title: Title, facts: TitleFacts) -> Title:
    for name, value in _told_by(facts).items():
        setattr(title, name, value)
    unknown = [genre for genre in title.genres if genre not in Genre.values]
    if unknown:
        raise Invalid(
            f"“{unknown[0]}” is no genre; the genres are {', '.join(Genre.values)}.", field="genres"
        )
    for place in title.countries:
        _demand_territory(str(place.get("territory", "")), "countries")
    parent = title.parent
    if parent is not None and (
        parent.work.owner_id != title.work.owner_id or parent.pk == title.pk
    ):
        raise Invalid("A season or episode belongs to a title of the same house.", field="parent")
    return valid(title)


def _told_by(facts: TitleFacts) -> dict[str, object]:
    told = {name: getattr(facts, name) for name in TitleFacts.__slots__}
    return told | {
        "genres": list(facts.genres),
        "countries": [dict(place) for place in facts.countries],
    }


def _demand_territory(code: str, field: str) -> None:
    try:
        TERRITORIES.mask(code)
    except UnknownTerm as error:
        raise Invalid(str(error), field=field) from error


def _credit(title: Title, people: Sequence[Person]) -> None:
    for order, person in enumerate(people):
        row = Credit(title=title, role=person.role, names=dict(person.names), order=order)
        valid(row).save()


def _rate(title: Title, rated: Mapping[str, str]) -> None:
    for territory, value in rated.items():
        _demand_territory(territory, "ratings")
        ages = ages_in(territory)
        if ages and value not in ages:
            raise Invalid(
                _("%(place)s has no rating “%(rating)s”; it has %(codes)s.")
                % {"place": territory, "rating": value, "codes": ", ".join(ages)},
                field="ratings",
            )
        valid(Rating(title=title, territory=territory, value=value, age=ages.get(value))).save()


def _write(actor: Actor, edition: Edition, listing: Listing, title: Title, source: str) -> None:
    content = listing.content(title.credits.all())
    version = add_version(actor=actor, edition=edition, content=content, digital_source_type=source)
    edition.published = version
    _open(edition)


def _open(edition: Edition) -> None:
    """A listing or a version hides nothing of its own: who sees the work sees it."""
    edition.status = Status.USABLE
    edition.first_published_at = edition.first_published_at or timezone.now()
    edition.save(update_fields=["status", "published", "first_published_at"])


def _tell(actor: Actor, title: Title, name: str) -> None:
    told = {"kind": title.kind, "reference": title.reference}
    events.record(name=name, subject=title.work, actor=actor, data=told)
