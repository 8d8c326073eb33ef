"""The explorer as a newcomer meets it: what it offers, what it refuses, what is taken home from it."""

import csv
import io
from typing import Any

import pytest
from django.http import QueryDict

from desks.newswire.test_intake import signed_in
from sampan.desks.report import drawing, measuring
from sampan.desks.report.evidence_words import SAID
from sampan.desks.report.questions import question_of
from sampan.engines.circulation.figure import Figure, Refusal, Source
from sampan.engines.circulation.joining.evidence import _SENTENCES
from sampan.partners.actor import Actor

from .conftest import SHARE

pytestmark = pytest.mark.usefixtures("own_store")


def test_the_form_offers_what_the_facts_can_answer(shelf: Actor) -> None:
    client = signed_in(shelf)

    def choices(measure: str) -> Any:
        return client.get(f"/report/explore/?measure={measure}&choosing=1").context["choices"]

    viewing = choices("visibility-ratio")
    assert [one["value"] for one in viewing.units] == ["slots", "points"]
    assert "shelf" not in [one["value"] for one in viewing.first]
    assert choices("dependency").first[0]["value"] == "territory"
    without = [one["value"] for one in viewing.unanswered]
    assert {"audience-lift", "spot-share", "channel-share"} <= set(without)
    assert "catalogue-share" not in without


def test_an_answer_without_a_number_says_why(shelf: Actor) -> None:
    asked = "measure=visibility-ratio&origin_rule=any&unit=minutes&by=origin"
    page = signed_in(shelf).get(f"/report/explore/?{asked}")
    assert page.context["refusals"] == ["It cannot be told from these rows."]


def test_a_refusal_is_wholly_in_the_readers_language_and_names_the_rule() -> None:
    refusal = Refusal(
        "coverage", {"measure": "catalogue share", "what": "origin", "unknown": 0.78, "limit": 0.5}
    )
    source = Source("", {}, "", {}, {}, 0, "")
    rules = ("any", "language+country")
    figures = [
        Figure(
            "catalogue-share",
            1,
            "C",
            "share",
            {"origin_rule": rule},
            ("origin",),
            (),
            source,
            refusal=refusal,
        )
        for rule in rules
    ]
    told = drawing.refusals_of(figures, "zh-hans")
    assert [one.partition(": ")[0] for one in told] == ["任一国家", "语言加国家"]
    assert [("片库占比" in one, "catalogue" in one) for one in told] == [(True, False)] * 2
    assert drawing.caption_of(figures[0], "zh-hans").refused == told[0].partition(": ")[2]


def test_a_long_table_is_cut_on_the_page(shelf: Actor) -> None:
    figure = measuring.answered(shelf.organisation, question_of(QueryDict(SHARE)))
    table = drawing.table_of([figure], language="en", most=3)
    assert (len(table.lines), table.of, table.is_cut) == (3, len(figure.rows), True)
    assert not drawing.table_of([figure], language="en").is_cut


def test_an_answer_is_taken_home_as_values_and_as_pictures(shelf: Actor) -> None:
    client = signed_in(shelf)
    values = client.get(f"/report/explore/answer.csv?{SHARE}&view=table")
    lines = list(csv.DictReader(io.StringIO(values.content.decode("utf-8-sig"))))
    figure = measuring.answered(shelf.organisation, question_of(QueryDict(SHARE)))
    assert [float(line["n"]) for line in lines] == [cell.n for cell in figure.rows]
    assert values.headers["Content-Disposition"] == f'attachment; filename="{figure.id}.csv"'
    assert client.get(f"/report/explore/answer.png?{SHARE}").content[:4] == b"\x89PNG"
    assert client.get(f"/report/explore/answer.exe?{SHARE}").status_code == 404


def test_rows_name_places_and_units_and_put_numbers_to_the_end(shelf: Actor) -> None:
    asked = "measure=viewing-share&origin_rule=any&unit=slots&by=origin"
    page = signed_in(shelf).get(f"/report/explore/rows/?{asked}&key=LA").content.decode()
    assert ("<td>Laos</td>" in page, "<td>LA</td>" in page) == (True, False)
    assert '<td class="number">1</td>' in page
    assert "1.0</td>" not in page
    assert '<td class="tight">2026-' in page


def test_every_phrase_of_evidence_has_words() -> None:
    assert set(SAID) == set(_SENTENCES.values())
