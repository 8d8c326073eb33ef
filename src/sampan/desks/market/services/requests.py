"""Buyers say what they look for; sellers say what they have."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue.models import Work
from sampan.desks.market import deal_rules
from sampan.desks.market.models import Proposal, Request, RequestState
from sampan.desks.market.naming import title_of
from sampan.desks.market.terms import Rights
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation
from sampan.partners.rules import demand


def make_request(
    *,
    actor: Actor,
    title: str,
    rights: Rights,
    text: str = "",
    language: str = "en",
    exclusive: bool = False,
    to: Sequence[Organisation] = (),
) -> Request:
    """Ask every partner for programmes, or those named in `to` alone."""
    demand(deal_rules.may_ask(actor), _("A request is made by a buyer."))
    rights.box()
    if not title.strip():
        raise Invalid(_("Say in a few words what you look for."), field="title")
    with transaction.atomic():
        request = Request.objects.create(
            house=actor.organisation,
            asked_by=actor.person,
            title=title.strip()[:200],
            text=text,
            language=language,
            territories=list(rights.territories),
            languages=list(rights.languages),
            uses=list(rights.uses),
            start_on=rights.start_on,
            end_on=rights.end_on,
            exclusive=exclusive,
            to_all=not to,
        )
        request.recipients.set(to)
        told = {"title": request.title, "by": actor.organisation.name, "verdict": "sent"}
        events.record(name="market.request.made", subject=request, actor=actor, data=told)
        for house in to:
            events.record(
                name="market.request.made",
                subject=request,
                actor=actor,
                organisation=house,
                data=told | {"verdict": "received"},
            )
    return request


@transaction.atomic
def close_request(*, actor: Actor, request: Request) -> Request:
    """Nobody is asked any longer; what was proposed stays."""
    demand(
        deal_rules.may_close(actor, request),
        _("A request is closed by a buyer of the house that made it."),
    )
    request.state = RequestState.CLOSED
    request.save(update_fields=["state"])
    events.record(
        name="market.request.closed", subject=request, actor=actor, data={"title": request.title}
    )
    return request


def propose(*, actor: Actor, request: Request, works: Sequence[Work], note: str = "") -> Proposal:
    """Show works of the actor's house against a request; the price is for an offer to say."""
    demand(
        deal_rules.may_propose(actor, request),
        _("A proposal is made by a seller of another house."),
    )
    if request.state != RequestState.OPEN:
        raise Invalid(_("This request is closed."))
    if not works:
        raise Invalid(_("Choose at least one work."), field="works")
    if any(work.owner_id != actor.organisation.pk for work in works):
        raise Invalid(_("A house proposes its own works."), field="works")
    with transaction.atomic():
        proposal = Proposal.objects.create(
            request=request, house=actor.organisation, made_by=actor.person, note=note
        )
        proposal.works.set(works)
        told = {"title": request.title, "works": title_of(works), "by": actor.organisation.name}
        for house, verdict in ((actor.organisation, "sent"), (request.house, "received")):
            events.record(
                name="market.proposal.made",
                subject=request,
                actor=actor,
                organisation=house,
                data=told | {"verdict": verdict},
            )
    return proposal
