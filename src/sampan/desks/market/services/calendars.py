"""The secret address of a house's calendar; kept as a digest only."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.desks.market import deal_rules
from sampan.desks.market.models import CalendarKey
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.rules import demand


def digest_of_key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_key(*, actor: Actor) -> str:
    """A new secret in place of the one before."""
    demand(deal_rules.is_dealing(actor), _("The calendar's address is made by a seller or buyer."))
    secret = secrets.token_urlsafe(32)
    key, _is_new = CalendarKey.objects.update_or_create(
        house=actor.organisation,
        defaults={"digest": digest_of_key(secret), "made_at": timezone.now()},
    )
    events.record(name="market.calendar.opened", subject=key, actor=actor)
    return secret
