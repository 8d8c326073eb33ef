"""Who may do what at the report desk."""

from sampan.partners.actor import Actor
from sampan.partners.models import Role

from .models import Report, ReportState, Task


def may_write(actor: Actor, report: Report | None = None) -> bool:
    """Analysts and editors of the house whose report it is, until it is signed."""
    own = report is None or (report.organisation_id == actor.organisation.pk and report.is_open)
    return own and actor.has(Role.ANALYST, Role.EDITOR)


def may_sign(actor: Actor, report: Report) -> bool:
    """A person of the house, not a program; whoever made it may sign beside another, see `approving`."""
    own = report.organisation_id == actor.organisation.pk
    return own and actor.person is not None and actor.has(Role.ANALYST, Role.EDITOR)


def may_publish(actor: Actor, report: Report) -> bool:
    own = report.organisation_id == actor.organisation.pk
    can = report.state in {ReportState.SIGNED, ReportState.PUBLISHED}
    return own and can and actor.has(Role.EDITOR)


def may_measure(actor: Actor) -> bool:
    return actor.has(Role.ANALYST)


def may_stop(actor: Actor, task: Task) -> bool:
    own = task.organisation_id == actor.organisation.pk
    return own and actor.has(Role.ANALYST, Role.EDITOR)
