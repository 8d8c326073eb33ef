"""A title is offered, and taken off the market again."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from sampan.catalogue.models import Share, Title
from sampan.catalogue.services import share_work, unshare_work
from sampan.partners.actor import Actor
from sampan.partners.models import Organisation


@transaction.atomic
def offer_title(*, actor: Actor, title: Title, to: Sequence[Organisation] = ()) -> None:
    """Let these partners (or, with none named, every partner) see the title, if they do not yet."""
    for organisation in to or (None,):
        open_ones = Share.objects.in_force(at=timezone.now()).filter(
            work=title.work, organisation=organisation
        )
        if not open_ones.exists():
            share_work(actor=actor, work=title.work, organisation=organisation)


@transaction.atomic
def withdraw_title(*, actor: Actor, title: Title) -> None:
    """Nobody but its house sees the title from now on. What was licensed stays licensed."""
    named = Share.objects.in_force(at=timezone.now()).filter(work=title.work)
    houses = {
        share.organisation_id: share.organisation for share in named.select_related("organisation")
    }
    for organisation in houses.values():
        unshare_work(actor=actor, work=title.work, organisation=organisation)
