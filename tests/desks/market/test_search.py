"""The buyer's search: what is seen, found, filtered, counted, and how it stands to the rights that are looked for."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from desks.conftest import house
from sampan.catalogue.models import Title
from sampan.catalogue.services import (
    TitleFacts,
    describe_title,
    offer_version,
    share_work,
    supersede_grant,
    unshare_work,
)
from sampan.desks.market.search import Found, Question, Standing, Wanted, find
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Role
from sampan.partners.worker import drain

from .offering import granted, offered

YEAR = {"from": ["2027-01-01"], "to": ["2028-01-01"], "language": ["lo"]}
ASKED = {"in": ["LA", "TH"], "use": ["vod.svod"], "exclusive": ["1"], **YEAR}


@pytest.fixture
def seller(db: None) -> Actor:
    return house("seller", "TH", "th", roles=(Role.SELLER,))


@pytest.fixture
def buyer(db: None) -> Actor:
    return house("buyer", "CN", "zh-Hans", roles=(Role.BUYER,))


def looked(buyer: Actor, asked: Mapping[str, list[str]] | None = None) -> Found:
    wanted = Wanted.of(asked or {}, language="lo")
    return find(organisation=buyer.organisation, wanted=wanted, at=timezone.now())


def counts(found: Found, facet: str) -> dict[str, int]:
    return {one.value: one.number for one in found.counts[facet]}


def test_a_buyer_finds_what_was_shared_and_no_more(seller: Actor, buyer: Actor) -> None:
    shown, hidden = offered(seller, "Rain"), offered(seller, "Secret", shared=False)
    assert looked(buyer).works.tolist() == [shown.pk]
    assert set(looked(seller).works.tolist()) == {shown.pk, hidden.pk}
    share_work(actor=seller, work=hidden.work, organisation=buyer.organisation)
    assert set(looked(buyer).works.tolist()) == {shown.pk, hidden.pk}
    unshare_work(actor=seller, work=shown.work)
    assert looked(buyer).works.tolist() == [hidden.pk]


def test_a_share_that_begins_later_is_seen_then(seller: Actor, buyer: Actor) -> None:
    title = offered(seller, shared=False)
    now = timezone.now()
    share_work(actor=seller, work=title.work, from_at=now + timedelta(hours=1))
    wanted = Wanted()
    seen = [
        find(
            organisation=buyer.organisation, wanted=wanted, at=now + timedelta(hours=hours)
        ).works.tolist()
        for hours in (0, 2)
    ]
    assert seen == [[], [title.pk]]


def test_text_is_found_in_any_listing(seller: Actor, buyer: Actor) -> None:
    rain, sun = offered(seller, "Rain"), offered(seller, "ຕາເວັນ", "ຕາເວັນຂຶ້ນ.", language="lo")
    drain()
    assert looked(buyer, {"q": ["rain"]}).works.tolist() == [rain.pk]
    assert looked(buyer, {"q": ["ຕາເວັນ"]}).works.tolist() == [sun.pk]
    assert looked(buyer, {"q": ["snow"]}).works.tolist() == []


def test_facts_narrow_and_are_counted_as_if_their_own_were_open(
    seller: Actor, buyer: Actor
) -> None:
    film = offered(seller, "A", year=2020, minutes=90, genres=("drama", "family"))
    show = offered(seller, "B", kind="show", year=2024, minutes=30, genres=("food",))
    offer_version(actor=seller, title=film, language="lo", form="subtitle")
    found = looked(buyer, {"kind": ["film"]})
    assert found.works.tolist() == [film.pk]
    assert counts(found, "kind") == {"film": 1, "show": 1}
    assert counts(found, "genre") == {"drama": 1, "family": 1}
    assert counts(found, "version") == {"lo/sub": 1}
    assert counts(found, "house") == {"seller": 1}
    for asked, expected in (
        ({"genre": ["food", "music"]}, [show.pk]),
        ({"year_from": ["2021"]}, [show.pk]),
        ({"year_to": ["2021"]}, [film.pk]),
        ({"minutes": ["60"]}, [show.pk]),
        ({"version": ["lo/sub"]}, [film.pk]),
        ({"version": ["km/dub"]}, []),
        ({"origin": ["TH"], "sort": ["length"]}, [show.pk, film.pk]),
        ({"sort": ["year"]}, [show.pk, film.pk]),
        ({"house": ["nobody"]}, []),
    ):
        assert looked(buyer, asked).works.tolist() == expected
    describe_title(actor=seller, title=film, facts=TitleFacts(kind="film", year=2026))
    assert looked(buyer, {"year_from": ["2026"]}).works.tolist() == [film.pk]


RATINGS = {"A": {"TH": "13"}, "B": {"TH": "G", "VN": "T18"}, "C": {"TH": "B"}, "D": {}}


@pytest.fixture
def rated(seller: Actor) -> dict[str, int]:
    """Titles by their name: for 13, for everybody and 18, for nobody, not rated."""
    return {name: offered(seller, name, rated=told).pk for name, told in RATINGS.items()}


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["TH:0"], "B"), (["TH:13"], "AB"), (["TH:20"], "AB"), (["VN:16"], ""), (["VN:18"], "B"),
        (["VN:16", "TH:13"], "AB"), (["LA:13"], ""), (["TH"], ""), (["TH:x"], ""), (["TH:255"], ""),
    ],
)  # fmt: skip
def test_a_title_is_found_by_its_rating_in_a_territory(
    rated: dict[str, int], buyer: Actor, values: list[str], names: str
) -> None:
    assert set(looked(buyer, {"rated": values}).works.tolist()) == {rated[name] for name in names}


def test_ratings_are_counted_at_most_so_high(rated: dict[str, int], buyer: Actor) -> None:
    """Only ages that add a title, as if none were chosen; where rights are looked for, of the scales there."""
    everywhere = {"TH:0": 1, "TH:13": 2, "VN:18": 1}
    assert counts(looked(buyer), "rated") == everywhere
    assert counts(looked(buyer, {"rated": ["TH:0"]}), "rated") == everywhere
    assert counts(looked(buyer, {"rated": ["TH:15"]}), "rated") == everywhere | {"TH:15": 2}
    there = {"in": ["VN", "LA"], "use": ["vod.svod"], **YEAR}
    assert counts(looked(buyer, there), "rated") == {"VN:18": 1}
    assert counts(looked(buyer, there | {"rated": ["TH:13"]}), "rated") == {
        "TH:0": 1, "TH:13": 2, "VN:18": 1
    }  # fmt: skip


def test_a_new_rating_is_counted_at_once(
    rated: dict[str, int], seller: Actor, buyer: Actor
) -> None:
    assert looked(buyer, {"rated": ["SG:16"]}).works.tolist() == []
    title = Title.objects.get(pk=rated["D"])
    describe_title(actor=seller, title=title, facts=TitleFacts(kind="film"), rated={"SG": "NC16"})
    assert looked(buyer, {"rated": ["SG:16"]}).works.tolist() == [rated["D"]]


def test_an_episode_is_shown_alone_only_where_it_is_asked_for(seller: Actor, buyer: Actor) -> None:
    series = offered(seller, "S", kind="series")
    episode = offered(seller, "E", kind="episode", parent=series, number=1)
    assert looked(buyer).works.tolist() == [series.pk]
    assert looked(buyer, {"kind": ["episode"]}).works.tolist() == [episode.pk]


def test_each_title_stands_as_its_grants_say(seller: Actor, buyer: Actor) -> None:
    other = house("other", "LA", "lo")
    free, shared, optioned, sold = (offered(seller, name) for name in "ABCD")
    year: dict[str, Any] = {"start_on": date(2026, 6, 1), "end_on": date(2029, 1, 1)}
    year |= {"licensee": other.organisation, "territories": ["LA"], "uses": ["vod"]}
    granted(seller, shared, "out-nonexclusive", **year)
    granted(seller, optioned, "option", **year)
    grant = granted(seller, sold, "out-exclusive", **year)
    offered(seller, "no rights", held=False)
    found = looked(buyer, ASKED)
    assert counts(found, "standing") == {
        "available": 1, "nonexclusive": 1, "conditional": 1, "no": 2,
    }  # fmt: skip
    assert found.cut(1, 10) == [
        (free.pk, Standing.AVAILABLE),
        (shared.pk, Standing.NONEXCLUSIVE),
        (optioned.pk, Standing.CONDITIONAL),
    ]
    assert sold.pk in looked(buyer, ASKED | {"standing": ["no"]}).works.tolist()
    supersede_grant(actor=seller, grant=grant)
    assert sold.pk in looked(buyer, ASKED | {"standing": ["available"]}).works.tolist()


def test_an_address_says_what_was_asked_and_back() -> None:
    asked = {
        "q": ["rain"],
        "kind": ["film", "show"],
        "year_to": ["2020"],
        "sort": ["year"],
        **ASKED,
    }
    wanted = Wanted.of(asked, language="th")
    assert wanted.parameters() == asked
    assert Wanted.of(wanted.parameters(), language="en") == wanted
    question = wanted.question
    assert question is not None
    assert (question.spoken, question.is_rolling) == ("lo", False)
    rolling = Question(territories=("LA",), uses=("vod",), language="lo", form="dub")
    assert rolling.is_rolling
    assert str(rolling.box(date(2026, 2, 1)).end) == "2027-02-01"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"in": ["LA"]}, "use"),
        ({"use": ["vod"]}, "in"),
        ({"year_from": ["soon"]}, "year_from"),
        ({"in": ["LA"], "use": ["vod"], "from": ["1.1.2027"]}, "from"),
    ],
)
def test_what_cannot_be_asked_is_said(asked: dict[str, list[str]], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        Wanted.of(asked, language="lo")
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"in": ["Atlantis"]}, "in"), ({"use": ["magic"]}, "use"), ({"to": ["2026-01-01"]}, "to")],
)
def test_rights_outside_the_vocabularies_are_said(
    changed: dict[str, list[str]], field: str
) -> None:
    question = Wanted.of(ASKED | changed, language="lo").question
    assert question is not None
    with pytest.raises(Invalid) as caught:
        question.box(date(2026, 1, 1))
    assert caught.value.field == field
