"""Would this grant break another? Asked as a deal is typed, and once more before it is signed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from .chain import Book
from .decision import Reason
from .grant import OUT, Grant, Verb
from .hindrance import hindrances
from .vocabulary import TERRITORIES, USES

_TELEVISION = USES.mask("broadcast")


def conflicts(
    draft: Grant,
    *,
    grants: Iterable[Grant],
    owner: str | None = None,
    today: date | None = None,
) -> tuple[Reason, ...]:
    """The grants on record that a draft would break, or that say its licensor does not have what it gives.

    Empty where the draft can be signed. A reason that is not `firm` hangs on a signature, an option, a clearance or a
    day not yet known. An option and a holdback are promises to exclude, so they are checked as exclusive grants are.
    A draft whose signal may be received beyond its territories is told of the exclusive television rights there.
    `owner` as in `residual`. Grants with the draft's own id are passed over, so that a change can be checked too.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> own = Grant(id="1", verb=Verb.IN, licensor="", licensee="A", box=box("World", "all", "vod", date(2026, 1, 1)))
    >>> sold = Grant(id="2", verb=Verb.OUT_EXCLUSIVE, licensor="A", licensee="B", clause="2.1", source="deal with B",
    ...              box=box("ASEAN", "all", "SVOD", date(2026, 1, 1), date(2027, 1, 1)))
    >>> draft = Grant(id="3", verb=Verb.OUT_NONEXCLUSIVE, licensor="A", licensee="C",
    ...               box=box("LA", "lo", "SVOD", date(2026, 12, 1), date(2027, 12, 1)))
    >>> for one in conflicts(draft, grants=[own, sold]):
    ...     print(one.kind, one.grant.clause, one.box)
    exclusive 2.1 subscription video on demand, in Lao, in Laos, from 2026-12-01 until 2027-01-01
    """
    if draft.verb not in OUT and draft.verb not in (Verb.HOLDBACK, Verb.OPTION):
        return ()
    record = [g for g in grants if g.id != draft.id]
    found = hindrances(
        draft.box,
        Book(record, draft.box, owner or draft.licensor, {}),
        record,
        draft.licensor,
        exclusive=draft.verb is not Verb.OUT_NONEXCLUSIVE,
        buyer=draft.licensee,
        today=today,
        below=1 + (draft.sublicensing or 0),
    )
    return (*found, *_spilled(draft, record)) if draft.overspill else found


def _spilled(draft: Grant, record: list[Grant]) -> Iterator[Reason]:
    """The exclusive television rights of others, elsewhere, into which a signal may be received; never certain."""
    television = draft.box.uses & _TELEVISION
    if not television:
        return
    beside = replace(
        draft.box, territories=TERRITORIES.everything & ~draft.box.territories, uses=television
    )
    for g in record:
        others = g.verb is Verb.OUT_EXCLUSIVE and g.licensee != draft.licensee and not g.overspill
        if (
            others
            and g.superseded_at is None
            and g.licensor == draft.licensor
            and g.box.meets(beside)
        ):
            yield Reason("overspill", g, beside, draft.licensor, firm=False)
