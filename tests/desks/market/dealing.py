"""Two houses with a programme between them, and terms to trade it on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from desks.conftest import house
from sampan.catalogue.models import Work
from sampan.catalogue.services import GrantTerms, add_grant, create_work, share_work
from sampan.desks.market.models import Contract, Negotiation
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.negotiating import open_negotiation
from sampan.desks.market.terms import Line, Price, Rights, Terms
from sampan.partners.actor import Actor
from sampan.partners.models import Role

YEAR = (date(2027, 1, 1), date(2028, 1, 1))
LATER = datetime(2099, 1, 1, tzinfo=UTC)
TRADERS = (Role.SELLER, Role.BUYER)


@dataclass
class Market:
    seller: Actor
    buyer: Actor
    rival: Actor
    film: Work
    other: Work


def build() -> Market:
    seller = house("lanna", "TH", "th", "en", roles=TRADERS)
    buyer = house("pearl", "CN", "zh-Hans", roles=TRADERS)
    rival = house("kham", "LA", "lo", roles=TRADERS)
    return Market(seller, buyer, rival, film_of(seller, "ferry"), film_of(seller, "market"))


def granted_to(seller: Actor, slug: str) -> Work:
    """A work of that name, held by the house; the one that is there already, if it is."""
    return Work.objects.filter(slugline=slug).first() or film_of(seller, slug)


def film_of(seller: Actor, name: str) -> Work:
    work = create_work(actor=seller, kind="programme", slugline=name, origin="TH")
    terms = GrantTerms(
        verb="in",
        territories=["World"],
        languages=["all"],
        uses=["all-media"],
        start_on=date(2026, 1, 1),
        clause="1",
        clause_text="The house made it.",
        licensee=seller.organisation,
    )
    add_grant(actor=seller, work=work, terms=terms)
    share_work(actor=seller, work=work)
    return work


def rights(**changed: Any) -> Rights:
    told: dict[str, Any] = {
        "territories": ("LA", "CN"),
        "languages": ("lo", "zh-Hans"),
        "uses": ("SVOD",),
        "start_on": YEAR[0],
        "end_on": YEAR[1],
    }
    return Rights(**(told | changed))


def line(work: Work, *, exclusive: bool = True, **changed: Any) -> Line:
    own = {key: changed.pop(key) for key in set(changed) & set(Line.model_fields)}
    return Line(work=str(work.key), rights=rights(**changed), exclusive=exclusive, **own)


def terms(*lines: Line, **changed: Any) -> Terms:
    told: dict[str, Any] = {
        "price": Price(model="flat", currency="USD", amount=1_000_00),
        "lines": lines,
    }
    return Terms(**(told | changed))


def offered(market: Market, said: Terms | None = None, **changed: Any) -> Negotiation:
    """The buyer's first offer, on the table."""
    told: dict[str, Any] = {
        "actor": market.buyer,
        "seller": market.seller.organisation,
        "buyer": market.buyer.organisation,
        "terms": said or terms(line(market.film)),
        "expires_at": LATER,
    }
    return open_negotiation(**(told | changed))


def agreed(market: Market, said: Terms | None = None) -> Contract:
    return accept_offer(actor=market.seller, negotiation=offered(market, said), number=1)


def in_days(days: int) -> datetime:
    return datetime.now(tz=UTC) + timedelta(days=days)
