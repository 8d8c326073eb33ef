"""From a file to a figure: sent, understood, looked at, taken; asked, followed to its rows, frozen into a report."""

import re

import pytest
from django.http import QueryDict
from django.test import Client

from desks.conftest import colleague, listen, published
from desks.newswire.test_intake import signed_in
from partners.receiver import Receiver
from sampan.desks.report import services
from sampan.desks.report.doubts import doubts_of
from sampan.desks.report.measuring import store_of
from sampan.desks.report.models import PlacedFigure, TaskKind
from sampan.desks.report.questions import question_of
from sampan.desks.report.services import build_store
from sampan.engines.circulation.figure import thawed
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Event, Role
from sampan.partners.worker import drain
from web.exchange import key_of

from .conftest import FILES, FLOWS, SHARE, sent

pytestmark = pytest.mark.usefixtures("own_store")


def test_the_address_of_the_explorer_is_the_question(shelf: Actor, chinese: Actor) -> None:
    client = signed_in(shelf)
    page = client.get(f"/report/explore/?{SHARE}")
    figure = page.context["figure"]
    shares = {cell.keys[0]: cell.value for cell in figure.rows}
    assert page.status_code == 200
    assert shares["CN"] == pytest.approx(0.26, abs=0.05)
    assert figure.unknown_share == pytest.approx(0.06, abs=0.04)
    again = client.get(f"/report/explore/?{page.context['address']}")
    assert again.context["figure"].id == figure.id
    svg = client.get(f"/report/explore/chart.svg?{SHARE}")
    assert (svg.headers["Content-Type"], svg.content[:5] in {b"<svg ", b"<?xml"}) == (
        "image/svg+xml",
        True,
    )
    other = signed_in(chinese).get(f"/report/explore/?{SHARE}")
    assert other.context["has_facts"] is False


def test_several_and_whole_blocs_are_asked_at_once(shelf: Actor) -> None:
    """In the address, in the form, by a program, and in what is frozen and said of it."""
    asked = f"{SHARE}&origin=ASEAN&origin=KR&service=lotus_screen&service=nobody"
    client = signed_in(shelf)
    page = client.get(f"/report/explore/?{asked}")
    origins = {cell.keys[0] for cell in page.context["figure"].rows}
    assert {"KR", "TH", "LA"} <= origins
    assert not {"CN", "JP", "unknown"} & origins
    assert page.context["heading"] == (
        "Catalogue share by origin (ASEAN, South Korea; lotus_screen, nobody)"
    )
    choices = page.context["choices"].origins
    assert [one["label"] for one in choices[:2]] == ["ASEAN", "China (+HK, MO, TW)"]
    assert [one["value"] for one in choices if one["chosen"]] == ["ASEAN", "KR"]
    assert '<input type="checkbox" name="origin" value="ASEAN" checked>' in page.content.decode()
    told = QueryDict(page.context["address"])
    assert (told.getlist("origin"), told.getlist("service")) == (
        ["ASEAN", "KR"],
        ["lotus_screen", "nobody"],
    )
    headers = {"Authorization": f"Bearer {key_of(shelf)[1]}"}
    answer = Client().get(f"/api/report/answer?{asked}", headers=headers).json()
    assert {row["keys"][0] for row in answer["rows"]} == origins
    report = services.open_report(
        actor=shelf, slug="r", year=2026, titles={"en": "Travel"}, languages=["en"]
    )
    chapter = services.add_chapter(actor=shelf, report=report, titles={"en": "Shelves"})
    placed = services.freeze_figure(
        actor=shelf, chapter=chapter, question=question_of(QueryDict(asked))
    )
    assert placed.question["where"]["origin"] == ["ASEAN", "KR"]


