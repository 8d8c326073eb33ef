"""What people do at the protection desk."""

import io
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue import assets
from sampan.engines import news
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Organisation

from . import rules
from .models import Match, MatchState, Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where an article was seen: the outlet, the territory that it publishes in, its address."""

    outlet: str
    territory: str
    url: str = ""
    party: Organisation | None = None
    use: str = "news.publish"


def report_sighting(*, actor: Actor, data: bytes, name: str, seen: Seen) -> Sighting:
    """Keep an article as it was seen outside; the desk then looks whose it is. Raises Invalid if it cannot be read."""
    if not rules.may_report(actor):
        raise Refused(_("Only an editor, translator or analyst may report an article."))
    try:
        reading = news.read(data, name=name, received_at=timezone.now())
    except news.Unreadable as problem:
        raise Invalid(str(problem), field="file") from problem
    item = reading.items[0].item
    with transaction.atomic():
        sighting = Sighting.objects.create(
            reporter=actor.organisation,
            reported_by=actor.person,
            asset=assets.keep(io.BytesIO(data), media_type="application/octet-stream"),
            outlet=seen.outlet,
            party=seen.party,
            territory=seen.territory,
            url=seen.url,
            language=item.language,
            headline=item.headline[:500],
            text="\n".join((item.headline, *item.paragraphs)),
            use=seen.use,
        )
        events.record(
            name="protection.sighting.reported",
            subject=sighting,
            actor=actor,
            data={"outlet": seen.outlet, "url": seen.url, "headline": sighting.headline},
        )
    return sighting


@transaction.atomic
def settle_match(*, actor: Actor, match: Match, state: MatchState, note: str) -> Match:
    """Say what follows: pursued, settled or dismissed. The finding itself stays."""
    if not rules.may_settle(actor, match):
        raise Refused(_("Only an editor of the house that owns the work decides what follows."))
    if state == MatchState.OPEN:
        raise Invalid(_("Choose what follows: pursued, settled or dismissed."), field="state")
    match.state, match.note = state, note
    match.save(update_fields=["state", "note"])
    events.record(
        name="protection.match.settled",
        subject=match,
        actor=actor,
        data={"state": state, "note": note},
    )
    return match
