"""A report from its first chapter to its readers."""

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from desks.conftest import colleague
from desks.newswire.test_intake import signed_in
from sampan.desks.report import services
from sampan.desks.report.models import Block, PlacedFigure, Report, ReportState
from sampan.desks.report.printing import document_of
from sampan.engines.circulation.figure import Cell, Figure, Source
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role
from sampan.partners.worker import drain

TITLES = {"en": "How works travel", "lo": "ຜົນງານເດີນທາງແນວໃດ"}


@pytest.fixture
def report(lao: Actor) -> Report:
    made = services.open_report(
        actor=lao, slug="2026", year=2026, titles=TITLES, languages=["en", "lo"]
    )
    services.add_chapter(actor=lao, report=made, titles={"en": "Shelves"})
    return made


def text(actor: Actor, report: Report, words: str = "Few are seen.") -> Block:
    return services.write_block(
        actor=actor, chapter=report.chapters.get(), kind="text", texts={"en": words}
    )


def figure(report: Report, value: float, *, rule: str = "any", code: str = "F01") -> PlacedFigure:
    """A frozen share of Laos, sure to a hundredth."""
    cell = Cell(("LA",), value, value - 0.01, value + 0.01, n=9, clusters=9)
    made = Figure(
        measure="catalogue-share",
        version=1,
        title="Catalogue share",
        unit="share",
        parameters={"origin_rule": rule},
        dimensions=("origin",),
        rows=(cell,),
        source=Source("SELECT 1", {}, "SELECT 1", {}, {}, 9, "taylor"),
    )
    return PlacedFigure.objects.create(
        chapter=report.chapters.get(),
        code=code,
        measure=made.measure,
        question={"origin_rule": rule, "start": f"{report.year}-01-01"},
        content=json.loads(made.json()),
        digest=made.id,
        chart="bars",
    )


def signed(lao: Actor, report: Report) -> Report:
    services.submit_report(actor=lao, report=report)
    for actor in (lao, colleague(lao.organisation, Role.EDITOR)):
        services.sign_report(actor=actor, report=report)
    report.refresh_from_db()
    return report


def test_two_people_sign_and_everybody_reads(lao: Actor, report: Report) -> None:
    text(lao, report)
    services.submit_report(actor=lao, report=report)
    services.sign_report(actor=lao, report=report)
    with pytest.raises(Invalid, match="somebody else"):
        services.sign_report(actor=lao, report=report)
    services.sign_report(actor=colleague(lao.organisation, Role.EDITOR), report=report)
    report.refresh_from_db()
    assert report.state == ReportState.SIGNED
    address = "/report/public/namkhong/2026/"
    assert Client().get(address).status_code == 404
    services.publish_report(actor=lao, report=report)
    page = Client().get(address, {"language": "lo"})
    assert (page.status_code, page.context["language"]) == (200, "lo")
    assert 'lang="lo"' in page.content.decode()
    assert Client().get("/report/public/").context["reports"][0] == report


def test_what_changed_after_a_signature_is_signed_anew(lao: Actor, report: Report) -> None:
    text(lao, report)
    services.submit_report(actor=lao, report=report)
    services.sign_report(actor=lao, report=report)
    text(lao, report, "Another thought.")
    services.sign_report(actor=colleague(lao.organisation, Role.EDITOR), report=report)
    report.refresh_from_db()
    assert report.state == ReportState.REVIEW
    services.sign_report(actor=lao, report=report)
    report.refresh_from_db()
    assert report.state == ReportState.SIGNED


def test_what_was_signed_is_written_no_more(lao: Actor, chinese: Actor, report: Report) -> None:
    block = text(lao, report)
    with pytest.raises(Refused):
        text(chinese, report)
    signed(lao, report)
    with pytest.raises(Refused):
        text(lao, report)
    Block.objects.filter(pk=block.pk).update(texts={"en": "Slipped in."})
    with pytest.raises(Invalid, match="changed since it was signed"):
        services.publish_report(actor=lao, report=report)
    services.reopen_report(actor=lao, report=report)
    assert text(lao, report).makers == {"en": "person"}


def test_a_report_that_is_out_at_once_still_gets_its_files(lao: Actor, report: Report) -> None:
    text(lao, report)
    services.publish_report(actor=lao, report=signed(lao, report))
    drain()
    made = {file.name.partition(f"{report.slug}-")[2] for file in report.files.all()}
    assert {f"{tag}.pdf" for tag in report.languages} | {"data.zip"} <= made
    assert {file.digest for file in report.files.all()} == {report.digest}


def test_an_embargo_holds_until_its_hour(lao: Actor, report: Report) -> None:
    text(lao, report)
    until = timezone.now() + timedelta(hours=3)
    services.publish_report(actor=lao, report=signed(lao, report), at=until)
    assert list(Report.objects.public()) == []
    assert list(Report.objects.public(at=until)) == [report]
    assert Event.objects.get(name="report.report.published").due_at == until


