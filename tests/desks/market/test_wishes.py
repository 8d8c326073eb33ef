"""Wishes: each reason for something to fit is told once, and only once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from desks.conftest import house
from sampan.catalogue.models import Grant
from sampan.catalogue.services import share_work, supersede_grant, unshare_work
from sampan.desks.market.models import Wish
from sampan.desks.market.search import Wanted
from sampan.desks.market.services.wishes import look_again, remove_wish, save_wish
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role
from sampan.partners.worker import drain

from .offering import granted, offered

DAY = timedelta(days=1)
RIGHTS = {"in": ["LA"], "use": ["vod.svod"], "language": ["lo"], "exclusive": ["1"]}


@pytest.fixture
def seller(db: None) -> Actor:
    return house("seller", "TH", "th", roles=(Role.SELLER,))


@pytest.fixture
def buyer(db: None) -> Actor:
    return house("buyer", "LA", "lo", roles=(Role.BUYER,))


def wished(buyer: Actor, asked: dict[str, list[str]] | None = None, **more: Any) -> Wish:
    wanted = Wanted.of(RIGHTS if asked is None else asked, language="lo")
    return save_wish(actor=buyer, name="For Laos", wanted=wanted, **more)


def told(buyer: Actor) -> list[int]:
    met = Event.objects.told_to(buyer.organisation).filter(name="market.wish.met")
    return [event.data["work"] for event in met.order_by("pk")]


def sold(seller: Actor, title: Any, days: int, verb: str = "out-exclusive", **more: Any) -> Grant:
    other = house(f"other-{days}", "LA", "lo").organisation
    today = timezone.now().date()
    return granted(
        seller, title, verb, licensee=other, territories=["LA"], uses=["vod"],
        start_on=today - 9 * DAY, end_on=today + days * DAY, **more,
    )  # fmt: skip


def test_what_fits_already_is_noted_and_not_told(seller: Actor, buyer: Actor) -> None:
    title = offered(seller)
    wish = wished(buyer)
    drain()
    assert told(buyer) == []
    assert wish.matches.get().work_id == title.pk


def test_a_new_title_is_told_once(seller: Actor, buyer: Actor) -> None:
    wished(buyer, {"q": ["rain"]})
    title = offered(seller, "Rain on the hills")
    offered(seller, "Sun")
    drain()
    assert told(buyer) == [title.pk]
    granted(seller, title, "in", licensee=seller.organisation, clause="2")
    drain()
    assert told(buyer) == [title.pk]


def test_a_superseded_grant_is_told_once_and_again_after_it_was_gone(
    seller: Actor, buyer: Actor
) -> None:
    title = offered(seller)
    first = sold(seller, title, 500)
    wished(buyer)
    drain()
    assert told(buyer) == []
    supersede_grant(actor=seller, grant=first)
    drain()
    assert told(buyer) == [title.pk]
    second = sold(seller, title, 501)
    drain()
    supersede_grant(actor=seller, grant=second)
    drain()
    assert told(buyer) == [title.pk, title.pk]


def test_an_expiry_is_told_once_on_its_day(seller: Actor, buyer: Actor) -> None:
    title = offered(seller)
    sold(seller, title, 5)
    wish = wished(buyer)
    drain()
    now = timezone.now()
    for days, expected in ((3, []), (6, [title.pk]), (7, [title.pk])):
        look_again(wish=wish, at=now + days * DAY)
        assert told(buyer) == expected


def test_an_option_that_lapses_is_told(seller: Actor, buyer: Actor) -> None:
    title = offered(seller)
    today = timezone.now().date()
    sold(seller, title, 600, "option", lapses_on=today + 5 * DAY)
    wish = wished(buyer)
    drain()
    look_again(wish=wish, at=timezone.now() + 4 * DAY)
    assert told(buyer) == []
    look_again(wish=wish, at=timezone.now() + 6 * DAY)
    assert told(buyer) == [title.pk]


def test_the_worker_looks_on_every_day(seller: Actor, buyer: Actor) -> None:
    wished(buyer)
    drain()
    event = Event.objects.get(name="market.wish.saved")
    handling = event.handlings.get(target__endswith="look_every_day")
    assert (handling.state, handling.due_at > timezone.now()) == ("waiting", True)


def test_a_title_that_is_shared_later_is_told_and_one_that_is_not_never(
    seller: Actor, buyer: Actor
) -> None:
    wished(buyer)
    title = offered(seller, shared=False)
    drain()
    assert told(buyer) == []
    share_work(actor=seller, work=title.work, organisation=buyer.organisation)
    drain()
    assert told(buyer) == [title.pk]
    unshare_work(actor=seller, work=title.work, organisation=buyer.organisation)
    drain()
    assert Wish.objects.get().matches.get().lost_at is not None


def test_mail_is_sent_only_where_it_is_wanted(seller: Actor, buyer: Actor) -> None:
    wished(buyer)
    wished(buyer, {"kind": ["film"]}, mails=True)
    title = offered(seller)
    drain()
    assert told(buyer) == [title.pk, title.pk]
    assert [(one.subject, one.to) for one in mail.outbox] == [
        ("Available now: Rain", [buyer.person.email])  # type: ignore[union-attr]
    ]


def test_what_is_removed_tells_nothing(seller: Actor, buyer: Actor) -> None:
    wish = wished(buyer)
    with pytest.raises(Refused):
        remove_wish(actor=seller, wish=wish)
    remove_wish(actor=buyer, wish=wish)
    offered(seller)
    drain()
    assert told(buyer) == []
    with pytest.raises(Invalid):
        remove_wish(actor=buyer, wish=wish)


def test_wishes_are_buyers(seller: Actor) -> None:
    with pytest.raises(Refused):
        wished(seller)
