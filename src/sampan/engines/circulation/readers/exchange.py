"""The exchange's own deliveries, pickups and deals as facts, so that it can report on itself from its first day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sampan.engines.circulation.facts import Value, Writer
from sampan.engines.circulation.facts.schema import CHANNELS

from .listing import origins, title_fact
from .reading import Fact, Reading, Unreadable

NAME = "this exchange"


@dataclass(frozen=True, slots=True)
class Item:
    """A story or a programme of the exchange. `countries` are those of its owners, the main one first."""

    id: str
    title: str
    kind: str = "other"
    language: str = ""
    countries: tuple[str, ...] = ()
    year: int | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """That an item reached a partner's desk on a day: it was on offer there from then on."""

    item: str
    partner: str
    territory: str
    on: date
    language: str = ""


@dataclass(frozen=True, slots=True)
class PickedUp:
    """That a partner, or somebody, published an item on a day: one view of what was on offer."""

    item: str
    partner: str
    territory: str
    on: date
    language: str = ""


@dataclass(frozen=True, slots=True)
class Dealt:
    """That an item was licensed into a territory: by whom, through which channel, from and until when (half-open)."""

    item: str
    deal: str
    seller: str
    partner: str
    territory: str
    on: date
    date_from: date | None = None
    date_to: date | None = None
    channel: str = "platform_direct"
    price_model: str | None = None


def exchange_facts(
    items: Iterable[Item],
    *,
    delivered: Iterable[Delivered] = (),
    picked_up: Iterable[PickedUp] = (),
    dealt: Iterable[Dealt] = (),
    into: Writer,
    source_id: str = "exchange",
    name: str = "this exchange",
    read_at: str = "",
) -> Reading:
    """Keep the exchange's own rows as facts. A delivery is an offer, a pickup is one slot of a day, a deal is an
    introduction, an offer and a licence. Raises Unreadable where a row names an item that was not handed over.

    >>> import tempfile; from pathlib import Path
    >>> from sampan.engines.circulation.facts import Store
    >>> folder = Path(tempfile.mkdtemp())
    >>> story = Item("n1", "ງານບຸນ", language="lo", countries=("LA",))
    >>> with Writer(folder) as writer:
    ...     reading = exchange_facts(
    ...         [story], delivered=[Delivered("n1", "vna", "VN", date(2026, 1, 2))],
    ...         picked_up=[PickedUp("n1", "vna", "VN", date(2026, 1, 3))], into=writer)
    >>> dict(reading.counts)
    {'work': 1, 'title': 1, 'origin': 1, 'offer': 1, 'engagement': 1}
    """
    reading = Reading(NAME, source_id, name)
    works: dict[str, str] = {}

    def facts() -> Iterator[Fact]:
        for item in items:
            works[item.id] = f"{source_id}:{item.id}"
            reading.rows += 1
            yield from _item(item, works[item.id], source_id, reading)
        rows: Iterable[Delivered | PickedUp | Dealt] = chain(delivered, picked_up, dealt)
        for row in rows:
            if row.item not in works:
                raise Unreadable(
                    "no_item", partner=row.partner, on=row.on.isoformat(), item=row.item
                )
            reading.rows += 1
            yield from _event(row, works[row.item], source_id)

    with into.whole():
        for table, fact in reading.take(facts()):
            into.add(table, fact)
        for service in sorted(reading.services):
            into.add("service", {"service_id": service, "name": service, "kind": "other"})
        into.add("source", {"source_id": source_id, "name": name, "reader": NAME, "read_at": read_at}
                 | {"rows": reading.rows, "refused": 0})  # fmt: skip
    return reading


def _item(item: Item, work_id: str, source_id: str, reading: Reading) -> Iterator[Fact]:
    row: dict[str, Value] = {"work_id": work_id, "title": item.title, "kind": item.kind}
    row |= {"year": item.year, "minutes": item.minutes, "language": item.language or None}
    yield "work", row
    yield title_fact(work_id, item.title, source_id, item.language)
    yield from origins(work_id, list(item.countries), source_id, reading)


def _event(row: Delivered | PickedUp | Dealt, work_id: str, source_id: str) -> Iterator[Fact]:
    if isinstance(row, Delivered):
        return _delivery(row, work_id, source_id)
    if isinstance(row, PickedUp):
        return _pickup(row, work_id, source_id)
    return _deal(row, work_id, source_id)


def _delivery(row: Delivered, work_id: str, source_id: str) -> Iterator[Fact]:
    fact = _where(row, work_id, source_id)
    yield "offer", fact | {"date_from": row.on, "audio": row.language or None}


def _pickup(row: PickedUp, work_id: str, source_id: str) -> Iterator[Fact]:
    fact = _where(row, work_id, source_id)
    yield (
        "engagement",
        fact | {"period_start": row.on, "period_days": 1, "unit": "slots", "value": 1.0},
    )


def _deal(row: Dealt, work_id: str, source_id: str) -> Iterator[Fact]:
    if row.channel not in CHANNELS:
        raise Unreadable("no_channel", deal=row.deal, said=row.channel, channels=list(CHANNELS))
    fact = _where(row, work_id, source_id)
    days: dict[str, Value] = {"date_from": row.date_from or row.on, "date_to": row.date_to}
    yield "offer", fact | days | {"price_model": row.price_model}
    yield (
        "licence",
        {k: v for k, v in fact.items() if k != "source_id"} | days | {"status": "licensed"},
    )
    brought: dict[str, Value] = {
        "work_id": work_id,
        "territory": row.territory,
        "agent": row.seller,
    }
    brought |= {"channel": row.channel, "date": row.on, "deal": row.deal}
    yield "introduction", brought | {"source_id": source_id}


def _where(row: Delivered | PickedUp | Dealt, work_id: str, source_id: str) -> dict[str, Value]:
    return {
        "work_id": work_id,
        "service_id": row.partner,
        "territory": row.territory,
        "source_id": source_id,
    }
