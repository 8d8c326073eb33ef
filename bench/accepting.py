"""The processes that `accepts.py` starts, one part each: prepare, accept, state."""

# ruff: noqa: E402  # Django has to be set up before its models can be imported

import json
import sys
import threading
from datetime import UTC, date, datetime
from typing import Any

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from accepts import ACCEPTS, PROCESSES
from sampan.catalogue.models import Grant
from sampan.catalogue.services import Conflict, GrantTerms, add_grant, create_work, share_work
from sampan.desks.market.models import Contract, Negotiation
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.negotiating import open_negotiation
from sampan.desks.market.terms import Line, Price, Rights, Terms
from sampan.partners.actor import Actor
from sampan.partners.models import Event, Membership, Organisation, Person, Role

LATER = datetime(2099, 1, 1, tzinfo=UTC)


def prepare() -> None:

    call_command("migrate", verbosity=0)

    seller = trader("seller", "TH")
    film = create_work(actor=seller, kind="programme", slugline="ferry", origin="TH")
    held = GrantTerms(
        verb="in",
        territories=["World"],
        languages=["all"],
        uses=["all-media"],
        start_on=date(2026, 1, 1),
        clause="1",
        clause_text="The house made it.",
        licensee=seller.organisation,
    )
    add_grant(actor=seller, work=film, terms=held)
    share_work(actor=seller, work=film)
    for number in range(ACCEPTS):
        buyer = trader(f"buyer-{number}", "LA")
        open_negotiation(
            actor=seller,
            seller=seller.organisation,
            buyer=buyer.organisation,
            terms=clashing(str(film.key), number),
            expires_at=LATER,
        )


def clashing(work: str, number: int) -> Terms:
    """Every offer wants Laos in 2027; where else, and until when, differs."""

    places = ("TH", "VN", "KH", "MM", "CN")
    wanted = Rights(
        territories=("LA", places[number % 5]),
        languages=("lo",),
        uses=("SVOD",) if number % 2 else ("SVOD", "AVOD"),
        start_on=date(2027, 1, 1 + number % 28),
        end_on=date(2028 + number % 3, 1, 1),
    )
    line = Line(work=work, rights=wanted, exclusive=True)
    return Terms(lines=(line,), price=Price(model="flat", currency="USD", amount=100_000))


def trader(slug: str, territory: str) -> Actor:

    house = Organisation.objects.create(
        slug=slug, name=slug.title(), kind="platform", territory=territory
    )
    person = Person.objects.create(email=f"{slug}@example.org", name=slug)
    Membership.objects.create(person=person, organisation=house, role=Role.OWNER)
    return Actor(organisation=house, roles=frozenset({Role.OWNER}), person=person)


def accept(part: str) -> None:
    """One process: its share of the two hundred, a thread each."""

    negotiations = list(Negotiation.objects.order_by("pk").select_related("buyer"))[
        int(part) :: PROCESSES
    ]
    free = threading.BoundedSemaphore(connections() // PROCESSES)
    connection.close()
    started = threading.Barrier(len(negotiations) + 1)
    said: list[str] = []
    threads = [
        threading.Thread(target=one, args=(negotiation, started, free, said))
        for negotiation in negotiations
    ]
    for thread in threads:
        thread.start()
    print("ready", flush=True)
    sys.stdin.readline()
    started.wait()
    for thread in threads:
        thread.join()
    print("\n".join(said))


def connections() -> int:
    if connection.vendor != "postgresql":
        return ACCEPTS
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return min(ACCEPTS, int(cursor.fetchone()[0]) - 10)


def one(negotiation: Negotiation, started: Any, free: Any, said: list[str]) -> None:

    actor = Actor(organisation=negotiation.buyer, roles=frozenset({Role.BUYER}))
    started.wait()
    with free:
        try:
            accept_offer(actor=actor, negotiation=negotiation, number=1)
            said.append("won")
        except Conflict as conflict:
            said.append(str(conflict))
        except Exception as error:  # noqa: BLE001  # told to whoever runs the bench
            said.append(f"fault {type(error).__name__}: {error}".replace("\n", " "))
        finally:
            connection.close()


def state() -> None:

    told = {
        "contracts": Contract.objects.count(),
        "licences": Grant.objects.filter(verb="out-exclusive", superseded_at=None).count(),
        "events": Event.objects.filter(name="market.deal.agreed").count(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    {"prepare": prepare, "accept": accept, "state": state}[sys.argv[1]](*sys.argv[2:])
