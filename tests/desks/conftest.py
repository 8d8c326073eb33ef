"""Three houses, the worker without the slow search for meanings, and a receiver on loopback that verifies."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook as Signer

from partners.receiver import Asked, Receiver, receiving
from sampan.catalogue.content import Content, blocks
from sampan.catalogue.models import Edition
from sampan.desks.newswire import services
from sampan.desks.newswire.models import Destination
from sampan.desks.newswire.models.delivery import DestinationForm, DestinationKind, EmbargoPolicy
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.models import Membership, Organisation, OrganisationKind, Person, Role


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "assets"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.MEDIA_ROOT},
        }
    }


@pytest.fixture(autouse=True)
def _without_meanings() -> Iterator[None]:
    """Embedding takes a second a story, and no desk asks for it here."""
    slow = "sampan.catalogue.handlers.index_meaning"
    heard = events._hearings["catalogue.version.added"]
    kept = heard.pop(slow, None)
    yield
    if kept:
        heard[slow] = kept


def house(
    slug: str, territory: str, *languages: str, roles: tuple[Role, ...] = (Role.EDITOR,)
) -> Actor:
    organisation = Organisation.objects.create(
        slug=slug,
        name=slug.title(),
        kind=OrganisationKind.AGENCY,
        territory=territory,
        languages=list(languages),
    )
    return colleague(organisation, *roles)


def colleague(organisation: Organisation, *roles: Role) -> Actor:
    number = Person.objects.count()
    person = Person.objects.create_user(f"p{number}@{organisation.slug}.example", name=f"P{number}")
    for role in roles:
        Membership.objects.create(person=person, organisation=organisation, role=role)
    return Actor(organisation=organisation, roles=frozenset(roles), person=person)


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
    return Content(headline=headline, blocks=blocks(paragraphs or ("One.", "Two.")))


def draft(actor: Actor, headline: str = "Rain", *paragraphs: str, language: str = "en") -> Edition:
    return services.draft_story(actor=actor, language=language, content=told(headline, *paragraphs))


def published(actor: Actor, headline: str = "Rain", *paragraphs: str, **options: Any) -> Edition:
    edition = draft(actor, headline, *paragraphs)
    services.publish_story(actor=actor, edition=edition, **options)
    edition.refresh_from_db()
    return edition


@dataclass
class Listener:
    """A destination at the receiver, and what came there."""

    destination: Destination
    secret: str
    receiver: Receiver

    @property
    def asked(self) -> list[Asked]:
        path = f"/{self.destination.name}"
        return [asked for asked in self.receiver.asked if asked.path == path]

    @property
    def kinds(self) -> list[str]:
        return [asked.headers["sampan-kind"] for asked in self.asked]

    def verified(self, asked: Asked) -> bool:
        """As Standard Webhooks has it; by hand, since the library's own check also wants JSON."""
        at = datetime.fromtimestamp(int(asked.headers["webhook-timestamp"]), tz=UTC)
        wanted = Signer(self.secret).sign(asked.headers["webhook-id"], at, asked.body.decode())
        return any(
            hmac.compare_digest(wanted, one) for one in asked.headers["webhook-signature"].split()
        )


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.FETCH_ALLOW = ["127.0.0.1"]
    with receiving() as one:
        yield one


def listen(
    actor: Actor,
    receiver: Receiver,
    name: str = "desk",
    *,
    form: DestinationForm = DestinationForm.NINJS,
    embargo: EmbargoPolicy = EmbargoPolicy.HOLD,
    subscribed: bool = True,
    **wanted: Any,
) -> Listener:
    destination, secret = services.add_destination(
        actor=actor,
        name=name,
        kind=DestinationKind.PUSH,
        url=receiver.url(f"/{name}"),
        form=form,
        embargo=embargo,
    )
    if subscribed:
        services.subscribe(actor=actor, destination=destination, name="all", **wanted)
    return Listener(destination, secret, receiver)
