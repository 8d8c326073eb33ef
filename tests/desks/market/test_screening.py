"""Screeners: leave, the viewer's marked copy, viewing as an event, and no file to keep without leave."""

import io
from datetime import timedelta
from typing import Any

import av
import numpy as np
import pytest
from django.utils import timezone

from catalogue.test_titles import clip
from desks.conftest import colleague, house
from sampan.catalogue.assets import keep, open_asset
from sampan.catalogue.models import Title, TitleFile
from sampan.catalogue.services import put_file
from sampan.desks.market.models import ScreeningCopy, ScreeningLeave
from sampan.desks.market.services import screening as services
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role
from sampan.partners.worker import drain

from .offering import offered
from .test_pages import signed_in

HOUR = timedelta(hours=1)


@pytest.fixture
def seller(db: None) -> Actor:
    return house("seller", "TH", "th", roles=(Role.SELLER,))


@pytest.fixture
def buyer(db: None) -> Actor:
    return house("buyer", "LA", "lo", roles=(Role.BUYER,))


@pytest.fixture
def film(seller: Actor) -> Title:
    return offered(seller)


@pytest.fixture
def screener(seller: Actor, film: Title) -> TitleFile:
    return put_file(actor=seller, title=film, purpose="screener", file=clip(), name="s.mp4")


def allowed(seller: Actor, film: Title, buyer: Actor, **more: Any) -> ScreeningLeave:
    until = timezone.now() + HOUR
    return services.allow_screening(
        actor=seller, title=film, organisation=buyer.organisation, until_at=until, **more
    )


def made(leave: ScreeningLeave, buyer: Actor, screener: TitleFile) -> ScreeningCopy:
    copy = services.ask_copy(actor=buyer, leave=leave, file=screener)
    drain()
    copy.refresh_from_db()
    return copy


def pictures(asset: Any) -> list[Any]:
    with open_asset(asset) as file, av.open(io.BytesIO(file.read())) as opened:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in opened.decode(video=0)]


def test_each_viewer_gets_a_copy_that_differs_in_every_picture(
    seller: Actor, buyer: Actor, film: Title, screener: TitleFile
) -> None:
    leave = allowed(seller, film, buyer)
    one = made(leave, buyer, screener)
    other = made(leave, colleague(buyer.organisation, Role.BUYER), screener)
    assert (one.state, other.state) == ("ready", "ready")
    plain, mine, theirs = (pictures(asset) for asset in (screener.asset, one.asset, other.asset))
    assert len(plain) == len(mine) == len(theirs)
    changed = [np.abs(a - b).max() > 40 for a, b in zip(plain, mine, strict=True)]
    assert changed == [True] * len(plain)
    assert one.asset != other.asset
    again = services.ask_copy(actor=buyer, leave=leave, file=screener)
    assert again == one


def test_a_copy_can_be_stopped_and_asked_for_again(
    seller: Actor, buyer: Actor, film: Title, screener: TitleFile
) -> None:
    leave = allowed(seller, film, buyer)
    copy = services.ask_copy(actor=buyer, leave=leave, file=screener)
    there, address = signed_in(buyer), f"/market/copies/{copy.pk}/drop/"
    assert address in there.get(f"/market/titles/{film.pk}/screenings/").content.decode()
    assert signed_in(seller).post(address).status_code == 404
    there.post(address)
    services.make_copy(copy)  # as a worker that had begun by then
    assert ScreeningCopy.objects.count() == 0
    ready = made(leave, buyer, screener)
    assert (ready.state, ready.done) == (
        "ready",
        90,
    )  # the last picture of a second at ten a second
    with pytest.raises(Invalid, match="ready already"):
        services.drop_copy(actor=buyer, copy=ready)
    with pytest.raises(Refused):
        services.drop_copy(actor=seller, copy=ready)