def test_a_report_under_embargo_says_its_hour(lao: Actor, report: Report) -> None:
    text(lao, report)
    signed(lao, report)
    client = signed_in(lao)
    zone = ZoneInfo(lao.person.time_zone)  # type: ignore[union-attr]
    at = timezone.localtime(timezone.now() + timedelta(hours=3), zone).strftime("%Y-%m-%d %H:%M")
    said = client.post(f"/report/reports/{report.pk}/publish/", {"at": at}, follow=True)
    assert [str(one) for one in said.context["messages"]] == ["It becomes public at its hour."]
    report.refresh_from_db()
    assert report.is_embargoed
    page = said.content.decode()
    assert ("Under embargo" in page, "As readers see it" in page) == (True, False)
    assert report.standing == "Under embargo"


def test_a_withdrawn_report_says_so_in_its_place(lao: Actor, report: Report) -> None:
    text(lao, report)
    services.publish_report(actor=lao, report=signed(lao, report))
    with pytest.raises(Invalid, match="why"):
        services.withdraw_report(actor=lao, report=report, reason=" ")
    services.withdraw_report(actor=lao, report=report, reason="A table was wrong.")
    page = Client().get("/report/public/namkhong/2026/")
    assert (page.status_code, "Few are seen" in page.content.decode()) == (410, False)


def test_a_recommendation_names_what_carries_it(lao: Actor, report: Report) -> None:
    chapter, told = report.chapters.get(), {"en": "Translate more."}
    with pytest.raises(Invalid, match="figures"):
        services.write_block(actor=lao, chapter=chapter, kind="recommendation", texts=told)
    block = services.write_block(
        actor=lao, chapter=chapter, kind="recommendation", texts=told, figures=[figure(report, 0.1)]
    )
    assert [each.code for each in block.figures.all()] == ["F01"]


def test_an_edited_finding_is_its_editors(lao: Actor, report: Report) -> None:
    block = Block.objects.create(
        chapter=report.chapters.get(),
        kind="finding",
        texts={"en": "It rose.", "lo": "ເພີ່ມຂຶ້ນ."},
        makers={"en": "rule", "lo": "rule"},
        rule={"kind": "rose"},
    )
    services.write_block(
        actor=lao, chapter=block.chapter, kind="finding", texts={"en": "It doubled."}, block=block
    )
    assert block.makers == {"en": "person", "lo": "rule"}
    assert block.texts == {"en": "It doubled.", "lo": "ເພີ່ມຂຶ້ນ."}


def test_a_translation_is_asked_for_by_an_event(lao: Actor, report: Report) -> None:
    block = text(lao, report)
    services.ask_translation(actor=lao, block=block, language="lo")
    data = Event.objects.get(name="report.text.translation_asked").data
    assert data == {"language": "lo", "source": "en", "text": "Few are seen."}
    with pytest.raises(Invalid):
        services.ask_translation(actor=lao, block=block, language="th")


def test_the_next_report_carries_on_and_is_compared(lao: Actor, report: Report) -> None:
    text(lao, report)
    figure(report, 0.10)
    figure(report, 0.50, code="F02", rule="first")
    after = services.open_report(
        actor=lao, slug="2027", year=2027, titles=TITLES, languages=["en"], previous=report
    )
    assert [block.texts["en"] for block in Block.objects.filter(chapter__report=after)] == [
        "Few are seen."
    ]
    figure(after, 0.20)
    page = signed_in(lao).get(f"/report/reports/{after.pk}/")
    changes = [(change.code, change.finding.kind) for change in page.context["comparison"].moved]
    assert changes == [("F01", "rose")]


def test_pages_take_what_people_type(lao: Actor) -> None:
    client = signed_in(lao)
    asked = {"title": "Travel", "slug": "t", "year": "2026", "first": "en"}
    asked |= {"languages": ["en", "lo"]}
    made = client.post("/report/reports/new/", asked)
    report = Report.objects.get()
    assert made.headers["Location"] == f"/report/reports/{report.pk}/"
    client.post(f"/report/reports/{report.pk}/chapters/new/", {"text_en": "A", "text_lo": "ກ"})
    chapter = report.chapters.get()
    client.post(f"/report/chapters/{chapter.pk}/write/text/", {"text_en": "Words", "text_lo": ""})
    block = chapter.blocks.get()
    assert block.texts == {"en": "Words"}
    client.post(f"/report/texts/{block.pk}/", {"text_en": "Words", "text_lo": "ຄຳ"})
    block.refresh_from_db()
    assert block.texts == {"en": "Words", "lo": "ຄຳ"}
    empty = client.post(f"/report/chapters/{chapter.pk}/write/text/", {"text_en": ""})
    assert (empty.status_code, empty.context["form"].non_field_errors()) == (
        422,
        ["Write the text in one language at least."],
    )


