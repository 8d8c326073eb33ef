from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.partners import events, rules
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Handling, HandlingState, Person


def withdraw(*, target: str, subjects: Sequence[str]) -> int:
    """Close what this target has still to hear about these subjects, and what was given up: it is asked anew, in order.

    For whoever put it there; what a worker has in its hands goes on.
    """
    return Handling.objects.filter(
        target=target,
        subject__in=subjects,
        state__in=(HandlingState.WAITING, HandlingState.DEAD),
    ).update(state=HandlingState.DONE, closed_at=timezone.now())


@transaction.atomic
def replay(*, actor: Actor | Person, handling: Handling) -> None:
    """Have what was given up tried again, from now, with all its attempts. Later events have passed it by then."""
    rules.demand(
        rules.may_replay(actor, handling),
        _("Only whose event it is, or the operator, has it tried again."),
    )
    dead = Handling.objects.dead().filter(pk=handling.pk)
    if not dead.update(
        state=HandlingState.WAITING, attempts=0, due_at=timezone.now(), closed_at=None, error=""
    ):
        raise Invalid(_("Only what was given up can be tried again."))
    events.record(
        name="partners.handling.replayed",
        subject=handling,
        actor=actor,
        organisation=handling.event.organisation,
        data={"event": str(handling.event.key), "target": handling.target},
    )
