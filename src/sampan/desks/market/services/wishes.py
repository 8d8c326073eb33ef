"""Wishes are saved, removed, and looked at again whenever something may have changed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue.models import Work
from sampan.desks.market import title_rules
from sampan.desks.market.cards import card, loaded
from sampan.desks.market.looking import house_language
from sampan.desks.market.models.wishes import Wish, WishMatch
from sampan.desks.market.search import Sort, Wanted, matching
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused

_MOST = 200  # wishes of a house


@transaction.atomic
def save_wish(*, actor: Actor, name: str, wanted: Wanted, mails: bool = False) -> Wish:
    """Keep a search, and tell when something new fits. With rights in it, only what can be had as asked counts.

    What fits already is noted and not told. Raises Invalid for rights that cannot be asked for.
    """
    if not title_rules.may_buy(actor) or actor.person is None:
        raise Refused(_("Wishes are kept by buyers."))
    if not name.strip():
        raise Invalid(_("Give the wish a name."), field="name")
    if Wish.objects.visible_to(actor.organisation).active().count() >= _MOST:
        raise Invalid(_("Your house has very many wishes; remove one first."), field="name")
    if wanted.question is not None and not wanted.standings:
        wanted = replace(wanted, standings=("available",))
    wanted = replace(wanted, sort=Sort.BEST)
    at = timezone.now()
    fitting = matching(organisation=actor.organisation, wanted=wanted, at=at)
    wish = Wish.objects.create(
        organisation=actor.organisation,
        person=actor.person,
        name=name.strip()[:120],
        query=wanted.query(),
        mails=mails,
    )
    WishMatch.objects.bulk_create(
        [WishMatch(wish=wish, work_id=work, found_at=at, was_told=False) for work in fitting]
    )
    events.record(
        name="market.wish.saved",
        subject=wish,
        actor=actor,
        data={"name": wish.name, "query": wish.query},
    )
    return wish


@transaction.atomic
def remove_wish(*, actor: Actor, wish: Wish) -> None:
    """Nothing is told for it any more."""
    if wish.organisation_id != actor.organisation.pk or not title_rules.may_buy(actor):
        raise Refused(_("A wish is removed by a buyer of its own house."))
    gone = Wish.objects.active().filter(pk=wish.pk).update(removed_at=timezone.now())
    if not gone:
        raise Invalid(_("The wish was removed already."))
    events.record(name="market.wish.removed", subject=wish, actor=actor, data={"name": wish.name})


def wanted_of(wish: Wish) -> Wanted:
    """The search that the wish keeps."""
    return Wanted.of(parse_qs(wish.query), language=house_language(wish.organisation))


@transaction.atomic
def look_again(
    *, wish: Wish, at: datetime | None = None, among: Collection[int] | None = None
) -> int:
    """Tell what fits now and did not before, and forget what fits no more; of these works, or of all. How many."""
    at = at or timezone.now()
    kept = wish.matches.select_for_update()
    known = {row.work_id: row for row in (kept if among is None else kept.filter(work__in=among))}
    fitting = matching(organisation=wish.organisation, wanted=wanted_of(wish), at=at, among=among)
    lost = [row.pk for work, row in known.items() if row.lost_at is None and work not in fitting]
    WishMatch.objects.filter(pk__in=lost).update(lost_at=at)
    fresh = [work for work in sorted(fitting) if work not in known or known[work].lost_at]
    for work in fresh:
        WishMatch.objects.update_or_create(
            wish=wish, work_id=work, defaults={"found_at": at, "lost_at": None, "was_told": True}
        )
        _tell(wish, work)
    return len(fresh)


def _tell(wish: Wish, work: int) -> None:
    found = loaded(wish.organisation, [work]).get(work)
    name = card(found, wish.person.language).listing.name if found else ""
    events.record(
        name="market.wish.met",
        subject=Work.objects.get(pk=work),
        organisation=wish.organisation,
        data={"wish": wish.pk, "name": wish.name, "title": name, "work": work},
    )