def test_titles_are_mended_and_chapters_put_in_order(
    lao: Actor, chinese: Actor, report: Report
) -> None:
    first = report.chapters.get()
    later = services.add_chapter(actor=lao, report=report, titles={"en": "Viewng"})
    client, stranger = signed_in(lao), signed_in(chinese)
    page = f"/report/chapters/{later.pk}"
    assert stranger.post(f"{page}/title/", {"text_en": "Ours"}).status_code in {403, 404}
    client.post(f"{page}/title/", {"text_en": "Viewing", "text_lo": ""})
    client.post(f"{page}/raise/")
    assert [one.titles for one in report.chapters.all()] == [{"en": "Viewing"}, {"en": "Shelves"}]
    empty = client.post(f"/report/reports/{report.pk}/title/", {"text_en": "", "text_lo": "ຊື່"})
    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["text_en"])
    client.post(f"/report/reports/{report.pk}/title/", {"text_en": "Travels", "text_lo": "ຊື່"})
    report.refresh_from_db()
    assert report.titles == {"en": "Travels", "lo": "ຊື່"}
    services.write_block(actor=lao, chapter=first, kind="text", texts={"en": "Kept."})
    with pytest.raises(Invalid, match="texts out first"):
        services.remove_chapter(actor=lao, chapter=first)
    client.post(f"{page}/remove/")
    assert list(report.chapters.all()) == [first]


def test_the_title_of_a_new_report_is_in_the_language_that_was_named(lao: Actor) -> None:
    client = signed_in(lao)
    told = {
        "title": "ຜົນງານ",
        "slug": "2027",
        "year": 2027,
        "first": "lo",
        "languages": ["en", "lo"],
    }
    assert client.post("/report/reports/new/", told).status_code == 302
    made = Report.objects.get(slug="2027")
    assert (made.titles, made.languages) == ({"lo": "ຜົນງານ"}, ["lo", "en"])
    again = client.post("/report/reports/new/", told)
    assert again.context["form"].errors["slug"] == [
        "A report of yours is at the address “2027” already; choose another."
    ]


def test_a_public_figure_is_cited_and_taken_home(lao: Actor, report: Report) -> None:
    placed, page = figure(report, 0.02), Client()
    address = f"/report/figures/{placed.pk}"
    assert page.get(f"{address}/figure.csv").status_code == 404
    services.publish_report(actor=lao, report=signed(lao, report))
    shown = page.get(f"{address}/").content.decode()
    assert f"/report/public/namkhong/2026/{placed.digest}/</bdi>" in shown
    assert "The part of the titles on offer that come from each origin." in shown
    taken = page.get(f"{address}/figure.csv?language=en")
    assert taken.headers["Content-Disposition"] == 'attachment; filename="namkhong-2026-F01.csv"'
    assert b",any,LA,0.02," in taken.content


def test_whoever_has_signed_is_told_who_is_next(lao: Actor, report: Report) -> None:
    text(lao, report)
    services.submit_report(actor=lao, report=report)
    client, address = signed_in(lao), f"/report/reports/{report.pk}/"
    assert f'action="{address}sign/"' in client.get(address).content.decode()
    client.post(f"{address}sign/")
    shown = client.get(address)
    assert (shown.context["has_signed"], "/sign/" in shown.content.decode()) == (True, False)
    text(lao, report, "Another thought.")
    assert client.get(address).context["has_signed"] is False


def test_an_hour_that_is_none_is_asked_for_again_in_its_place(lao: Actor, report: Report) -> None:
    text(lao, report)
    signed(lao, report)
    wrong = signed_in(lao).post(f"/report/reports/{report.pk}/publish/", {"at": "tomorrow"})
    assert wrong.status_code == 422
    assert "Write the day and the hour, as 2027-01-31 09:00." in wrong.content.decode()
    report.refresh_from_db()
    assert report.state == ReportState.SIGNED


def test_a_figure_that_is_asked_again_is_drawn_again(lao: Actor, report: Report) -> None:
    placed, client = figure(report, 0.02), signed_in(lao)
    address = f"/report/figures/{placed.pk}/chart.svg"
    first = client.get(address).content
    other = figure(report, 0.3, code="F02")
    placed.content, placed.digest = other.content, other.digest
    placed.save()
    assert (b"30.0%" in client.get(address).content, b"30.0%" in first) == (True, False)


def test_a_report_on_paper_bears_its_own_year(lao: Actor, report: Report) -> None:
    report.year = 2031
    assert document_of(report).year == 2031
