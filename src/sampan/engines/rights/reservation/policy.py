"""One statement of how machines may use a body of work, from which every channel is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sampan.engines.rights.box import Box
from sampan.engines.rights.chain import Book
from sampan.engines.rights.grant import Grant
from sampan.engines.rights.holders import ANYBODY
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES

LEAVES: tuple[str, ...] = USES.codes(USES.mask("ai"))
"""The uses by AI, one by one."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The uses by AI that everybody is allowed, for whatever lies under `location`; all others are reserved.

    `terms` is the address of the terms in words, where a licence can be asked for. Raises ValueError for a use that
    is not one by AI.
    """

    allowed: frozenset[str]
    location: str = "/"
    terms: str = ""

    def __post_init__(self) -> None:
        strange = sorted(self.allowed - set(LEAVES))
        if strange:
            raise ValueError(f"“{strange[0]}” is no use by AI; write one of {', '.join(LEAVES)}.")

    @property
    def reserved(self) -> frozenset[str]:
        """The uses by AI that need a licence."""
        return frozenset(LEAVES) - self.allowed

    def allows(self, *uses: str) -> bool:
        """Whether all of these uses are allowed."""
        return self.allowed.issuperset(uses)


def policy_of(
    grants: Iterable[Grant], *, owner: str, on: date, location: str = "/", terms: str = ""
) -> Policy:
    """What the grants on record let every unnamed partner do by AI, in all of the world and every language, on a day.

    Rights are reserved unless a grant to anybody gives them.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> own = Grant(id="1", verb=Verb.IN, licensor="", licensee="KPL",
    ...             box=box("World", "all", "all-media, ai", date(2026, 1, 1)))
    >>> search = Grant(id="2", verb=Verb.OUT_NONEXCLUSIVE, licensor="KPL",
    ...                box=box("World", "all", "ai.index", date(2026, 1, 1)))
    >>> sorted(policy_of([own, search], owner="KPL", on=date(2026, 5, 1)).allowed)
    ['ai.index']
    """
    record = list(grants)
    allowed = set()
    for use in LEAVES:
        day = date.fromordinal(on.toordinal() + 1)
        asked = Box(TERRITORIES.everything, LANGUAGES.everything, USES.mask(use), on, day)
        holdings = Book(record, asked, owner, {}).held(ANYBODY)
        if any(one.box == asked and not one.doubts for one in holdings):
            allowed.add(use)
    return Policy(frozenset(allowed), location, terms)
