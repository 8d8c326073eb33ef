"""Doubtful pairs are decided by a person, once; every later build of the facts keeps to it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.desks.report import rules
from sampan.desks.report.doubts import doubts_of
from sampan.desks.report.models import PairDecision, Task, TaskKind
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused

from .tasks import begin


def decide_pair(
    *, actor: Actor, source: str, title: str, work: str, is_same: bool, reason: str = ""
) -> PairDecision:
    """Say whether a title of a source is that work. What was decided before may be decided anew."""
    if not rules.may_measure(actor):
        raise Refused(_("Which titles are one work is decided by an analyst of the house."))
    known = PairDecision.objects.filter(
        organisation=actor.organisation, source=source, title=title, work=work
    )
    doubts = {(one.source, one.title, one.work) for one in doubts_of(actor.organisation)}
    if (source, title, work) not in doubts and not known.exists():
        raise Invalid(_("The facts have no such pair; they may have been made anew."))
    with transaction.atomic():
        decision, _is_new = PairDecision.objects.update_or_create(
            organisation=actor.organisation,
            source=source,
            title=title,
            work=work,
            defaults={
                "is_same": is_same,
                "reason": reason,
                "decided_by": actor.person,
                "decided_at": timezone.now(),
            },
        )
        events.record(
            name="report.pair.decided",
            subject=decision,
            actor=actor,
            data={"title": title, "work": work, "same": is_same},
        )
    return decision


def build_anew(*, actor: Actor) -> Task:
    """Have the facts made anew by what was decided since; the worker makes them."""
    if not rules.may_measure(actor):
        raise Refused(_("The facts of a house are made anew by its analyst."))
    with transaction.atomic():
        event = events.record(name="report.facts.asked", subject=actor.organisation, actor=actor)
        return begin(event, TaskKind.FACTS)
