"""Noting runs: what a licensee showed counts against what its licence allows, from that moment on."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue import rules
from sampan.catalogue.models import Grant, Run, RunCount
from sampan.engines import rights as engine
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.rules import demand

MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """So many showings on a day, in a territory; fewer than none puts right what was noted before."""

    on: date
    territory: str
    count: int = 1
    channel: str = ""


@transaction.atomic
def note_runs(*, actor: Actor, grant: Grant, shown: Shown) -> RunCount:
    """Note showings under a licence. More than it allows is noted too, because it happened; the event says by how many.
    Answers what the licence has used with them.

    Raises Invalid where the licence counts no runs, or was not one for that day and place.
    """
    demand(
        rules.may_note_runs(actor, grant), _("Runs are noted by the house that holds the licence.")
    )
    held = Grant.objects.select_for_update().get(pk=grant.pk)
    if held.runs is None:
        raise Invalid(_("This licence counts no runs."))
    _check(held, shown)
    Run.objects.create(
        grant=held,
        on=shown.on,
        territory=shown.territory,
        channel=shown.channel,
        count=shown.count,
        noted_by=actor.person,
    )
    (count,) = Run.objects.counts([held])
    if count.used < 0:
        raise Invalid(_("Fewer than no runs would be left noted."), field="count")
    data = {
        "work": held.work_id, "count": shown.count, "on": shown.on.isoformat(), "territory": shown.territory,
        "used": count.used, "runs": held.runs, "over": count.over,
    }  # fmt: skip
    events.record(name="catalogue.runs.noted", subject=held, actor=actor, data=data)
    return count


def _check(grant: Grant, shown: Shown) -> None:
    if not shown.count or abs(shown.count) > MOST:
        raise Invalid(_("Write how often it was shown: 1 to 1,000."), field="count")
    if shown.on > timezone.localdate():
        raise Invalid(_("What will be shown is not noted yet."), field="on")
    within = grant.start_on <= shown.on and (grant.end_on is None or shown.on < grant.end_on)
    if not within:
        raise Invalid(_("The licence was not one for that day."), field="on")
    try:
        there = engine.TERRITORIES.mask(shown.territory, shown.on)
    except engine.UnknownTerm as error:
        raise Invalid(str(error), field="territory") from error
    if there & ~grant.box.territories:
        raise Invalid(_("The licence was not one for that territory."), field="territory")
