"""What wishes, screeners and imports hear: what changed in the catalogue, another day, a file that came in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sampan.catalogue.models import EditionForm, Terms, Version
from sampan.partners import events
from sampan.partners.actor import actor_of
from sampan.partners.errors import Refused
from sampan.partners.events import Later
from sampan.partners.models import Event

from .models.imports import CatalogueImport, ImportState
from .models.screenings import ScreeningCopy
from .models.wishes import Wish
from .services.catalogue_import import read_catalogue, take_catalogue
from .services.screening import make_copy
from .services.wishes import look_again

_SOON = timedelta(seconds=5)
_DAY = timedelta(days=1)


@events.handles("catalogue.grant.added", "catalogue.grant.superseded")
def look_for_rights(event: Event) -> None:
    """A feed's clause concerns every work of its house: then all is looked at."""
    work = event.data.get("work")
    _look({work} if work is not None else None)


@events.handles(
    "catalogue.title.entered", "catalogue.title.described", "catalogue.work.shared", "catalogue.work.unshared",
)  # fmt: skip
def look_for_titles(event: Event) -> None:
    _look({int(event.subject_pk)})


@events.handles("catalogue.version.added")
def look_for_words(event: Event) -> None:
    """A listing is looked for once its words are in the search."""
    version = Version.objects.select_related("edition").filter(pk=event.data["version"]).first()
    if version is None or version.edition.form != EditionForm.LISTING:
        return
    is_newest = version.edition.latest_id == version.pk
    if is_newest and not Terms.objects.filter(version=version).exists():
        raise Later(timezone.now() + _SOON)
    _look({version.edition.work_id})


@events.handles("market.wish.saved", outside=True)
def look_every_day(event: Event) -> None:
    """Options lapse and windows move on without any event; so a wish is looked at on every day that it lives."""
    wish = (
        Wish.objects.active()
        .select_related("organisation", "person")
        .filter(pk=event.subject_pk)
        .first()
    )
    if wish is None:
        return
    now = timezone.now()
    if now.date() > event.at.date():
        look_again(wish=wish)
    raise Later(_tomorrow(now))


@events.handles("market.wish.met", outside=True)
def mail(event: Event) -> None:
    """To whom asked for it."""
    wish = Wish.objects.select_related("person").filter(pk=event.data["wish"], mails=True).first()
    if wish is None or wish.removed_at is not None:
        return
    with translation.override(wish.person.language):
        subject = _("Available now: %(title)s") % {"title": event.data["title"]}
        address = f"{settings.PUBLIC_URL}/market/titles/{event.data['work']}/?{wish.query}"
        body = _("It fits your wish “%(name)s”.") % {"name": wish.name}
        send_mail(subject, f"{body}\n\n{address}\n", None, [wish.person.email])


@events.handles("market.screening.copied", outside=True)
def burn(event: Event) -> None:
    copies = ScreeningCopy.objects.select_related("file__asset", "person", "leave__organisation")
    copy = copies.filter(pk=event.subject_pk, asset=None).first()
    if copy is not None:
        make_copy(copy)


@events.handles("market.catalogue.received", outside=True)
def read(event: Event) -> None:
    rows = CatalogueImport.objects.select_related("organisation", "asset")
    row = rows.filter(pk=event.subject_pk, state=ImportState.READING).first()
    if row is not None:
        read_catalogue(row)


@events.handles("market.catalogue.confirmed")
def take(event: Event) -> None:
    """In the name of who confirmed it, if they may still."""
    rows = CatalogueImport.objects.select_related("organisation")
    row = rows.filter(pk=event.subject_pk, state=ImportState.TAKING).first()
    person, organisation = event.person, event.organisation
    if row is None or person is None or organisation is None:
        return
    actor = actor_of(person, organisation)
    if actor is None:
        raise Refused("Who confirmed the file is no member of the house any more.")
    take_catalogue(actor=actor, row=row, offers=bool(event.data.get("offers")))


def _look(works: set[int] | None) -> None:
    for wish in Wish.objects.active().select_related("organisation", "person"):
        look_again(wish=wish, among=works)


def _tomorrow(now: datetime) -> datetime:
    return (now + _DAY).replace(hour=0, minute=5, second=0, microsecond=0)
