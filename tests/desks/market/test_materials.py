"""From the checklist to acceptance."""

import io
from pathlib import Path

import pytest

from sampan.desks.market.models import Contract, Delivered, Material
from sampan.desks.market.services.materials import (
    accept_material,
    deliver_material,
    reject_material,
)
from sampan.desks.market.terms import Deliverable, Milestone
from sampan.partners.errors import Invalid, Refused
from sampan.partners.worker import drain

from .clips import make_clip
from .dealing import Market, agreed, build, line, terms


@pytest.fixture
def market(db: None) -> Market:
    return build()


@pytest.fixture
def contract(market: Market) -> Contract:
    half = Milestone(when="signature", share="50")
    said = terms(
        line(market.film),
        delivery=(Deliverable(kind="master"), Deliverable(kind="subtitles", language="lo")),
        milestones=(half, half.model_copy(update={"when": "delivery"})),
    )
    return agreed(market, said)


def send(market: Market, material: Material, data: bytes, name: str) -> Delivered:
    return deliver_material(
        actor=market.seller,
        material=material,
        file=io.BytesIO(data),
        name=name,
        media_type="application/octet-stream",
    )


def test_delivered_checked_sent_back_and_accepted(
    market: Market, contract: Contract, tmp_path: Path
) -> None:
    master, subtitles = contract.materials.order_by("pk")
    clip = make_clip(tmp_path / "m.mp4", size=(1280, 720), volume_db=-2)
    delivered = send(market, master, clip.read_bytes(), "m.mp4")
    master.refresh_from_db()
    assert master.state == "checking"
    drain()
    master.refresh_from_db()
    delivered.refresh_from_db()
    assert (master.state, [f["kind"] for f in delivered.findings]) == ("delivered", ["small"])
    reject_material(actor=market.buyer, material=master, reason="Send it in full HD.")
    master.refresh_from_db()
    assert (master.state, master.reason) == ("rejected", "Send it in full HD.")
    send(market, master, clip.read_bytes(), "again.mp4")
    drain()
    accept_material(actor=market.buyer, material=master)
    due = contract.payments.get(owed_for="delivery")
    assert due.due_on is None
    send(market, subtitles, b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "s.srt")
    accept_material(actor=market.buyer, material=subtitles)
    due.refresh_from_db()
    assert due.due_on is not None
    assert master.files.count() == 2


def test_each_side_does_its_own_part(market: Market, contract: Contract) -> None:
    master = contract.materials.get(kind="master")
    with pytest.raises(Refused):
        deliver_material(
            actor=market.buyer, material=master, file=io.BytesIO(b"x"), name="x", media_type="a/b"
        )
    with pytest.raises(Invalid, match="Nothing was delivered"):
        accept_material(actor=market.buyer, material=master)
    send(market, master, b"x", "x.mp4")
    with pytest.raises(Refused):
        accept_material(actor=market.seller, material=master)
