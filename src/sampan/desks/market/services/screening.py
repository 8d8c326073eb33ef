"""Screeners: leave is asked for, given and ended; each viewer gets a marked copy; each viewing is an event."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue.models import Purpose, Title, TitleFile
from sampan.desks.market import title_rules, watermarks
from sampan.desks.market.models.screenings import CopyState, ScreeningCopy, ScreeningLeave
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Organisation

_AGAIN = timedelta(minutes=2)  # a player asks for the beginning more than once


@transaction.atomic
def request_screening(*, actor: Actor, title: Title) -> None:
    """Ask the house of a title for leave to watch its screener. It is told."""
    if not title_rules.may_buy(actor):
        raise Refused(_("Screeners are asked for by buyers."))
    if not Title.objects.visible_to(actor.organisation).filter(pk=title.pk).exists():
        raise Refused(_("The title has not been shared with your house."))
    events.record(
        name="market.screening.requested",
        subject=title.work,
        actor=actor,
        organisation=title.work.owner,
        data={
            "house": actor.organisation.name,
            "slug": actor.organisation.slug,
            "title": str(title),
        },
    )


@transaction.atomic
def allow_screening(
    *,
    actor: Actor,
    title: Title,
    organisation: Organisation,
    until_at: datetime,
    may_download: bool = False,
) -> ScreeningLeave:
    """Let one house watch the screeners of a title until then. It is told."""
    _demand_seller(actor, title)
    if until_at <= timezone.now():
        raise Invalid(_("The leave must end in the future."), field="until_at")
    leave = ScreeningLeave.objects.create(
        title=title,
        organisation=organisation,
        until_at=until_at,
        may_download=may_download,
        given_by=actor.person,
    )
    _tell(actor, leave, "market.screening.allowed", organisation)
    return leave


@transaction.atomic
def end_screening(*, actor: Actor, leave: ScreeningLeave) -> None:
    """Nobody watches by this leave from now on."""
    _demand_seller(actor, leave.title)
    now = timezone.now()
    if not ScreeningLeave.objects.in_force(at=now).filter(pk=leave.pk).update(ended_at=now):
        raise Invalid(_("This leave has ended already."))
    _tell(actor, leave, "market.screening.ended", leave.organisation)


@transaction.atomic
def ask_copy(*, actor: Actor, leave: ScreeningLeave, file: TitleFile) -> ScreeningCopy:
    """The actor's own marked copy; made by the worker, once."""
    if actor.person is None or leave.organisation_id != actor.organisation.pk:
        raise Refused(_("This leave was given to another house."))
    if not leave.is_in_force(timezone.now()):
        raise Refused(_("The leave to watch this has ended; ask its house again."))
    if file.title_id != leave.title_id or file.purpose != Purpose.SCREENER:
        raise Invalid(_("This file is no screener of the title."))
    copy, is_new = ScreeningCopy.objects.get_or_create(leave=leave, file=file, person=actor.person)
    if is_new:
        events.record(
            name="market.screening.copied", subject=copy, actor=actor, data={"name": file.name}
        )
    return copy


def make_copy(copy: ScreeningCopy) -> None:
    """Burn the viewer's address, house and the copy's number into it. Done twice, it gives the same."""
    text = f"{copy.person.email} · {copy.leave.organisation.slug} · {copy.pk}"
    row = ScreeningCopy.objects.filter(pk=copy.pk)
    asset, problem = None, ""
    try:
        asset = watermarks.marked(
            copy.file.asset, text, goes_on=lambda done: row.update(done=done) > 0
        )
    except watermarks.Stopped:
        return
    except Invalid as error:
        problem = str(error)
    state = CopyState.READY if asset else CopyState.FAILED
    row.update(asset=asset, state=state, problem=problem)


@transaction.atomic
def drop_copy(*, actor: Actor, copy: ScreeningCopy) -> None:
    """Stop the making of the actor's own copy, or put away one that failed, to ask again."""
    if actor.person is None or copy.person_id != actor.person.pk:
        raise Refused(_("Everybody stops their own copy alone."))
    if not ScreeningCopy.objects.filter(pk=copy.pk).exclude(state=CopyState.READY).delete()[0]:
        raise Invalid(_("The copy is ready already."))
    events.record(
        name="market.screening.dropped", subject=copy, actor=actor, data={"name": copy.file.name}
    )


@transaction.atomic
def record_viewing(*, actor: Actor, copy: ScreeningCopy) -> None:
    """That the viewer began to watch; told to the title's house. Beginnings within two minutes are one."""
    now = timezone.now()
    fresh = ScreeningCopy.objects.filter(pk=copy.pk).exclude(viewed_at__gt=now - _AGAIN)
    if not fresh.update(viewed_at=now):
        return
    title = copy.leave.title
    events.record(
        name="market.screening.viewed",
        subject=copy,
        actor=actor,
        organisation=title.work.owner,
        data={
            "title": str(title),
            "name": copy.file.name,
            "person": copy.person.name,
            "house": copy.leave.organisation.name,
        },
    )


def _demand_seller(actor: Actor, title: Title) -> None:
    if not title_rules.may_edit(actor, title):
        raise Refused(_("Screeners are shown by a seller of the title's house."))


def _tell(actor: Actor, leave: ScreeningLeave, name: str, told: Organisation) -> None:
    events.record(
        name=name,
        subject=leave.title.work,
        actor=actor,
        organisation=told,
        data={
            "title": str(leave.title),
            "house": actor.organisation.name,
            "until_at": leave.until_at.isoformat(),
        },
    )
