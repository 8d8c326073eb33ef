"""A grant: what one party gives, keeps back or promises to another, by a clause of a contract."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from .box import Box


class Verb(enum.Enum):
    """What a grant does with its box."""

    IN = "in"
    """The licensee holds these rights for its own book: as author, by purchase, by commission."""
    OUT_EXCLUSIVE = "out-exclusive"
    """The licensor gives them to the licensee and to nobody else, itself included."""
    OUT_NONEXCLUSIVE = "out-nonexclusive"
    """The licensor gives them to the licensee, others may have them too."""
    HOLDBACK = "holdback"
    """Nobody (or only not the licensee, where one is named) may use them."""
    OPTION = "option"
    """The licensee may ask for them first until the option lapses."""
    CLEARANCE = "clearance"
    """A third party's leave (music, talent, archive) is needed before they are used."""
    WAIVER = "waiver"
    """What the grant named by `waives` blocks (holdback, option, clearance, exclusivity) is lifted here."""


OUT = (Verb.OUT_EXCLUSIVE, Verb.OUT_NONEXCLUSIVE)


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a licensee owes for a grant: credit, fee, report, embargo, no_edit or link_back."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day known only by what it follows: `days` after `event`, as "90 days after theatrical".

    `bound` is what is sure of it: the latest day on which a start can fall, the earliest for an end.
    """

    event: str
    days: int = 0
    bound: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One clause's effect. `licensee` None is any partner; `licensor` is whose book it is written in.

    An IN grant is written in the book of its licensee; its licensor is who it came from ("" for an author).
    `sublicensing` counts the further licences that may hang below it; None is the usual: any number below
    an IN grant, none below an OUT grant. `runs` counts the showings it allows; None: any number.
    `overspill`: the signal may be received beyond the territories (satellite, border masts), which is no breach.
    `starts` and `ends` stand for days not yet known; `box` then holds the earliest start and the latest end.
    Raises ValueError for a grant to nobody in particular that is exclusive or may be sub-licensed, and for a
    waiver of nothing.
    """

    id: str
    verb: Verb
    box: Box
    licensor: str
    licensee: str | None = None
    subject: str = ""
    clause: str = ""
    source: str = ""
    sublicensing: int | None = None
    runs: int | None = None
    obligations: tuple[Obligation, ...] = ()
    waives: str | None = None
    lapses_on: date | None = None
    starts: Anchor | None = None
    ends: Anchor | None = None
    signed: bool = True
    overspill: bool = False
    recorded_at: datetime | None = None
    superseded_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.verb is Verb.OUT_EXCLUSIVE and self.licensee is None:
            raise ValueError(f"Grant {self.id} is exclusive, so it must name its licensee.")
        if self.verb in OUT and self.licensee is None and self.sublicensing:
            raise ValueError(f"Grant {self.id} may be sub-licensed, so it must name its licensee.")
        if (self.verb is Verb.WAIVER) != (self.waives is not None):
            raise ValueError(
                f"Grant {self.id}: a waiver, and only a waiver, names the grant that it waives."
            )

    @property
    def firm(self) -> Box | None:
        """The part of the box that holds whatever the days not yet known turn out to be; None if unsigned.

        It never leaves the box: a bound outside of it says no more than the box does.
        """
        if self.starts is None and self.ends is None:
            return self.box if self.signed else None
        start = self.starts.bound if self.starts else self.box.start
        end = self.ends.bound if self.ends else self.box.end
        if not self.signed or start is None or (self.ends and end is None):
            return None
        start = max(start, self.box.start)
        if self.box.end is not None:
            end = min(end or self.box.end, self.box.end)
        return replace(self.box, start=start, end=end) if end is None or start < end else None

    def allows_below(self, licences: int) -> bool:
        """Whether that many licences may hang below it, one under another."""
        if self.sublicensing is None:
            return licences == 0 or self.verb is Verb.IN
        return licences <= self.sublicensing


def believed(grants: Iterable[Grant], at: datetime | None = None) -> Iterator[Grant]:
    """The grants that were on record at an instant (None: now), as they stood then, for disputes.

    >>> from datetime import datetime, UTC
    >>> list(believed([], at=datetime(2026, 3, 3, tzinfo=UTC)))
    []
    """
    for grant in grants:
        if at is None:
            if grant.superseded_at is None:
                yield grant
        elif (grant.recorded_at is None or grant.recorded_at <= at) and (
            grant.superseded_at is None or at < grant.superseded_at
        ):
            yield replace(grant, superseded_at=None)
