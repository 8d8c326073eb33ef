"""The report for programs: the facts, as they are counted."""

import json
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from sampan.engines.circulation.compile import among
from sampan.partners.api import CONFLICTS, PROBLEMS, Paging, Router, acting, as_things_stand
from sampan.partners.models import Scope
from sampan.partners.written import Day

from . import measuring, services
from .models import Fact, Report, Task, TaskKind
from .questions import question_of

router = Router(tags=["report"])


class FactLine(Schema):
    event: UUID
    kind: str
    work: UUID
    origin: str
    territory: str
    language: str
    licensed: bool | None
    on: date


class FactFilter(Paging):
    """Several may be named, and whole blocs (`ASEAN`, `CHINA`)."""

    origin: list[str] = []
    territory: list[str] = []


@router.get("/facts", response={200: list[FactLine], **PROBLEMS}, operation_id="list_facts")
def list_facts(request: HttpRequest, asked: Query[FactFilter]) -> list[Fact]:
    """What of one's own works travelled, and what travelled to one, the newest first."""
    actor = acting(request, Scope.READ)
    facts = Fact.objects.visible_to(actor.organisation)
    if asked.origin:
        facts = facts.filter(origin__in=among(asked.origin))
    if asked.territory:
        facts = facts.filter(territory__in=among(asked.territory))
    return asked.cut(facts.order_by("-on", "-pk"))


class MeasureAsked(Schema):
    """One question to a measure, as the address of the explorer has it; lists may name several, and whole blocs."""

    measure: str
    origin_rule: str = ""
    unit: str = ""
    by: list[str] = []
    origin: list[str] = []
    territory: list[str] = []
    service: list[str] = []
    source: list[str] = []
    kind: list[str] = []
    start: Day | None = None
    end: Day | None = None


@router.get("/answer", response={200: dict[str, Any], **CONFLICTS}, operation_id="ask_measure")
def ask_measure(request: HttpRequest, asked: Query[MeasureAsked]) -> dict[str, Any]:
    """The figure that answers a question: values, intervals, what is unknown, and the statement that made it.

    What the facts of the house cannot answer is refused with the reason (409).
    """
    actor = acting(request, Scope.READ)
    del asked  # described and checked; the explorer reads the same address
    with as_things_stand():
        figure = measuring.answered(actor.organisation, question_of(request.GET))
    answer: dict[str, Any] = json.loads(figure.json())
    return answer


class TaskLine(Schema):
    id: int
    kind: str
    report: int | None
    state: str
    step: str
    done: int
    of: int
    outcome: dict[str, Any]
    problem: str
    asked_at: datetime
    ended_at: datetime | None

    @staticmethod
    def resolve_report(task: Task) -> int | None:
        return task.report_id


class TaskWanted(Schema):
    kind: Literal["refresh", "carry", "files"]


@router.get("/tasks", response={200: list[TaskLine], **PROBLEMS}, operation_id="list_tasks")
def list_tasks(request: HttpRequest, asked: Query[Paging]) -> list[Task]:
    """Long work of the house: how far it is and what came of it, the newest first."""
    actor = acting(request, Scope.READ)
    return asked.cut(Task.objects.visible_to(actor.organisation).order_by("-pk"))


@router.post(
    "/reports/{pk}/tasks", response={200: TaskLine, **CONFLICTS}, operation_id="begin_task"
)
def begin_task(request: HttpRequest, pk: int, told: TaskWanted) -> Task:
    """Have all figures of a report asked again (`refresh`), last year's asked (`carry`), or its `files` made."""
    actor = acting(request, Scope.REPORT)
    report = get_object_or_404(Report, organisation=actor.organisation, pk=pk)
    with as_things_stand():
        if told.kind == "files":
            return services.ask_files(actor=actor, report=report)
        return services.ask_figures(actor=actor, report=report, kind=TaskKind(told.kind))


@router.post("/tasks/{pk}/stop", response={200: TaskLine, **PROBLEMS}, operation_id="stop_task")
def stop_task(request: HttpRequest, pk: int) -> Task:
    """Have long work end where it is; what it made whole stays."""
    actor = acting(request, Scope.REPORT)
    task = get_object_or_404(Task.objects.visible_to(actor.organisation), pk=pk)
    services.stop_task(actor=actor, task=task)
    return task
