"""The demonstration's deals: requests, offers and counter-offers, contracts and their money, as if it had happened."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sampan.catalogue.models import Work
from sampan.catalogue.services import Shown
from sampan.desks.market.models import (
    Contract,
    Message,
    Negotiation,
    Offer,
    Proposal,
    Request,
    Signature,
)
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.contracts import issue_document, sign_contract
from sampan.desks.market.services.materials import deliver_material
from sampan.desks.market.services.negotiating import (
    counter_offer,
    decline_offer,
    open_negotiation,
    send_message,
)
from sampan.desks.market.services.quotas import declare_quota
from sampan.desks.market.services.rates import import_rates
from sampan.desks.market.services.receipts import Taken, report_receipts
from sampan.desks.market.services.requests import make_request, propose
from sampan.desks.market.services.runs import report_runs
from sampan.desks.market.services.statements import make_statement, mark_paid, mark_received
from sampan.desks.market.terms import (
    Deliverable,
    Line,
    Milestone,
    Option,
    Price,
    Rights,
    Terms,
    minor_units,
)
from sampan.engines.rights.money import Money
from sampan.partners.actor import Actor
from sampan.partners.models import Event

from .content_files import Record, deals

_ASKED = 10  # days ago
_CHANGED = ("amount", "currency", "share", "per_stream")


def load_deals(houses: dict[str, Actor]) -> tuple[int, int]:
    """Everything of content/deals whose titles are there; how many deals, and how many requests."""
    told = deals()
    _rates(houses["kapok-river"], told["rates"])
    _quotas(houses, told["quotas"])
    steps: list[tuple[int, Callable[[dict[str, Actor], Record], object], Record]] = [
        *((row["offered_days_ago"], _deal, row) for row in told["deals"]),
        *((_ASKED, _ask, row) for row in told["requests"]),
    ]
    # The oldest first, as events are told in the order in which they were written.
    made = [act(houses, row) for _days, act, row in sorted(steps, key=lambda step: -step[0])]
    struck = sum(isinstance(one, Negotiation) for one in made)
    return struck, sum(isinstance(one, Request) for one in made)


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _works(slugs: list[str]) -> list[Work]:
    found = {work.slugline: work for work in Work.objects.filter(slugline__in=slugs)}
    return [found[slug] for slug in slugs] if set(slugs) <= set(found) else []


def _deal(houses: dict[str, Actor], row: Record) -> Negotiation | None:
    works = _works(row["titles"])
    if not works:
        return None
    sides = {"seller": houses[row["seller"]], "buyer": houses[row["buyer"]]}
    with happened(_ago(row["offered_days_ago"])):
        negotiation = open_negotiation(
            actor=sides[row["offered_by"]],
            seller=sides["seller"].organisation,
            buyer=sides["buyer"].organisation,
            terms=_terms(row, works),
            expires_at=timezone.now() + timedelta(days=12),
        )
    for step in row.get("steps", ()):
        with happened(_ago(step["days_ago"])):
            _step(sides[step["by"]], negotiation, step, row, works)
        row |= {key: step[key] for key in _CHANGED if key in step}
    contract = Contract.objects.filter(negotiation=negotiation).first()
    if contract:
        _deliver(sides["seller"], contract, row)
        _settle(sides, contract, row, works)
    return negotiation


def _step(
    actor: Actor, negotiation: Negotiation, step: Record, row: Record, works: list[Work]
) -> None:
    negotiation.refresh_from_db()
    number = negotiation.standing.number
    match step["kind"]:
        case "counter":
            counter_offer(
                actor=actor,
                negotiation=negotiation,
                number=number,
                terms=_terms(row | step, works),
                expires_at=timezone.now() + timedelta(days=12),
                note=step.get("note", ""),
            )
        case "message":
            send_message(actor=actor, negotiation=negotiation, text=step["text"])
        case "decline":
            decline_offer(
                actor=actor, negotiation=negotiation, number=number, reason=step["reason"]
            )
        case "accept":
            accept_offer(actor=actor, negotiation=negotiation, number=number)
        case "sign":
            contract = issue_document(contract=Contract.objects.get(negotiation=negotiation))
            assert contract.document is not None
            sign_contract(actor=actor, contract=contract, digest=contract.document.digest)


def _terms(row: Record, works: list[Work]) -> Terms:
    lines = _lines(row, works)
    if back := row.get("returned"):
        lines += _lines(row | back, _works(back["titles"]), returned=True)
    return Terms(
        lines=tuple(lines),
        price=_price(row),
        milestones=tuple(Milestone(when=w, share=s) for w, s in row.get("milestones", ())),
        delivery=tuple(
            Deliverable(kind=kind, language=row.get("subtitles", "") if kind == "subtitles" else "")
            for kind in row.get("delivery", ())
        ),
        signing=row.get("signing", "acceptance"),
    )


def _lines(row: Record, works: list[Work], *, returned: bool = False) -> list[Line]:
    rights = Rights(
        territories=tuple(row["territories"]),
        languages=tuple(row["languages"]),
        uses=tuple(row["uses"]),
        start_on=_day(row["from_day"]),
        end_on=_day(row["until_day"]),
    )
    option = None
    if "option_until_day" in row:
        option = Option(
            until_on=_day(row["option_until_day"]), lapses_on=_day(row["option_lapses_day"])
        )
    parts = row.get("parts") if not returned else None
    parts = parts or [None] * len(works)
    return [
        Line(
            work=str(work.key),
            rights=rights,
            exclusive=row.get("exclusive", False),
            runs=row.get("runs"),
            option=option,
            returned=returned,
            part=part,
        )
        for work, part in zip(works, parts, strict=True)
    ]


def _price(row: Record) -> Price:
    amount = minor_units(row["amount"], row["currency"]) if "amount" in row else 0
    texts = {key: row.get(key, "") for key in ("share", "per_stream", "withholding")}
    return Price(model=row["model"], currency=row["currency"], amount=amount, **texts)


def _deliver(seller: Actor, contract: Contract, row: Record) -> None:
    """Of what was sold some time ago, the papers have come in; the rest of the list is open."""
    for material in contract.materials.filter(returned=False, kind__in=("subtitles", "dialogue")):
        text = "1\n00:00:01,000 --> 00:00:04,000\n" + row["slug"] + "\n"
        deliver_material(
            actor=seller,
            material=material,
            file=io.BytesIO(text.encode()),
            name=f"{row['slug']}.srt",
            media_type="text/plain",
        )


def _settle(sides: dict[str, Actor], contract: Contract, row: Record, works: list[Work]) -> None:
    named = {work.slugline: work for work in works}
    for told in row.get("receipts", ()):
        money = Money(told["currency"], minor_units(told["amount"], told["currency"]))
        taken = Taken(work=named[told["title"]], until_on=_day(told["until_day"]), money=money)
        report_receipts(actor=sides["buyer"], contract=contract, taken=[taken])
    for day, count, channel in row.get("shown", ()):
        shown = Shown(on=_day(day), territory=row["territories"][0], count=count, channel=channel)
        licence = contract.grants.exclude(runs=None).get()
        report_runs(actor=sides["buyer"], contract=contract, grant=licence.pk, shown=shown)
    for day in row.get("statements", ()):
        make_statement(actor=sides["buyer"], contract=contract, until_on=_day(day))
    if not row.get("paid"):
        return
    for payment in contract.payments.exclude(due_on=None):
        mark_paid(actor=sides["buyer"], payment=payment, on=_day(-40), reference="TT 20771")
        mark_received(actor=sides["seller"], payment=payment, on=_day(-37))


def _ask(houses: dict[str, Actor], row: Record) -> Request:
    rights = Rights(
        territories=tuple(row["territories"]),
        languages=tuple(row["languages"]),
        uses=tuple(row["uses"]),
        start_on=_day(row["from_day"]),
        end_on=_day(row["until_day"]),
    )
    with happened(_ago(_ASKED)):
        request = make_request(
            actor=houses[row["house"]],
            title=row["title"],
            rights=rights,
            text=row["text"],
            language=row["language"],
            exclusive=row.get("exclusive", False),
        )
    for told in row.get("proposals", ()):
        works = _works(told["titles"])
        if works:
            with happened(_ago(8)):
                actor = houses[told["house"]]
                propose(actor=actor, request=request, works=works, note=told["note"])
    return request


def _rates(house: Actor, rows: list[Record]) -> None:
    lines = [
        f"{_day(row['day'])},{row['base']},{row['quote']},{row['rate']},invented" for row in rows
    ]
    data = "\n".join(["date,base,quote,rate,source", *lines]).encode()
    import_rates(actor=house, data=data)


def _quotas(houses: dict[str, Actor], rows: list[Record]) -> None:
    for row in rows:
        declare_quota(
            actor=houses[row["house"]],
            rule=row["rule"],
            year=timezone.localdate().year + row["year"],
            total=row["total"],
            foreign=row["foreign"],
        )


@contextmanager
def happened(at: datetime) -> Iterator[None]:
    """Date what is written inside to `at`, as the wire's `happening` does. The number of a contract keeps its year."""
    tables: tuple[tuple[Any, str], ...] = (
        (Event, "at"),
        (Offer, "made_at"),
        (Negotiation, "opened_at"),
        (Message, "sent_at"),
        (Request, "made_at"),
        (Proposal, "made_at"),
        (Signature, "signed_at"),
        (Contract, "agreed_at"),
    )
    with transaction.atomic():
        last = {model: model.objects.aggregate(n=Max("pk"))["n"] or 0 for model, _ in tables}
        yield
        for model, field in tables:
            fresh = model.objects.filter(pk__gt=last[model], **{f"{field}__lte": timezone.now()})
            if model is Contract and at.year != timezone.now().year:
                continue
            fresh.update(**{field: at})