def test_a_screener_that_cannot_be_marked_says_why(
    seller: Actor, buyer: Actor, film: Title, screener: TitleFile
) -> None:
    screener.asset = keep(io.BytesIO(b"no film at all"), media_type="video/mp4")
    screener.save()
    failed = made(allowed(seller, film, buyer), buyer, screener)
    said = "The screener cannot be decoded; its house has to send it again."
    assert (failed.state, failed.problem) == ("failed", said)


def test_watching_is_recorded_and_told_to_the_house(
    seller: Actor, buyer: Actor, film: Title, screener: TitleFile
) -> None:
    copy = made(allowed(seller, film, buyer), buyer, screener)
    client, address = signed_in(buyer), f"/market/copies/{copy.pk}/watch/"
    for _twice in range(2):
        response = client.get(address, headers={"Range": "bytes=0-"})
        assert (response.status_code, response["Cache-Control"]) == (206, "private, no-store")
        b"".join(response.streaming_content)  # type: ignore[attr-defined]
    viewed = Event.objects.told_to(seller.organisation).get(name="market.screening.viewed")
    assert viewed.data["house"] == buyer.organisation.name
    assert client.get(address + "?download").status_code == 404


def test_a_file_to_keep_needs_leave(
    seller: Actor, buyer: Actor, film: Title, screener: TitleFile
) -> None:
    copy = made(allowed(seller, film, buyer, may_download=True), buyer, screener)
    response = signed_in(buyer).get(f"/market/copies/{copy.pk}/watch/?download")
    assert "attachment" in response["Content-Disposition"]
    b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_nobody_watches_anothers_copy_or_after_the_end(
    seller: Actor, buyer: Actor, film: Title, screener: TitleFile
) -> None:
    leave = allowed(seller, film, buyer)
    copy = made(leave, buyer, screener)
    address = f"/market/copies/{copy.pk}/watch/"
    for actor in (colleague(buyer.organisation, Role.BUYER), seller, house("third", "VN")):
        assert signed_in(actor).get(address).status_code == 404
    with pytest.raises(Refused):
        services.end_screening(actor=buyer, leave=leave)
    services.end_screening(actor=seller, leave=leave)
    assert signed_in(buyer).get(address).status_code == 404
    leave.refresh_from_db()
    with pytest.raises(Refused):
        services.ask_copy(actor=buyer, leave=leave, file=screener)
    with pytest.raises(Invalid):
        services.end_screening(actor=seller, leave=leave)


def test_leave_is_the_sellers_to_give_and_ends_in_the_future(
    seller: Actor, buyer: Actor, film: Title
) -> None:
    with pytest.raises(Refused):
        services.allow_screening(
            actor=buyer, title=film, organisation=buyer.organisation, until_at=timezone.now() + HOUR
        )
    with pytest.raises(Invalid):
        services.allow_screening(
            actor=seller, title=film, organisation=buyer.organisation, until_at=timezone.now()
        )


def test_the_pages_ask_give_and_watch(
    seller: Actor, buyer: Actor, film: Title, screener: TitleFile
) -> None:
    there, here = signed_in(buyer), signed_in(seller)
    address = f"/market/titles/{film.pk}/screenings/"
    assert "Ask to watch" in there.get(address).content.decode()
    there.post(f"{address}ask/")
    asked = Event.objects.told_to(seller.organisation).get(name="market.screening.requested")
    assert asked.data["house"] == buyer.organisation.name
    until = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    here.post(address, {"organisation": "buyer", "until_at": until})
    leave = ScreeningLeave.objects.get()
    assert "Make my copy" in there.get(address).content.decode()
    there.post(f"/market/screenings/{leave.pk}/copies/{screener.pk}/")
    assert "Your copy is being made" in there.get(address).content.decode()
    drain()
    copy = ScreeningCopy.objects.get()
    assert f"/market/copies/{copy.pk}/watch/" in there.get(address).content.decode()
    assert "Buyer" in here.get(address).content.decode()
