"""What will have to be thought of: written at the deal as events that nobody hears of before their day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from sampan.desks.market.models import Contract, ContractState
from sampan.desks.market.telling import known, tell_both
from sampan.desks.market.terms import Terms
from sampan.partners import events

BEFORE = timedelta(days=90)  # time to renew
OPTION_BEFORE = timedelta(days=30)


class DateKind(StrEnum):
    """The days of a contract that its calendar shows."""

    STARTS = "starts"
    RENEW = "renew"
    ENDS = "ends"
    OPTION_LAPSES = "option-lapses"
    HOLDBACK_ENDS = "holdback-ends"


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """One day of a contract; `line` counts from 0."""

    on: date
    kind: DateKind
    line: int


def dates_of(terms: Terms) -> Iterator[Date]:
    """Every day on which something begins or ends."""
    for place, line in enumerate(terms.lines):
        yield Date(line.rights.start_on, DateKind.STARTS, place)
        if line.rights.end_on:
            yield Date(line.rights.end_on, DateKind.ENDS, place)
            yield Date(line.rights.end_on - BEFORE, DateKind.RENEW, place)
        if line.option:
            yield Date(line.option.lapses_on, DateKind.OPTION_LAPSES, place)
        for holdback in line.holdbacks:
            if holdback.end_on:
                yield Date(holdback.end_on, DateKind.HOLDBACK_ENDS, place)


def set_reminders(contract: Contract, terms: Terms) -> None:
    """One event for each day to come on which a party should act, and one for the end of the contract."""
    wanted: set[tuple[date, DateKind]] = {
        (one.on - OPTION_BEFORE if one.kind == DateKind.OPTION_LAPSES else one.on, one.kind)
        for one in dates_of(terms)
        if one.kind in (DateKind.RENEW, DateKind.OPTION_LAPSES, DateKind.HOLDBACK_ENDS)
    }
    if terms.end_on:
        wanted.add((terms.end_on, DateKind.ENDS))
    today = timezone.localdate()
    for on, kind in sorted(wanted):
        if on > today:
            _set(contract, on, kind)


def _set(contract: Contract, on: date, kind: DateKind) -> None:
    events.record(
        name="market.reminder.set",
        subject=contract,
        organisation=contract.seller,
        data={**known(contract), "kind": kind, "on": on.isoformat()},
        due_at=datetime.combine(on, time(), tzinfo=timezone.get_current_timezone()),
    )


@transaction.atomic
def remind(*, contract: Contract, kind: str, on: str) -> bool:
    """The day has come. Ends the contract, or tells both parties; nothing if it ended before."""
    held = Contract.objects.select_for_update().get(pk=contract.pk)
    if held.state != ContractState.ACTIVE:
        return False
    if kind == DateKind.ENDS:
        held.state, held.ended_at = ContractState.EXPIRED, timezone.now()
        held.save(update_fields=["state", "ended_at"])
        tell_both("market.contract.expired", held, actor=None, data={"on": on})
        return True
    tell_both("market.reminder.due", held, actor=None, data={"kind": kind, "on": on})
    return True
