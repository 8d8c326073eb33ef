"""What a file would change: what is on record beside what the file says, before anything is written."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from sampan.engines.rights.grant import Anchor, Grant
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES

from .grants_table import words_of

Key = Callable[[Grant], Hashable]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a grant that a file says otherwise; values in words, "" for nothing."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.field}: {self.old or 'nothing'} → {self.new or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Changed:
    """A grant on record, the same by the file, and every field in which they differ."""

    old: Grant
    new: Grant
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All differences. `repeated` are grants of the file whose key an earlier one had already; they are not taken."""

    added: tuple[Grant, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Grant, ...]
    same: tuple[Grant, ...]
    repeated: tuple[Grant, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether record and file say the same."""
        return not (self.added or self.changed or self.gone)


def preview(
    record: Iterable[Grant], incoming: Iterable[Grant], *, key: Key = lambda grant: grant.id
) -> Preview:
    """Compare grants on record with those of a file, matched by `key`, each list in its own order.

    Superseded grants are no longer on record and are passed over. When a grant was recorded is no difference.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> old = Grant(id="1", verb=Verb.OUT_NONEXCLUSIVE, licensor="A", licensee="B",
    ...             box=box("LA", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1)))
    >>> new = Grant(id="1", verb=Verb.OUT_NONEXCLUSIVE, licensor="A", licensee="B",
    ...             box=box("LA, TH", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1)))
    >>> [str(one) for one in preview([old], [new]).changed[0].fields]
    ['territories: LA → LA, TH']
    """
    was = {key(grant): grant for grant in record if grant.superseded_at is None}
    now: dict[Hashable, Grant] = {}
    repeated = []
    for grant in incoming:
        name = key(grant)
        if name in now:
            repeated.append(grant)
        now.setdefault(name, grant)
    changed, same = [], []
    for name, grant in now.items():
        if name in was:
            fields = differences(was[name], grant)
            if fields:
                changed.append(Changed(was[name], grant, fields))
            else:
                same.append(grant)
    return Preview(
        tuple(grant for name, grant in now.items() if name not in was),
        tuple(changed),
        tuple(grant for name, grant in was.items() if name not in now),
        tuple(same),
        tuple(repeated),
    )


def differences(old: Grant, new: Grant) -> tuple[FieldChange, ...]:
    """Every field in which two grants differ, in the order of a table of grants."""
    before, after = fields_of(old), fields_of(new)
    return tuple(
        FieldChange(name, before[name], after[name])
        for name in before
        if before[name] != after[name]
    )


def fields_of(grant: Grant) -> dict[str, str]:
    """A grant's fields in words, "" for nothing."""
    box = grant.box
    fields: dict[str, Any] = {
        "verb": grant.verb.value,
        "licensor": grant.licensor,
        "licensee": grant.licensee,
        "subject": grant.subject,
        "territories": words_of(TERRITORIES, box.territories),
        "languages": words_of(LANGUAGES, box.languages),
        "uses": words_of(USES, box.uses),
        "start": box.start,
        "end": box.end,
        "starts": _anchor(grant.starts),
        "ends": _anchor(grant.ends),
        "clause": grant.clause,
        "source": grant.source,
        "sublicensing": grant.sublicensing,
        "runs": grant.runs,
        "obligations": ", ".join(f"{one.kind} {one.detail}".strip() for one in grant.obligations),
        "waives": grant.waives,
        "lapses": grant.lapses_on,
        "signed": "yes" if grant.signed else "no",
        "overspill": "yes" if grant.overspill else "no",
    }
    return {name: "" if value is None else str(value) for name, value in fields.items()}


def _anchor(anchor: Anchor | None) -> str:
    if anchor is None:
        return ""
    bound = f", sure {anchor.bound}" if anchor.bound else ""
    return f"{anchor.days} days after {anchor.event}{bound}"
