"""What is asked for and what sells where, both ways; others' deals only in aggregates of three houses or more."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sampan.engines.rights import TERRITORIES, bloc_of
from sampan.engines.rights.money import Money
from sampan.partners.models import Organisation

from .models import Contract, Request
from .terms import PriceModel, Rights

LEAST = 3  # houses, the reader's own not counted
_DONE = ("active", "expired", "superseded", "pending")


@dataclass(slots=True)
class Cell:
    """Deals from one bloc to another, or of one kind. `shown` is None where too few houses stand behind it."""

    deals: int = 0
    own: int = 0
    others: set[int] = field(default_factory=set)
    money: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def shown(self) -> int | None:
        if self.deals == self.own or len(self.others) >= LEAST:
            return self.deals
        return self.own or None

    @property
    def hides(self) -> bool:
        return self.deals > self.own and len(self.others) < LEAST

    @property
    def own_money(self) -> list[Money]:
        return [Money(currency, minor) for currency, minor in sorted(self.money.items())]


@dataclass(frozen=True, slots=True)
class Board:
    """Flows by bloc of origin and of destination; territories and uses sold; what is asked for."""

    flows: dict[tuple[str, str], Cell]
    territories: list[tuple[str, Cell]]
    wanted: list[tuple[str, int]]  # by use
    wanted_in: list[tuple[str, int]]  # by territory
    blocs: list[str]


def board(reader: Organisation, *, on: date) -> Board:
    flows: dict[tuple[str, str], Cell] = defaultdict(Cell)
    places: dict[str, Cell] = defaultdict(Cell)
    contracts = Contract.objects.filter(state__in=_DONE).select_related("offer", "seller", "buyer")
    for contract in contracts:
        there, here = _bloc(contract.seller, on), _bloc(contract.buyer, on)
        _count(flows[there, here], contract, reader, with_money=True)
        if contract.goes_both_ways and here != there:
            _count(flows[here, there], contract, reader)
        for place in _places(line.rights for line in contract.offer.said.lines):
            _count(places[place], contract, reader)
    uses, where = _wanted(Request.objects.open().visible_to(reader))
    return Board(
        dict(flows),
        sorted(places.items(), key=lambda one: (-one[1].deals, one[0]))[:12],
        uses,
        where,
        sorted({bloc for way in flows for bloc in way}),
    )


def _count(
    cell: Cell, contract: Contract, reader: Organisation, *, with_money: bool = False
) -> None:
    parties = {contract.seller_id, contract.buyer_id}
    cell.deals += 1
    cell.others |= parties - {reader.pk}
    if reader.pk not in parties:
        return
    cell.own += 1
    price = contract.offer.said.price
    if with_money and price.amount and price.model in (PriceModel.FLAT, PriceModel.GUARANTEE):
        cell.money[price.currency] += price.amount


def _wanted(requests: Iterable[Request]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    uses: dict[str, int] = defaultdict(int)
    where: dict[str, int] = defaultdict(int)
    for request in requests:
        for use in request.uses:
            uses[use] += 1
        asked = Rights(
            territories=tuple(request.territories),
            languages=tuple(request.languages),
            uses=tuple(request.uses),
            start_on=request.start_on,
            end_on=request.end_on,
        )
        for place in _places([asked]):
            where[place] += 1
    return _most(uses), _most(where)


def _most(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:10]


def _places(rights: Iterable[Rights]) -> set[str]:
    """Countries of the blocs; the rest of the world is told as one."""
    found = set()
    for one in rights:
        for code in TERRITORIES.codes(one.box().territories):
            country = code[:2]
            found.add(country if bloc_of(country, one.start_on) else "World")
    return found


def _bloc(house: Organisation, on: date) -> str:
    bloc = bloc_of(house.territory.partition("-")[0], on)
    return bloc.code if bloc else "other"
