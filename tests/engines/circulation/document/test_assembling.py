"""A report assembled from a small store: what is answered, what is refused by name, what nobody can say."""

from datetime import date

import pytest

from sampan.engines.circulation.document import (
    LANGUAGES,
    Block,
    Chapter,
    Report,
    Said,
    answers,
    asked,
    assembled,
    known,
)
from sampan.engines.circulation.document.content import in_short
from sampan.engines.circulation.facts import Store, Writer
from sampan.engines.circulation.facts.dimensions import calendar_rows, territory_rows

COUNTRIES = ("TH", "CN", "KR", "US", "VN", "PH")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A catalogue with origins, one nearly without, and twelve weeks of top tens in two territories."""
    folder = tmp_path_factory.mktemp("facts")
    with Writer(folder) as writer:
        writer.add_many("territory", territory_rows())
        writer.add_many("calendar", calendar_rows())
        for at in range(120):
            work = f"w{at}"
            writer.add(
                "work",
                {"work_id": work, "title": f"Boat {at}", "kind": "film" if at % 2 else "series"},
            )
            source = "rich" if at < 60 else "poor"
            offer = {"work_id": work, "service_id": source, "territory": "001", "source_id": source}
            writer.add("offer", offer)
            if at < 64:
                country = COUNTRIES[at % 6]
                origin = {"work_id": work, "country": country, "role": "main", "share": 1.0}
                writer.add("origin", {**origin, "position": 1, "source": "s", "confidence": 1.0})
        for week in range(12):
            for at, territory in enumerate(("TH", "VN")):
                start = date(2025, 1 + week // 4, 6 + 7 * (week % 3))
                row = {
                    "work_id": f"w{(week * 7 + at * 3) % 60}",
                    "service_id": "rich",
                    "territory": territory,
                }
                row |= {"period_start": start, "period_days": 7, "unit": "slots", "value": 1.0}
                writer.add("engagement", {**row, "rank": 1, "source_id": "top"})
    return Store(folder)


@pytest.fixture(scope="module")
def report(store: Store) -> Report:
    facts = known(store)
    return assembled(
        list(answers(store, facts, asked(facts))),
        facts,
        languages=LANGUAGES,
        publisher="Nam Ou",
        made_on=date(2026, 11, 25),
        unread=[Said("lost.csv", dict.fromkeys(LANGUAGES, "is empty."))],
    )


def texts(report: Report, tag: str) -> list[str]:
    return [
        item.texts[tag]
        for chapter in report.chapters
        for item in chapter.items
        if isinstance(item, Block)
    ]


def test_each_source_and_each_rule_is_asked_for(store: Store) -> None:
    wanted = asked(known(store))
    shelves = [
        one for one in wanted if one.questions[0].by == ("origin_bloc",) and one.chapter == "shelf"
    ]
    assert [one.questions[0].where["source"] for one in shelves] == [("poor",), ("rich",)]
    assert [question.origin_rule for question in shelves[0].questions] == [
        "any", "fractional", "first", "language+country",
    ]  # fmt: skip


def test_the_unit_is_one_that_the_facts_have(store: Store) -> None:
    flows = [one for one in asked(known(store)) if one.questions[0].measure == "concentration-hhi"]
    assert [one.questions[0].unit for one in flows] == ["slots"]


def test_a_catalogue_of_unknown_origin_is_refused_and_named(report: Report) -> None:
    refused = [one for one in report.placed if one.refused is not None]
    poor = [one for one in refused if one.figures[0].parameters["where"] == {"source": ["poor"]}]
    assert [one.figures[0].measure for one in poor] == ["catalogue-share"]
    assert [one.code for one in report.placed][-len(refused) :] == [one.code for one in refused]


def test_flows_are_drawn_as_maps_as_well(report: Report) -> None:
    flows = [one for one in report.placed if one.figures[0].dimensions == ("origin", "territory")]
    assert "tiles" in {one.chart.kind for one in flows}


def test_codes_count_on_and_each_figure_is_placed_once(report: Report) -> None:
    codes = [one.code for one in report.placed]
    assert codes == [f"F{at:02d}" for at in range(1, len(codes) + 1)]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_nobody_can_say_is_said_in_every_language(report: Report, tag: str) -> None:
    from sampan.engines.circulation.charts import name

    limits = [item.texts[tag] for item in report.chapters[-1].items if isinstance(item, Block)]
    missing = next(text for text in limits if name("territory", "KH", tag) in text)
    assert [
        code for code in ("CN", "LA", "MM", "BN") if name("territory", code, tag) not in missing
    ] == []
    assert "lost.csv: is empty." in limits
    assert all(texts(report, tag))


def test_findings_name_the_figure_that_carries_them(report: Report) -> None:
    found = [
        i
        for chapter in report.chapters
        for i in chapter.items
        if isinstance(i, Block) and i.kind == "finding"
    ]
    assert found
    codes = {one.code for one in report.placed}
    assert {code for block in found for code in block.codes} <= codes


def test_nobody_is_said_to_lead_of_those_alone_that_a_chart_keeps(report: Report) -> None:
    """Under four rules only members are drawn; of the six origins of this store the first two are not among them."""
    kept = [
        one for one in report.placed if one.chart.keep and one.figures[0].dimensions == ("origin",)
    ]
    assert kept
    codes = {one.code for one in kept}
    said = [
        text.texts["en"]
        for chapter in report.chapters
        for text in chapter.items
        if isinstance(text, Block) and codes & {*text.codes} and text.kind == "finding"
    ]
    assert [one for one in said if "leads" in one or "level" in one] == []


def test_in_short_stands_what_matters_most_of_each_chapter() -> None:
    def finding(text: str, rank: int) -> Block:
        return Block("finding", {"en": text}, ("F01",), rank)

    texts = {"en": "Viewing"}
    first = Chapter(texts, (finding("a", 4), finding("b", 1), finding("c", 1)))
    other = Chapter(texts, (Block("text", {"en": "d"}),))
    made = Report(texts, texts, "Nam Ou", date(2026, 11, 25), ("en",), (first, other))
    assert [one["text"] for one in in_short(made, "en")] == ["b"]
