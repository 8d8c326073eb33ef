"""Long work of the desk: what is being done, how far it is, and what came of it; its house sees it, and can stop it."""

from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.partners.models import Organisation

from .reports import Report


class TaskKind(models.TextChoices):
    REFRESH = "refresh", _("Asking all figures again")
    CARRY = "carry", _("Asking last year's questions")
    FILES = "files", _("Making the files")
    FACTS = "facts", _("Making the facts anew")


class TaskState(models.TextChoices):
    GOING = "going", _("Going on")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Failed")


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def going(self) -> Self:
        return self.filter(state=TaskState.GOING)

    def newest(self, report: Report | None) -> Self:
        """The last of each kind, of one report; None: of the facts of the house."""
        same = Task.objects.filter(
            organisation=OuterRef("organisation"), kind=OuterRef("kind"), report=report
        )
        latest = Subquery(same.order_by("-pk").values("pk")[:1])
        return self.filter(report=report, pk=latest).order_by("-pk")


class Task(models.Model):
    """One long piece of work. Of each kind one goes on at a time: who asks again begins it anew."""

    Kind = TaskKind
    State = TaskState

    event = models.UUIDField(unique=True)  # that asked for it
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="tasks")
    kind = models.CharField(max_length=8, choices=TaskKind.choices)
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.GOING)
    step = models.CharField(max_length=200, blank=True)  # a file's name, a figure's code
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)  # 0: nobody knows yet
    outcome = models.JSONField(default=dict, blank=True)  # as its last event tells it
    problem = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind"],
                condition=Q(state="going", report__isnull=False),
                name="task_one_of_a_report",
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(state="going", report=None),
                name="task_one_of_a_house",
            ),
        ]

    @property
    def is_going(self) -> bool:
        return self.state == TaskState.GOING
