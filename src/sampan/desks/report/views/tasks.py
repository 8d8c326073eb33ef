"""Long work as it goes on: how far it is, and the button that stops it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from sampan.desks.report import rules, services
from sampan.desks.report.models import Report, Task
from sampan.partners.acting import MemberRequest, member_required

from .roles import WRITERS


def tasks_of(request: MemberRequest, report: Report | None) -> dict[str, object]:
    """For a page that shows the long work of a report, or that of the house's facts."""
    own = Task.objects.visible_to(request.actor.organisation)
    tasks = list(own.newest(report))
    return {
        "tasks": tasks,
        "is_going": any(task.is_going for task in tasks),
        "may_stop": rules.may_write(request.actor),
    }


@require_safe
@member_required()
def tasks(request: MemberRequest, pk: int | None = None) -> HttpResponse:
    """The part alone. Once all has ended, the page that it stands in is to be asked for again."""
    own = Report.objects.filter(organisation=request.actor.organisation)
    report = None if pk is None else get_object_or_404(own, pk=pk)
    context = tasks_of(request, report) | {"report": report}
    answer = render(request, "report/parts/tasks.html", context)
    if not context["is_going"]:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
@member_required(*WRITERS)
def stop(request: MemberRequest, pk: int) -> HttpResponse:
    own = Task.objects.visible_to(request.actor.organisation).select_related("report")
    task = get_object_or_404(own, pk=pk)
    services.stop_task(actor=request.actor, task=task)
    if task.report_id is None:
        return redirect("report:sources")
    return redirect("report:report", pk=task.report_id)