def test_without_facts_a_program_is_told_so(chinese: Actor) -> None:
    headers = {"Authorization": f"Bearer {key_of(chinese)[1]}"}
    answer = Client().get(f"/api/report/answer?{SHARE}", headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (
        409,
        "There are no facts yet: let a file count first.",
    )


def test_what_cannot_be_asked_is_said(shelf: Actor) -> None:
    client = signed_in(shelf)
    page = client.get("/report/explore/?measure=catalogue-share&unit=titles")
    assert page.context["problem"].startswith("Name an origin rule for catalogue share: any")
    strange = client.get(f"/report/explore/?{SHARE}&by=moon&start=someday")
    assert strange.context["problem"] == "“someday” is no day; write 2026-01-31."


def test_an_answer_is_looked_at_in_several_ways_and_each_has_an_address(shelf: Actor) -> None:
    client = signed_in(shelf)
    page = client.get(f"/report/explore/?{FLOWS}&view=map")
    assert page.context["view"] == "map"
    by = {one.key: QueryDict(one.address).getlist("by") for one in page.context["views"]}
    assert by == {
        "chart": ["origin"],
        "map": ["origin", "territory"],
        "matrix": ["origin", "territory"],
        "trend": ["origin", "quarter"],
        "table": ["origin", "territory"],
    }
    for one in page.context["views"]:
        shown = client.get(f"/report/explore/?{one.address}")
        assert (shown.context["view"], shown.context["refusals"]) == (one.key, [])
        svg = client.get(f"/report/explore/chart.svg?{one.address}&narrow=1")
        assert svg.headers["Content-Type"] == "image/svg+xml"


def test_a_map_says_where_no_list_is_and_what_is_in_each_territory(shelf: Actor) -> None:
    svg = signed_in(shelf).get(f"/report/explore/chart.svg?{FLOWS}&view=map").content.decode()
    said = re.findall(r"<title>([^<]*)</title></path>", svg)
    assert "origin: China · territory: Brunei · Viewing share (top-ten places): no data" in said
    assert [one for one in said if one.startswith("origin: China · territory: Thailand · ")] != []


def test_a_view_that_does_not_fit_gives_way_to_one_that_does(shelf: Actor) -> None:
    client = signed_in(shelf)
    assert client.get(f"/report/explore/?{SHARE}&view=map").context["view"] == "map"
    shelves = SHARE.replace("by=origin", "by=origin_bloc")
    assert client.get(f"/report/explore/?{shelves}&view=map").context["view"] == "chart"
    assert client.get(f"/report/explore/?{SHARE}&view=moon").context["view"] == "chart"


def test_what_a_measure_shows_by_itself_is_offered_and_marked(shelf: Actor) -> None:
    """Symmetry by origin is a matrix: the two sides of each exchange."""
    asked = "measure=symmetry&origin_rule=any&unit=slots&by=origin"
    views = signed_in(shelf).get(f"/report/explore/?{asked}").context["views"]
    assert [one.key for one in views if one.is_shown] == ["matrix"]


def test_the_lists_of_the_form_follow_the_measure_before_anything_is_asked(shelf: Actor) -> None:
    page = signed_in(shelf).get(
        "/report/explore/?measure=catalogue-share&choosing=1", headers={"HX-Request": "true"}
    )
    units = [(one["value"], one["chosen"]) for one in page.context["choices"].units]
    assert (units, page.context.get("figure")) == ([("titles", True)], None)
    assert page.headers["Vary"].split(", ").count("HX-Request") == 1
    assert [one["chosen"] for one in page.context["choices"].rules] == [False] * 5


def test_an_answer_comes_as_a_part_of_the_page_too(shelf: Actor) -> None:
    asked, part = f"/report/explore/?{SHARE}", {"HX-Request": "true"}
    answer = signed_in(shelf).get(asked, headers=part)
    assert (answer.status_code, b"<html" in answer.content) == (200, False)
    assert b'<details id="source" lang="en">' in answer.content


def test_a_newcomer_finds_questions_that_the_facts_answer(shelf: Actor) -> None:
    client = signed_in(shelf)
    begun = client.get("/report/explore/").context["beginnings"]
    assert len(begun) == 5
    for one in begun:
        page = client.get(f"/report/explore/?{one.address}")
        assert (page.context.get("problem"), page.context["refusals"]) == (None, [])
        assert page.context["has_chart"] is True


def test_what_no_row_answers_is_not_frozen(shelf: Actor) -> None:
    report = services.open_report(
        actor=shelf, slug="r", year=2026, titles={"en": "Travel"}, languages=["en"]
    )
    chapter = services.add_chapter(actor=shelf, report=report, titles={"en": "Shelves"})
    asked = QueryDict(f"{SHARE}&service=nobody")
    with pytest.raises(Invalid, match="No row"):
        services.freeze_figure(actor=shelf, chapter=chapter, question=question_of(asked))
    placed = services.freeze_figure(
        actor=shelf, chapter=chapter, question=question_of(QueryDict(FLOWS)), view="map"
    )
    assert placed.chart == "tiles"


def test_a_cell_leads_to_its_rows_and_its_statement(shelf: Actor) -> None:
    client = signed_in(shelf)
    page = client.get(f"/report/explore/?{SHARE}")
    cell = page.context["figure"].cell("LA")
    rows = client.get(f"/report/explore/rows/?{SHARE}&key=LA").context["rows"]
    assert len(rows.lines) == cell.n
    csv = client.get(f"/report/explore/rows/?{SHARE}&key=LA&as=csv")
    assert b"".join(csv.streaming_content).decode("utf-8-sig").count("\r\n") == cell.n + 1


@pytest.mark.parametrize(
    ("language", "definition", "caveat", "column"),
    [
        ("zh-hans", "在架节目中来自各来源地的部分", "占比以来源已知者为准", "片名"),
        ("lo", "ສ່ວນຂອງລາຍການທີ່ມີໃຫ້ຊົມ", "ສັດສ່ວນຄິດຈາກສິ່ງທີ່ຮູ້ແຫຼ່ງທີ່ມາ", "ຊື່ເລື່ອງ"),
    ],
)
def test_what_a_measure_is_and_what_to_mind_are_in_the_readers_language(
    shelf: Actor, language: str, definition: str, caveat: str, column: str
) -> None:
    assert shelf.person is not None
    shelf.person.language = language
    shelf.person.save()
    client = signed_in(shelf)
    for path in ("explore/", "explore/rows/"):
        page = client.get(f"/report/{path}?{SHARE}").content.decode()
        assert (definition in page, caveat in page) == (True, True)
    assert f"<th>{column}</th>" in page
    report = services.open_report(
        actor=shelf, slug="r", year=2026, titles={"en": "Travel"}, languages=["en"]
    )
    chapter = services.add_chapter(actor=shelf, report=report, titles={"en": "Shelves"})
    placed = services.freeze_figure(
        actor=shelf, chapter=chapter, question=question_of(QueryDict(SHARE))
    )
    page = client.get(f"/report/figures/{placed.pk}/").content.decode()
    assert (definition in page, caveat in page, ">offer " in page) == (True, True, True)


def test_under_every_rule_at_once(shelf: Actor) -> None:
    page = signed_in(shelf).get(f"/report/explore/?{SHARE}&rules=all")
    assert page.context["is_one"] is False
    rules = {line.cells[0].text for line in page.context["table"].lines}
    assert len(rules) == 4


def test_a_figure_is_frozen_with_its_findings_and_read_by_everybody(shelf: Actor) -> None:
    report = services.open_report(
        actor=shelf, slug="r", year=2026, titles={"en": "Travel"}, languages=["en", "lo"]
    )
    chapter = services.add_chapter(actor=shelf, report=report, titles={"en": "Shelves"})
    signed_in(shelf).post(f"/report/explore/freeze/?{SHARE}", {"chapter": chapter.pk})
    placed = PlacedFigure.objects.get()
    assert (placed.code, thawed(placed.content).id) == ("F01", placed.digest)
    findings = chapter.blocks.filter(kind="finding")
    assert findings.count() > 0
    assert set(findings[0].makers.values()) == {"rule"}
    assert services.refresh_figures(report=report) == 0
    address = f"/report/figures/{placed.pk}/"
    assert Client().get(address).status_code == 404
    services.submit_report(actor=shelf, report=report)
    for actor in (shelf, colleague(shelf.organisation, Role.EDITOR)):
        services.sign_report(actor=actor, report=report)
    report.refresh_from_db()
    services.publish_report(actor=shelf, report=report)
    assert Client().get(address).status_code == 200
    assert Client().get(f"{address}chart.svg?language=lo").status_code == 200
    public = Client().get("/report/public/three-rivers/r/")
    assert f"{address}chart.svg" in public.content.decode()


def test_next_years_report_asks_last_years_questions(shelf: Actor) -> None:
    titles = {"en": "Travel"}
    last = services.open_report(actor=shelf, slug="r", year=2026, titles=titles, languages=["en"])
    chapter = services.add_chapter(actor=shelf, report=last, titles={"en": "Shelves"})
    asked = question_of(QueryDict(f"{FLOWS}&start=2026-01-01&end=2026-02-01"))
    for question, view in ((question_of(QueryDict(SHARE)), "map"), (asked, "")):
        services.freeze_figure(actor=shelf, chapter=chapter, question=question, view=view)
    advice = {"en": "Translate more."}
    form = signed_in(shelf).get(f"/report/chapters/{chapter.pk}/write/recommendation/")
    assert "F01 · Catalogue share by origin" in form.content.decode()
    figures = [chapter.figures.get(code="F01")]
    services.write_block(
        actor=shelf, chapter=chapter, kind="recommendation", texts=advice, figures=figures
    )
    report = services.open_report(
        actor=shelf, slug="s", year=2027, titles=titles, languages=["en"], previous=last
    )
    client = signed_in(shelf)
    client.post(f"/report/reports/{report.pk}/carry/")
    assert PlacedFigure.objects.filter(chapter__report=report).count() == 0  # the worker's
    drain()
    (placed,) = PlacedFigure.objects.filter(chapter__report=report)  # 2027 has no lists yet
    assert (placed.code, placed.chart, placed.question["start"]) == ("F01", "tiles", None)
    recommended = placed.blocks.get(kind="recommendation")
    assert recommended.texts == advice
    assert services.carry_figures(report=report) == 0
    page = client.get(f"/report/reports/{report.pk}/")
    comparison = page.context["comparison"]
    assert (len(comparison.moved), len(comparison.steady) > 5) == (0, True)
    with pytest.raises(Invalid, match="from none"):
        services.ask_figures(actor=shelf, report=last, kind=TaskKind.CARRY)


@pytest.mark.slow
def test_building_tells_what_is_there(centre: Actor) -> None:
    for name, made in FILES.items():
        services.take_source(actor=centre, source=sent(centre, name, made()))
    drain()
    told = Event.objects.filter(name="report.facts.built").latest("pk").data
    assert (told["files"], "engagement" in told["tables"]) == (2, True)


def test_an_exchange_reports_on_itself_from_its_first_day(
    lao: Actor, chinese: Actor, receiver: Receiver
) -> None:
    listen(chinese, receiver)
    edition = published(lao, "Rain on the river")
    drain()
    build_store(lao.organisation)
    with store_of(lao.organisation).connect() as connection:
        offers = connection.execute(
            "SELECT o.service_id, o.territory, w.title FROM offer o JOIN work w USING (work_id)"
        ).fetchall()
        origins = connection.execute("SELECT country FROM origin").fetchall()
    assert offers == [("yunling", "CN", "Rain on the river")]
    assert origins == [(edition.work.origin,)]


@pytest.mark.slow
def test_a_doubtful_pair_is_decided_once(centre: Actor) -> None:
    """The list has a title that two works of the catalogue could be."""
    catalogue = (
        "show_id,type,title,country,date_added,release_year,duration,listed_in\n"
        's1,TV Show,Paper Lantern,Thailand,"January 4, 2026",2024,1 Season,Dramas\n'
        's2,TV Show,Paper Lantern,China,"January 4, 2026",2012,1 Season,Dramas\n'
    )
    weekly = (
        "country_name,country_iso2,week,category,weekly_rank,show_title,season_title,"
        "cumulative_weeks_in_top_10\nThailand,TH,2026-01-04,TV,1,Paper Lantern,N/A,1\n"
    )
    for name, data in (("lotus_screen_titles.csv", catalogue), ("lotus_screen_top10.csv", weekly)):
        services.take_source(actor=centre, source=sent(centre, name, data.encode()))
    drain()
    doubt = doubts_of(centre.organisation)[0]
    assert (doubt.title, doubt.work_title) == ("Paper Lantern [series]", "Paper Lantern")
    client = signed_in(centre)
    pair = {"source": doubt.source, "title": doubt.title, "work": doubt.work, "same": "yes"}
    waiting = client.get("/report/pairs/").content.decode()
    assert ("the same name" in waiting, "series · " in waiting) == (True, True)
    decided = client.post("/report/pairs/decide/", pair | {"same": "no", "page": "3"})
    assert decided.headers["Location"] == "/report/pairs/?page=3"
    assert "It is the same after all" in client.get("/report/pairs/").content.decode()
    client.post("/report/pairs/decide/", pair)
    client.post("/report/pairs/build/")
    drain()
    assert [one.work for one in doubts_of(centre.organisation)] == []
    with store_of(centre.organisation).connect() as connection:
        joined = connection.execute("SELECT work_id, probability FROM match").fetchall()
    assert joined == [(doubt.work, 1.0)]
    with pytest.raises(Invalid, match="no such pair"):
        services.decide_pair(actor=centre, source="x", title="y", work="z", is_same=True)


@pytest.mark.slow
def test_what_was_signed_is_printed_in_each_language(shelf: Actor) -> None:
    report = services.open_report(
        actor=shelf, slug="r", year=2026, titles={"en": "Travel"}, languages=["en", "lo"]
    )
    chapter = services.add_chapter(actor=shelf, report=report, titles={"en": "Shelves"})
    signed_in(shelf).post(f"/report/explore/freeze/?{SHARE}", {"chapter": chapter.pk})
    services.submit_report(actor=shelf, report=report)
    for actor in (shelf, colleague(shelf.organisation, Role.EDITOR)):
        services.sign_report(actor=actor, report=report)
    drain()
    report.refresh_from_db()
    names = [file.name for file in report.files.all()]
    assert names == [
        "three-rivers-r-data.zip",
        "three-rivers-r-en-slides.zip",
        "three-rivers-r-en.pdf",
        "three-rivers-r-en.xlsx",
        "three-rivers-r-lo-slides.zip",
        "three-rivers-r-lo.pdf",
        "three-rivers-r-lo.xlsx",
    ]
    assert {file.digest for file in report.files.all()} == {report.digest}
    pdf = report.files.get(name="three-rivers-r-lo.pdf")
    assert Client().get(f"/report/files/{pdf.pk}/").status_code == 404
    services.publish_report(actor=shelf, report=report)
    answer = Client().get(f"/report/files/{pdf.pk}/")
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    digests = [file.asset_id for file in report.files.all()]
    report.refresh_from_db()
    services.make_files(report=report)
    assert [file.asset_id for file in report.files.all()] == digests


def test_flows_with_an_empty_side_are_answered(shelf: Actor) -> None:
    """What has no number in one direction is refused, and warns nobody."""
    page = signed_in(shelf).get(
        "/report/explore/?measure=net-flow&origin_rule=fractional&unit=slots&by=origin"
    )
    assert (page.status_code, page.context.get("problem")) == (200, None)
