"""What long work came to, as a sentence for the people of the house."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Task, TaskKind, TaskState
from .remarks import worded

_DONE: dict[str, Promise] = {
    TaskKind.REFRESH: gettext_lazy("of %(figures)s figures, %(differing)s differ"),
    TaskKind.CARRY: gettext_lazy("of %(figures)s questions, %(carried)s were answered"),
    TaskKind.FILES: gettext_lazy("%(files)s files"),
    TaskKind.FACTS: gettext_lazy("%(files)s files, %(doubts)s doubtful pairs"),
}

_STEPS: dict[str, Promise] = {
    "joining": gettext_lazy("titles are joined to works"),
    "tables": gettext_lazy("tables"),
}


def step_of(task: Task) -> str:
    """What is being done: a step, a file by its name, a figure by its code."""
    return str(_STEPS.get(task.step, task.step))


def outcome_of(task: Task) -> str:
    """How far it came and why it ended."""
    if task.state == TaskState.FAILED:
        return worded(task.outcome.get("remark", task.problem))
    if task.state == TaskState.STOPPED:
        told = {"done": task.done, "of": task.of}
        return _("stopped after %(done)s of %(of)s") % told if task.of else _("stopped")
    return str(_DONE[task.kind]) % task.outcome if task.outcome else _("done")
