"""Long work: it says how far it is, is stopped, ends with an event, and leaves nothing half-made when it is killed."""

import json
import os
import sys
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from desks.conftest import colleague
from desks.newswire.test_intake import signed_in
from sampan.cli.demo import shelves
from sampan.desks.report import measuring, services
from sampan.desks.report.handlers import measure_figures
from sampan.desks.report.models import PlacedFigure, Report, Task, TaskKind, TaskState
from sampan.desks.report.questions import question_of
from sampan.desks.report.running import run
from sampan.desks.report.watching import Stopped, Watch
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role
from sampan.partners.worker import drain
from web.exchange import key_of
from web.weight import MOST_CARRIED, carried

from .conftest import FLOWS, SHARE, sent

pytestmark = pytest.mark.usefixtures("own_store")


@pytest.fixture
def report(shelf: Actor) -> Report:
    """Of two figures, the numbers of which are of an earlier day."""
    made = services.open_report(
        actor=shelf, slug="r", year=2026, titles={"en": "Travel"}, languages=["en"]
    )
    chapter = services.add_chapter(actor=shelf, report=made, titles={"en": "Shelves"})
    for asked in (SHARE, FLOWS):
        services.freeze_figure(
            actor=shelf, chapter=chapter, question=question_of(QueryDict(asked)), view="chart"
        )
    for placed in PlacedFigure.objects.all():
        first, *others = placed.content["rows"]
        content = placed.content | {"rows": [first | {"value": 0.001}, *others]}
        PlacedFigure.objects.filter(pk=placed.pk).update(content=content, digest=placed.code)
    return made


def old(report: Report) -> list[str]:
    """The codes of the figures that still have the numbers of that day."""
    figures = PlacedFigure.objects.filter(chapter__report=report).order_by("code")
    return [one.code for one in figures if one.digest == one.code]


def test_all_figures_are_asked_again_by_the_worker(shelf: Actor, report: Report) -> None:
    client = signed_in(shelf)
    page = client.post(f"/report/reports/{report.pk}/refresh/", follow=True)
    assert (old(report), page.context["is_going"]) == (["F01", "F02"], True)
    assert "Asking all figures again" in page.content.decode()
    drain()
    assert old(report) == []
    task = Task.objects.get()
    assert (task.state, task.outcome) == (
        TaskState.DONE,
        {"figures": 2, "differing": 2, "unasked": 0},
    )
    event = Event.objects.get(name="report.figures.measured")
    assert (event.data["slug"], event.data["differing"]) == ("r", 2)
    said = client.get(f"/report/reports/{report.pk}/tasks/")
    assert "of 2 figures, 2 differ" in said.content.decode()
    assert said.headers["HX-Refresh"] == "true"


def test_findings_follow_their_figures_unless_somebody_edited_them(
    shelf: Actor, report: Report
) -> None:
    chapter = report.chapters.get()
    findings = chapter.blocks.filter(kind="finding")
    first, second = (findings.filter(figures__code=code)[0] for code in ("F01", "F02"))
    services.write_block(
        actor=shelf, chapter=chapter, kind="finding", texts={"en": "Ours."}, block=first,
        figures=list(first.figures.all()),
    )  # fmt: skip
    services.refresh_figures(report=report)
    kept = chapter.blocks.filter(pk__in=(first.pk, second.pk))
    assert [one.texts["en"] for one in kept] == ["Ours."]
    assert chapter.blocks.filter(kind="finding", texts=second.texts).exists()


def test_what_is_stopped_leaves_each_figure_whole(shelf: Actor, report: Report) -> None:
    task = services.ask_figures(actor=shelf, report=report)

    class Stopping(Watch):
        def tell(self, step: str, done: int, of: int) -> None:
            super().tell(step, done, of)
            if done == 1:
                services.stop_task(actor=shelf, task=Task.objects.get(pk=task.pk))

    with pytest.raises(Stopped):
        services.refresh_figures(report=report, watch=Stopping(task))
    # The second was on its way when the button was pressed: it is whole, and the end is told by the stop alone.
    task.refresh_from_db()
    assert (task.state, task.done, task.of, old(report)) == (TaskState.STOPPED, 1, 2, [])
    told = Event.objects.get(name="report.task.stopped").data
    assert (told["kind"], told["done"], told["of"]) == ("refresh", 1, 2)
    assert not Event.objects.filter(name="report.figures.measured").exists()
    drain()  # hears of what was asked, and leaves it
    assert Task.objects.get().state == TaskState.STOPPED


def test_a_stop_before_the_worker_comes_leaves_all_as_it_was(shelf: Actor, report: Report) -> None:
    client = signed_in(shelf)
    client.post(f"/report/reports/{report.pk}/refresh/")
    client.post(f"/report/tasks/{Task.objects.get().pk}/stop/")
    drain()
    assert old(report) == ["F01", "F02"]
    with pytest.raises(Invalid, match="ended already"):
        services.stop_task(actor=shelf, task=Task.objects.get())


def test_who_asks_again_begins_it_anew(shelf: Actor, report: Report) -> None:
    for _twice in range(2):
        services.ask_figures(actor=shelf, report=report)
    assert [one.state for one in Task.objects.order_by("pk")] == ["stopped", "going"]
    drain()
    assert [one.state for one in Task.objects.order_by("pk")] == ["stopped", "done"]
    assert Event.objects.filter(name="report.figures.measured").count() == 1


