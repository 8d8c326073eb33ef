"""How much a headline leans on what was chosen: the origin rule, and the doubtful joins of titles."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.figure import Cell, Figure

RULES = ("any", "fractional", "first", "language+country")
JOINS = ("none", "firm", "all")


@dataclass(frozen=True, slots=True)
class Variant:
    """The same cell under another choice: `kind` is `origin_rule` or `joins`, `name` the choice, `id` its figure's."""

    kind: str
    name: str
    cell: Cell
    figure: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A headline cell and its variants, the chosen ones among them; paper draws each as a point with its interval."""

    title: str
    dimensions: tuple[str, ...]
    keys: tuple[str, ...]
    unit: str
    variants: tuple[Variant, ...]
    measure: str = ""

    def spread(self, kind: str) -> float | None:
        """The greatest value of a kind over the least; None where one of them is nothing or is not given."""
        values = [v.cell.value for v in self.variants if v.kind == kind]
        numbers = [value for value in values if value]
        return max(numbers) / min(numbers) if numbers and len(numbers) == len(values) else None


def sensitivity(
    answer: Callable[[Question], Figure],
    question: Question,
    keys: tuple[str, ...],
    *,
    rules: tuple[str, ...] = RULES,
) -> Sensitivity:
    """One cell of a question's figure under four origin rules, and with no, firm and all joins of titles.

    Where a variant has no row at these keys, its cell has the value 0 if its group was measured at all.
    """
    asked = answer(question)
    found = []
    for rule in rules if question.definition.origin else ():
        one = answer(replace(question, origin_rule=rule))
        chosen = rule == question.origin_rule
        found.append(Variant("origin_rule", rule, _cell(one, keys), one.id, chosen))
    for joins in JOINS:
        one = answer(replace(question, joins=joins))
        found.append(Variant("joins", joins, _cell(one, keys), one.id, joins == question.joins))
    return Sensitivity(asked.title, asked.dimensions, keys, asked.unit, tuple(found), asked.measure)


def _cell(figure: Figure, keys: tuple[str, ...]) -> Cell:
    try:
        return figure.cell(*keys)
    except KeyError:
        value = 0.0 if figure.rows and figure.refusal is None else None
        return Cell(keys, value, refused=figure.refusal)
