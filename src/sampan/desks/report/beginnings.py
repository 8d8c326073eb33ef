"""Questions to begin with: what a newcomer may ask of the facts that are there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.document import known
from sampan.engines.circulation.facts import Store
from sampan.engines.circulation.registry import Measure

from .questions import address_of

_RULE = "fractional"
_QUESTIONS: tuple[tuple[Promise, Question, str], ...] = (
    (
        _("What is on the shelf, by country of origin"),
        Question("catalogue-share", _RULE, by=("origin",)),
        "chart",
    ),
    (
        _("Who watches whose works"),
        Question("viewing-share", _RULE, by=("origin", "territory")),
        "map",
    ),
    (
        _("How the shares of viewing change"),
        Question("viewing-share", _RULE, by=("origin_bloc", "quarter")),
        "trend",
    ),
    (
        _("What is watched more, or less, than its share of the shelf"),
        Question("visibility-ratio", _RULE, by=("origin",)),
        "chart",
    ),
    (
        _("Where viewing depends on few origins"),
        Question("concentration-hhi", _RULE, by=("territory",)),
        "map",
    ),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    label: Promise
    address: str


def counted_in(store: Store) -> set[tuple[str, str]]:
    """The tables of facts that a store has, each with every unit that it has anything in (“” where there is one)."""
    counted = {(table, "") for table in store.tables if table != "engagement"}
    if store.tables:
        counted |= {(table, unit) for table, unit, _of_the_world in known(store).units}
    return counted


def units_of(measure: Measure, counted: set[tuple[str, str]]) -> list[str]:
    """The units in which the facts may answer a measure; none where they cannot."""
    return [
        unit
        for unit in measure.units
        if not counted.isdisjoint({(measure.facts, unit), (measure.facts, "")})
    ]


def beginnings(store: Store) -> Iterator[Beginning]:
    """Those that the facts can answer, each in the first unit that they have."""
    if not store.tables:
        return
    counted = counted_in(store)
    for label, question, view in _QUESTIONS:
        if units := units_of(question.definition, counted):
            asked = address_of(replace(question, unit=units[0]))
            yield Beginning(label, f"{asked}&view={view}")
