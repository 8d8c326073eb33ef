"""Pairs of titles that may be one work, as the facts of a house have them."""

from dataclasses import dataclass

from sampan.partners.models import Organisation

from .measuring import store_of
from .models import PairDecision

_OPEN = """
SELECT d.source_id, d.source_title, d.work_id, w.title, w.year, w.kind, d.probability, d.evidence
FROM doubt AS d LEFT JOIN work AS w USING (work_id)
ORDER BY d.probability DESC, d.source_title, d.work_id
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A title of a source, the work that it may be, how likely that is, and what speaks for and against it."""

    source: str
    title: str
    work: str
    work_title: str
    year: int | None
    kind: str
    probability: float
    evidence: str


def doubts_of(organisation: Organisation) -> list[Doubt]:
    """Those that nobody has decided yet, the likeliest first."""
    decided = set(
        PairDecision.objects.filter(organisation=organisation).values_list(
            "source", "title", "work"
        )
    )
    with store_of(organisation).connect() as connection:
        found = [Doubt(*row) for row in connection.execute(_OPEN).fetchall()]
    return [one for one in found if (one.source, one.title, one.work) not in decided]