def test_a_worker_that_dies_in_the_middle_is_followed_by_another(
    shelf: Actor, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first figure is new, the second still old; the next worker begins again, and finds the first done."""
    task = services.ask_figures(actor=shelf, report=report)
    answered = measuring.answered

    def dying(*asked: Any) -> Any:
        if old(report) == ["F02"]:
            raise KeyboardInterrupt
        return answered(*asked)

    monkeypatch.setattr(measuring, "answered", dying)
    with pytest.raises(KeyboardInterrupt):
        services.refresh_figures(report=report, watch=Watch(task))
    assert old(report) == ["F02"]
    monkeypatch.undo()
    drain()
    task.refresh_from_db()
    assert (old(report), task.state, task.outcome["differing"]) == ([], TaskState.DONE, 1)


def test_what_was_signed_meanwhile_is_not_touched(shelf: Actor, report: Report) -> None:
    services.submit_report(actor=shelf, report=report)
    task = services.ask_figures(actor=shelf, report=report)
    for actor in (shelf, colleague(shelf.organisation, Role.EDITOR)):
        services.sign_report(actor=actor, report=report)
    measure_figures(Event.objects.get(name="report.figures.asked"))
    task.refresh_from_db()
    assert (task.state, old(report)) == (TaskState.FAILED, ["F01", "F02"])
    assert task.problem == "The report was signed meanwhile; it is written no more."
    assert Event.objects.get(name="report.task.failed").data["problem"] == task.problem


def test_long_work_is_its_houses_own(shelf: Actor, chinese: Actor, report: Report) -> None:
    task = services.ask_figures(actor=shelf, report=report)
    with pytest.raises(Refused):
        services.stop_task(actor=chinese, task=task)
    assert signed_in(chinese).get(f"/report/reports/{report.pk}/tasks/").status_code == 404


def test_facts_and_files_say_how_far_they_are(centre: Actor) -> None:
    """A real process tells its files one after the other."""
    source = sent(centre, "lotus_screen_titles.csv", shelves.catalogue())
    services.take_source(actor=centre, source=source)
    task = Task.objects.get(kind=TaskKind.FACTS)
    seen: list[tuple[str, int, int]] = []

    class Noting(Watch):
        def tell(self, step: str, done: int, of: int) -> None:
            super().tell(step, done, of)
            seen.append((step, done, of))

    services.build_store(centre.organisation, Noting(task))
    assert list(dict.fromkeys(seen)) == [("lotus_screen_titles.csv", 0, 2), ("joining", 1, 2)]
    task.refresh_from_db()
    assert (task.state, task.outcome["files"]) == (TaskState.DONE, 1)
    place = measuring.store_of(centre.organisation).folder
    assert [one.name for one in place.parent.iterdir()] == [place.name]


def test_a_silent_process_is_ended_when_somebody_stops_it(centre: Actor) -> None:
    task = services.build_anew(actor=centre)
    program = (
        "import json, os, sys, time; print(json.dumps({'step': str(os.getpid()), 'done': 0, 'of': 2}));"
        "print(json.dumps({'step': str(os.getpid()), 'done': 1, 'of': 2}), flush=True); time.sleep(60)"
    )

    class Stopping(Watch):
        def tell(self, step: str, done: int, of: int) -> None:
            super().tell(step, done, of)
            services.stop_task(actor=centre, task=Task.objects.get(pk=task.pk))

    with pytest.raises(Stopped):
        run([sys.executable, "-c", program], "", seconds=60, watch=Stopping(task))
    with pytest.raises(ProcessLookupError):
        os.kill(int(Task.objects.get().step), 0)


def test_programs_begin_long_work_and_stop_it(shelf: Actor, report: Report) -> None:
    client, key = Client(), key_of(shelf)[1]
    headers = {"Authorization": f"Bearer {key}"}
    begun = client.post(
        f"/api/report/reports/{report.pk}/tasks", json.dumps({"kind": "refresh"}),
        content_type="application/json", headers=headers,
    )  # fmt: skip
    assert (begun.status_code, begun.json()["state"], begun.json()["report"]) == (200, "going", report.pk)  # fmt: skip
    stopped = client.post(f"/api/report/tasks/{begun.json()['id']}/stop", headers=headers)
    assert (stopped.status_code, stopped.json()["state"]) == (200, "stopped")
    listed = client.get("/api/report/tasks", headers=headers).json()
    assert [one["state"] for one in listed] == ["stopped"]
    wrong = client.post(
        f"/api/report/reports/{report.pk}/tasks", json.dumps({"kind": "facts"}),
        content_type="application/json", headers=headers,
    )  # fmt: skip
    assert (wrong.status_code, wrong.json()["field"]) == (422, "kind")


def test_the_pages_of_a_report_and_its_files_are_small(shelf: Actor, report: Report) -> None:
    """Also while long work goes on, and with an answer."""
    services.ask_figures(actor=shelf, report=report)
    services.build_anew(actor=shelf)
    source = sent(shelf, "lotus_screen_titles.csv", shelves.catalogue())
    paths = (f"reports/{report.pk}/", "sources/", f"sources/{source.pk}/", f"explore/?{SHARE}")
    client = signed_in(shelf)
    weights = {path: carried(client.get(f"/report/{path}").content) for path in paths}
    assert {path: kept for path, kept in weights.items() if kept >= MOST_CARRIED} == {}
