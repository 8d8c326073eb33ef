"""The licence calendar: every day of a house's contracts on which something begins, ends or has to be thought of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.partners.models import Organisation

from .models import Contract, ContractState
from .naming import Name, names_of
from .services.reminders import DateKind, dates_of

KINDS: dict[DateKind, Promise] = {
    DateKind.STARTS: _("Rights begin"),
    DateKind.RENEW: _("Time to renew"),
    DateKind.ENDS: _("Rights end"),
    DateKind.OPTION_LAPSES: _("Option lapses"),
    DateKind.HOLDBACK_ENDS: _("Holdback ends"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of one work under one contract, as a house sees it."""

    on: date
    kind: DateKind
    contract: Contract
    name: Name
    other: Organisation
    sells: bool

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])

    @property
    def uid(self) -> str:
        digest = sha256(self.name.text.encode()).hexdigest()[:12]
        return f"{self.contract.number}-{self.kind}-{self.on:%Y%m%d}-{digest}"


def entries(house: Organisation, *, after: date, before: date, language: str = "") -> list[Entry]:
    """What stands between two days (the second not included), the earliest first."""
    found = []
    contracts = (
        Contract.objects.visible_to(house)
        .filter(state__in=(ContractState.ACTIVE, ContractState.PENDING, ContractState.DRAFT))
        .select_related("offer", "seller", "buyer", "negotiation")
        .prefetch_related("negotiation__works")
    )
    for contract in contracts:
        works = {str(work.key): work for work in contract.negotiation.works.all()}
        names = names_of(works.values(), language)
        terms = contract.offer.said
        for one in sorted(set(dates_of(terms))):
            if after <= one.on < before:
                line = terms.lines[one.line]
                name = names[works[line.work].pk]
                sells = (contract.seller_id == house.pk) != line.returned
                found.append(Entry(one.on, one.kind, contract, name, contract.other(house), sells))
    return sorted(found, key=lambda entry: (entry.on, entry.kind, entry.contract.pk))


def as_ics(entries: Iterable[Entry], *, title: str, address: str) -> bytes:
    """An iCalendar file (RFC 5545) of days; `address` is where contracts are read."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sampan//Market//EN",
        f"X-WR-CALNAME:{_escaped(title)}",
        *(line for entry in entries for line in _event(entry, address)),
        "END:VCALENDAR",
    ]
    return "".join(piece + "\r\n" for line in lines for piece in _folded(line)).encode()


def _event(entry: Entry, address: str) -> Iterator[str]:
    stamp = entry.contract.agreed_at.astimezone(UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}@sampan"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{entry.label}: {entry.name.text}')}"
    yield f"DESCRIPTION:{_escaped(f'{entry.contract.number}, {entry.other.name}')}"
    yield f"URL:{address}/market/contracts/{entry.contract.pk}/"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """
    >>> _escaped("One, two; three")
    'One\\\\, two\\\\; three'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """At most 75 bytes a line, never inside a character; what goes on begins with a blank."""
    piece, room = "", 75
    for letter in line:
        if len((piece + letter).encode()) > room:
            yield piece
            piece, room = " ", 75
        piece += letter
    yield piece
