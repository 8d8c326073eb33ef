"""A line of an offer names its title by what stands in the list, or by its key."""

from typing import Any

import pytest

from sampan.desks.market.line_forms import LineForm

LANTERN, FERRY = "0b8837ee-dabb-42b1-94ef-521030f4284b", "5c371ffb-1745-4877-b05a-dad7f12be6ff"
TITLES = {LANTERN: "灯会", FERRY: "The Lantern Ferry"}


def line(work: str) -> LineForm:
    told: dict[str, Any] = {
        "work": work, "territories": "TH", "languages": "th", "uses": ["vod.svod"], "start_on": "2027-01-01"
    }  # fmt: skip
    return LineForm(told, titles=TITLES)


@pytest.mark.parametrize("said", ["灯会", " 灯会 ", LANTERN])
def test_a_name_or_a_key_is_the_title(said: str) -> None:
    form = line(said)
    assert (form.is_valid(), form.line().work) == (True, LANTERN)


def test_what_is_not_in_the_list_is_refused_with_what_was_said() -> None:
    form = line("灯")
    assert form.errors["work"] == ["“灯” is none of these titles; choose one from the list."]


def test_a_line_shows_the_name_of_its_key() -> None:
    form = LineForm(initial={"work": FERRY}, titles=TITLES)
    assert 'value="The Lantern Ferry"' in str(form["work"])
    assert 'list="titles"' in str(form["work"])
