"""What A sold to B, for the test of tenancy: a request, a negotiation, a contract with all that hangs on it."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sampan.catalogue.models import Title
from sampan.desks.market.models import (
    Contract,
    Material,
    Negotiation,
    Payment,
    Request,
    RoyaltyStatement,
)
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.contracts import issue_document, upload_signed_copy
from sampan.desks.market.services.materials import deliver_material
from sampan.desks.market.services.negotiating import open_negotiation
from sampan.desks.market.services.receipts import Taken, report_receipts
from sampan.desks.market.services.requests import make_request
from sampan.desks.market.services.statements import make_statement
from sampan.desks.market.terms import Deliverable, Line, Price, Rights, Terms
from sampan.engines.rights.money import Money
from sampan.partners.actor import Actor
from sampan.partners.models import Role


@dataclass
class Bargain:
    asked: Request
    open: Negotiation
    contract: Contract
    material: Material
    statement: RoyaltyStatement
    payment: Payment


def strike(a: Actor, b: Actor, title: Title, secret: str) -> Bargain:
    """B's member has no role of a trader: it reads, and what it does here is done by colleagues."""
    seller = Actor(organisation=a.organisation, roles=frozenset({Role.SELLER, Role.BUYER}))
    buyer = Actor(organisation=b.organisation, roles=frozenset({Role.BUYER}))
    rights = Rights(
        territories=("LA",), languages=("lo",), uses=("vod.svod",), start_on=date(2027, 1, 1), end_on=date(2028, 1, 1)
    )  # fmt: skip
    terms = Terms(
        lines=(Line(work=str(title.work.key), rights=rights),),
        price=Price(model="guarantee", currency="USD", amount=100, share="50"),
        delivery=(Deliverable(kind="subtitles", language="lo"),),
        notes=f"Between us: {secret}",
    )
    told = {
        "actor": buyer,
        "seller": a.organisation,
        "buyer": b.organisation,
        "terms": terms,
        "expires_at": datetime(2099, 1, 1, tzinfo=UTC),
    }
    asked = make_request(
        actor=seller, title=f"Wanted: {secret}", rights=rights, to=[b.organisation]
    )
    contract = accept_offer(actor=seller, negotiation=open_negotiation(**told), number=1)
    contract = issue_document(contract=contract)
    upload_signed_copy(actor=seller, contract=contract, data=b"%PDF-1.7 signed")
    material = contract.materials.get()
    deliver_material(
        actor=seller, material=material, file=io.BytesIO(b"-->"), name="s.srt", media_type="text/plain"
    )  # fmt: skip
    taken = Taken(work=title.work, until_on=date(2027, 3, 31), money=Money("USD", 900_00))
    report_receipts(actor=buyer, contract=contract, taken=[taken])
    statement = make_statement(actor=buyer, contract=contract, until_on=date(2027, 3, 31))
    return Bargain(
        asked=asked,
        open=open_negotiation(**told),
        contract=contract,
        material=material,
        statement=statement,
        payment=contract.payments.get(statement=statement),
    )
