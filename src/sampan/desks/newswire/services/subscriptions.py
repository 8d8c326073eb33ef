"""What a house wants from the wire, and where it takes it."""

import hashlib
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.desks.newswire import rules
from sampan.desks.newswire.models import Destination, Subscription
from sampan.desks.newswire.models.delivery import DestinationForm, DestinationKind, EmbargoPolicy
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.sealed import seal
from sampan.partners.webhooks import new_secret


def feed_digest(key: str) -> str:
    """What is kept of the key in a feed's address."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def add_destination(
    *,
    actor: Actor,
    name: str,
    kind: DestinationKind,
    url: str = "",
    form: DestinationForm = DestinationForm.NINJS,
    embargo: EmbargoPolicy = EmbargoPolicy.HOLD,
) -> tuple[Destination, str]:
    """A push address or a feed, with the secret that is shown this once: what to verify with, or the feed's key."""
    rules.demand(
        rules.may_subscribe(actor), _("Only an editor may choose what the house receives.")
    )
    if kind == DestinationKind.PUSH and not url.startswith(("https://", "http://")):
        raise Invalid(_("A push address begins with https://"), field="url")
    secret = new_secret() if kind == DestinationKind.PUSH else secrets.token_urlsafe(24)
    destination = Destination.objects.create(
        organisation=actor.organisation,
        name=name,
        kind=kind,
        url=url,
        form=form,
        embargo=embargo,
        secret=seal(secret) if kind == DestinationKind.PUSH else "",
        digest=feed_digest(secret) if kind == DestinationKind.ATOM else "",
    )
    events.record(
        name="newswire.destination.added",
        subject=destination,
        actor=actor,
        data={"name": name, "kind": kind},
    )
    return destination, secret


@transaction.atomic
def remove_destination(*, actor: Actor, destination: Destination) -> None:
    """Send nothing more there. Its record of deliveries stays, since kills must still be accounted for."""
    rules.demand(
        rules.may_subscribe(actor) and destination.organisation_id == actor.organisation.pk,
        _("Only an editor of its house may remove a destination."),
    )
    Destination.objects.filter(pk=destination.pk).update(is_active=False)
    events.record(
        name="newswire.destination.removed",
        subject=destination,
        actor=actor,
        data={"name": destination.name},
    )


@transaction.atomic
def subscribe(
    *,
    actor: Actor,
    destination: Destination,
    name: str,
    languages: Sequence[str] = (),
    topics: Sequence[str] = (),
    places: Sequence[str] = (),
    agencies: Sequence[str] = (),
) -> Subscription:
    """From now on, send what passes this filter to the destination."""
    rules.demand(
        rules.may_subscribe(actor) and destination.organisation_id == actor.organisation.pk,
        _("Only an editor may choose what the house receives."),
    )
    subscription = Subscription.objects.create(
        destination=destination,
        name=name,
        languages=list(languages),
        topics=list(topics),
        places=list(places),
        agencies=list(agencies),
    )
    events.record(
        name="newswire.subscription.added", subject=subscription, actor=actor, data={"name": name}
    )
    return subscription


@transaction.atomic
def unsubscribe(*, actor: Actor, subscription: Subscription) -> None:
    """Stop sending what passes this filter; corrections and kills of what was sent still follow."""
    rules.demand(
        rules.may_subscribe(actor)
        and subscription.destination.organisation_id == actor.organisation.pk,
        _("Only an editor of its house may end a subscription."),
    )
    Subscription.objects.filter(pk=subscription.pk).update(is_active=False)
    events.record(
        name="newswire.subscription.removed",
        subject=subscription,
        actor=actor,
        data={"name": subscription.name},
    )
