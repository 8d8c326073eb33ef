"""The processes that the crash test of deals starts and kills: prepare, accept, count."""

import json
import sys
from datetime import UTC, date, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from sampan.catalogue.models import Grant  # noqa: E402
from sampan.catalogue.services import (  # noqa: E402
    GrantTerms,
    add_grant,
    create_work,
    share_work,
)
from sampan.desks.market.models import Contract, Material, Negotiation, Signature  # noqa: E402
from sampan.desks.market.services.acceptance import accept_offer  # noqa: E402
from sampan.desks.market.services.negotiating import open_negotiation  # noqa: E402
from sampan.desks.market.terms import Deliverable, Line, Price, Rights, Terms  # noqa: E402
from sampan.partners.actor import Actor  # noqa: E402
from sampan.partners.models import Event, Membership, Organisation, Person, Role  # noqa: E402

DEALS = 120
LINES = 4


def trader(slug: str) -> Actor:
    house = Organisation.objects.create(slug=slug, name=slug, kind="platform", territory="LA")
    person = Person.objects.create(email=f"{slug}@example.org", name=slug)
    Membership.objects.create(person=person, organisation=house, role=Role.OWNER)
    return acting(house)


def acting(house: Organisation) -> Actor:
    return Actor(organisation=house, roles=frozenset({Role.OWNER}))


def prepare() -> dict[str, int]:
    call_command("migrate", verbosity=0)
    seller, buyer = trader("seller"), trader("buyer")
    film = create_work(actor=seller, kind="programme", slugline="ferry", origin="LA")
    held = GrantTerms(
        verb="in",
        territories=["World"],
        languages=["all"],
        uses=["all-media"],
        start_on=date(2026, 1, 1),
        clause="1",
        clause_text="Ours.",
        licensee=seller.organisation,
    )
    add_grant(actor=seller, work=film, terms=held)
    share_work(actor=seller, work=film)
    wanted = Rights(
        territories=("LA",), languages=("lo",), uses=("SVOD",), start_on=date(2027, 1, 1)
    )
    terms = Terms(
        lines=(Line(work=str(film.key), rights=wanted),) * LINES,
        price=Price(model="flat", currency="USD", amount=100),
        delivery=(Deliverable(kind="master"),),
    )
    for _ in range(DEALS):
        open_negotiation(
            actor=buyer,
            seller=seller.organisation,
            buyer=buyer.organisation,
            terms=terms,
            expires_at=datetime(2099, 1, 1, tzinfo=UTC),
        )
    return {"deals": DEALS}


def accept() -> dict[str, int]:
    seller = acting(Organisation.objects.get(slug="seller"))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for negotiation in Negotiation.objects.filter(state="open").order_by("pk"):
        accept_offer(actor=seller, negotiation=negotiation, number=1)
    return {}


def count() -> dict[str, list[int]]:
    """For every negotiation, all that a deal leaves."""
    found = {}
    for row in Negotiation.objects.order_by("pk"):
        contract = Contract.objects.filter(negotiation=row).first()
        found[str(row.pk)] = [
            int(row.state == "agreed"),
            int(contract is not None),
            contract.grants.count() if contract else 0,
            Grant.objects.filter(contract=contract.number).count() if contract else 0,
            Signature.objects.filter(contract=contract).count() if contract else 0,
            Material.objects.filter(contract=contract).count() if contract else 0,
            Event.objects.about(row).filter(name="market.deal.agreed").count(),
        ]
    found["licences"] = [Grant.objects.exclude(verb="in").count()]
    return found


if __name__ == "__main__":
    parts = {"prepare": prepare, "accept": accept, "count": count}
    sys.stdout.write(json.dumps(parts[sys.argv[1]]()) + "\n")
