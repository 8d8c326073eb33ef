"""Long work is asked for, tells how far it is, is stopped or ends; each end is an event. The worker does it."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.desks.report import rules
from sampan.desks.report.models import Report, Task, TaskKind, TaskState
from sampan.desks.report.reading import Unreadable
from sampan.desks.report.remarks import Told, in_english
from sampan.desks.report.watching import Stopped, Watch
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event

_ENDS = {TaskState.STOPPED: "report.task.stopped", TaskState.FAILED: "report.task.failed"}


def begin(event: Event, kind: TaskKind, report: Report | None = None) -> Task:
    """Long work that an event asks for. What of its kind goes on already is ended: this one begins anew."""
    assert event.organisation is not None
    with transaction.atomic():
        for old in Task.objects.filter(
            organisation=event.organisation, report=report, kind=kind
        ).going():
            _end(old, TaskState.STOPPED)
        return Task.objects.create(
            event=event.key, organisation=event.organisation, report=report, kind=kind
        )


def carry_out(
    event: Event, kind: TaskKind, act: Callable[[Watch], object], report: Report | None = None
) -> None:
    """Do what an event asked for, unless somebody stopped it; a refusal ends it, with its sentence.

    Killed in the middle, it is heard again and done from the beginning.
    """
    task = Task.objects.filter(event=event.key).first() or begin(event, kind, report)
    if task.state != TaskState.GOING:
        return
    try:
        act(Watch(task))
    except Stopped:
        return
    except Unreadable as error:
        _end(task, TaskState.FAILED, problem=error.told)
    except (Invalid, Refused) as error:
        _end(task, TaskState.FAILED, problem=str(error))


def give_up(event: Event) -> None:
    """The worker tried too often."""
    for task in Task.objects.going().filter(event=event.key):
        _end(task, TaskState.FAILED, problem=_("It failed each time that it was tried."))


@transaction.atomic
def stop_task(*, actor: Actor, task: Task) -> None:
    """Have long work end where it is. What it made whole stays; what it had not made yet stays as it was."""
    if not rules.may_stop(actor, task):
        raise Refused(_("Long work is stopped by analysts and editors of its house."))
    if not _end(task, TaskState.STOPPED, actor=actor):
        raise Invalid(_("It has ended already."))


def _end(task: Task, state: TaskState, *, problem: Told = "", actor: Actor | None = None) -> bool:
    """A remark of the readers is kept beside its sentence, to be said in the language of whoever looks."""
    said, outcome = in_english(problem), {"remark": problem} if problem else {}
    ended = {"state": state, "problem": said, "outcome": outcome, "ended_at": timezone.now()}
    with transaction.atomic():
        row = Task.objects.going().filter(pk=task.pk)
        if not row.update(**ended):
            return False
        task.refresh_from_db()
        events.record(
            name=_ENDS[state],
            subject=task,
            actor=actor,
            organisation=task.organisation,
            data={
                "kind": task.kind,
                "done": task.done,
                "of": task.of,
                "problem": said,
                "report": str(task.report or ""),
                **outcome,
            },
        )
    return True
