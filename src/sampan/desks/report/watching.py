"""What long work tells of itself while it goes on, and hears: that nobody wants it any more."""

from dataclasses import dataclass, field
from time import monotonic

from django.utils import timezone

from .models import Task, TaskQuerySet, TaskState

_OFTEN = 0.5  # seconds between two looks at whether it is still wanted


class Stopped(Exception):  # not an error: somebody wants it no longer
    """The work is not wanted any more."""


@dataclass
class Watch:
    """What long work tells of itself. Without a task nobody looks on."""

    task: Task | None = None
    _told: tuple[str, int, int] = ("", 0, 0)
    _at: float = field(default=0.0)

    def tell(self, step: str, done: int, of: int) -> None:
        """How far it is. Raises Stopped where somebody stopped it."""
        told = (step[:200], done, of)
        if self.task is None or (told == self._told and monotonic() - self._at < _OFTEN):
            return
        self._told, self._at = told, monotonic()
        if not self._row().update(step=told[0], done=done, of=of):
            raise Stopped

    def look(self) -> None:
        """Raises Stopped where somebody stopped it."""
        if self.task is not None and not self._row().exists():
            raise Stopped

    def end(self, **outcome: object) -> None:
        """It is done: in the transaction of what came of it, so that both are there or neither is."""
        if self.task is None:
            return
        ended = timezone.now()
        if not self._row().update(state=TaskState.DONE, outcome=outcome, ended_at=ended, step=""):
            raise Stopped

    def _row(self) -> TaskQuerySet:
        assert self.task is not None
        return Task.objects.going().filter(pk=self.task.pk)


UNWATCHED = Watch()
