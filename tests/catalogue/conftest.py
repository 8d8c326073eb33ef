"""Houses and people that the catalogue's tests use."""

import pytest

from sampan.catalogue.content import Content, blocks
from sampan.catalogue.models import Edition, Status, Version
from sampan.catalogue.services import add_edition, add_version, create_work, share_work
from sampan.partners.actor import Actor
from sampan.partners.models import Organisation, OrganisationKind, Person, Role


def house(slug: str, territory: str, *languages: str) -> Actor:
    """An editor and seller of a new agency."""
    agency = Organisation.objects.create(
        slug=slug,
        name=slug.title(),
        kind=OrganisationKind.AGENCY,
        territory=territory,
        languages=list(languages),
    )
    person = Person.objects.create_user(f"editor@{slug}.example", name=slug)
    return Actor(organisation=agency, roles=frozenset({Role.EDITOR, Role.SELLER}), person=person)


@pytest.fixture
def lao(db: None) -> Actor:
    return house("namkhong", "LA", "lo")


@pytest.fixture
def chinese(db: None) -> Actor:
    return house("yunling", "CN", "zh-Hans")


@pytest.fixture
def thai(db: None) -> Actor:
    return house("lannawire", "TH", "th")


def told(headline: str, *paragraphs: str) -> Content:
    return Content(headline=headline, blocks=blocks(paragraphs))


def publish(version: Version) -> Version:
    """What the newswire does, without its desk."""
    Edition.objects.filter(pk=version.edition_id).update(
        published=version, status=Status.USABLE, first_published_at=version.created_at
    )
    version.edition.refresh_from_db()
    return version


def story(
    actor: Actor, language: str, headline: str, *paragraphs: str, shared: bool = True
) -> Version:
    """A published story, open to every partner unless said otherwise."""
    work = create_work(actor=actor)
    edition = add_edition(actor=actor, work=work, language=language)
    version = publish(
        add_version(actor=actor, edition=edition, content=told(headline, *paragraphs))
    )
    if shared:
        share_work(actor=actor, work=work)
    return version
