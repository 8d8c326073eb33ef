"""What the report hears."""

from functools import partial

from sampan.partners import events
from sampan.partners.models import Event

from . import reading
from .models import FactKind, Report, ReportState, SourceFile, TaskKind
from .services import (
    build_store,
    carry_figures,
    count_fact,
    count_licences,
    make_files,
    refresh_figures,
    understand_source,
)
from .services.tasks import carry_out, give_up


@events.handles("newswire.delivery.sent")
def count_delivery(event: Event) -> None:
    count_fact(event=event, kind=FactKind.DELIVERY, licensed=None)


@events.handles("protection.match.judged")
def count_pickup(event: Event) -> None:
    """A coincidence is no travel; a quotation is, and needs no licence."""
    verdict = event.data["verdict"]
    if verdict != "coincidence":
        count_fact(event=event, kind=FactKind.PICKUP, licensed=verdict != "taken")


@events.handles("market.deal.agreed")
def count_deal(event: Event) -> None:
    count_licences(event=event)


# Reading takes long, in a process of its own: outside, so that no transaction waits. Done twice, it gives the same.
@events.handles("report.source.received", outside=True)
def read_source(event: Event) -> None:
    source = SourceFile.objects.filter(pk=event.subject.partition(":")[2]).first()
    if source is None:
        return  # it was taken off the list before anybody read it
    try:
        account = reading.preview(source)
    except reading.Unreadable as error:
        account = {"problem": error.told}
    understand_source(source=source, account=account)


@events.handles(
    "report.source.taken",
    "report.source.dropped",
    "report.facts.asked",
    outside=True,
    given_up=give_up,
)
def build_facts(event: Event) -> None:
    assert event.organisation is not None
    carry_out(event, TaskKind.FACTS, partial(build_store, event.organisation))


@events.handles("report.figures.asked", outside=True, given_up=give_up)
def measure_figures(event: Event) -> None:
    kind, report = TaskKind(event.data["kind"]), _report(event)
    act = carry_figures if kind == TaskKind.CARRY else refresh_figures
    carry_out(event, kind, lambda watch: act(report=report, watch=watch), report)


@events.handles("report.files.asked", "report.report.signed", outside=True, given_up=give_up)
def print_report(event: Event) -> None:
    """On being asked; and by itself once enough people have signed. It may be out by the time that this is heard."""
    report = _report(event)
    is_signed = report.state in (ReportState.SIGNED, ReportState.PUBLISHED)
    lacks_files = is_signed and not report.files.filter(digest=report.digest).exists()
    if event.name == "report.files.asked" or lacks_files:
        carry_out(
            event, TaskKind.FILES, lambda watch: make_files(report=report, watch=watch), report
        )


def _report(event: Event) -> Report:
    rows = Report.objects.select_related("organisation", "previous")
    return rows.get(pk=event.subject.partition(":")[2])
