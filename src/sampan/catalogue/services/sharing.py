"""Who else may see a work, from when until when."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue import rules
from sampan.catalogue.models import Share, Work
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Organisation


def share_work(
    *,
    actor: Actor,
    work: Work,
    organisation: Organisation | None = None,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
) -> Share:
    """Let one partner (or, with none named, every partner) see the work. An embargo is a later `from_at`."""
    if not rules.may_share(actor, work):
        raise Refused(_("A work is shared by an editor or seller of the house that owns it."))
    from_at = from_at or timezone.now()
    if until_at is not None and until_at <= from_at:
        raise Invalid(_("The sharing must end after it begins."), field="until_at")
    with transaction.atomic():
        share = Share.objects.create(
            work=work, organisation=organisation, from_at=from_at, until_at=until_at
        )
        events.record(
            name="catalogue.work.shared",
            subject=work,
            actor=actor,
            data={
                "share": share.pk,
                "organisation": organisation.slug if organisation else None,
                "from_at": from_at.isoformat(),
                "until_at": until_at.isoformat() if until_at else None,
            },
        )
    return share


def unshare_work(*, actor: Actor, work: Work, organisation: Organisation | None = None) -> int:
    """End the sharing with that partner (or, with none named, with every partner at once). How many shares ended.

    A share that names a partner stands when the sharing with everybody ends, and the other way round.
    """
    if not rules.may_share(actor, work):
        raise Refused(_("Sharing is ended by an editor or seller of the house that owns the work."))
    now = timezone.now()
    with transaction.atomic():
        shares = Share.objects.filter(work=work, organisation=organisation)
        open_ones = shares.filter(Q(until_at=None) | Q(until_at__gt=now))
        ended = open_ones.filter(from_at__lt=now).update(until_at=now)
        ended += open_ones.filter(from_at__gte=now).delete()[0]
        if ended:
            events.record(
                name="catalogue.work.unshared",
                subject=work,
                actor=actor,
                data={"organisation": organisation.slug if organisation else None, "shares": ended},
            )
    return ended
