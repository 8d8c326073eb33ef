"""What is asked: a measure, by what, of what, under which origin rule and in which unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sampan.engines.circulation.figure import Refusal
from sampan.engines.circulation.registry import RULES, Measure, Unknown, measure

FIRM = 0.9  # a join of titles below this is doubtful
UNKNOWN_LIMIT = 0.5  # more than this part of unknown origin refuses a figure
JOINS = ("none", "firm", "all")
BASES = ("known", "all")
SHELF = "shelf"  # filters the shelf alone, so nothing can be shown by it
CLASSES = ("origin", "origin_bloc", "genre", "production", "supply")


class Unasked(ValueError):
    """A question that cannot be answered as it is put; `refusal` says what it lacks."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a measure. Origin rule and unit have no default.

    `by` names dimensions, `where` the keys that a dimension may have, `start` and `end` (half-open) the days.
    `joins` says how far works of several sources are taken for one: `none`, `firm` (sure to `sure` at least) or
    `all`. `base` says of what a share is: what is `known`, or `all`. `on` dates the members of the blocs (None:
    those of the latest day). A figure is refused where more than `unknown_limit` is unknown. `paired` keeps to the
    titles that are both on the shelf and seen, for a ratio of a shelf and a viewing of different years.
    """

    measure: str
    origin_rule: str | None = None
    unit: str | None = None
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None
    joins: str = "all"
    sure: float = FIRM
    base: str = "known"
    on: date | None = None
    unknown_limit: float = UNKNOWN_LIMIT
    paired: bool = False

    @property
    def definition(self) -> Measure:
        return measure(self.measure)

    @property
    def of(self) -> str:
        """What the shares are shares of; empty where the measure has none."""
        ofs = self.definition.of
        return next((name for name in self.by if name in ofs), ofs[0] if ofs else "")

    @property
    def groups(self) -> tuple[str, ...]:
        """The dimensions within which the measure is taken, in the order asked."""
        return tuple(name for name in self.by if name != self.of)

    @property
    def parameters(self) -> dict[str, object]:
        """What a frozen figure must say of its question."""
        where = {name: list(keys) for name, keys in sorted(self.where.items())}
        return {
            "origin_rule": self.origin_rule,
            "unit": self.unit,
            "where": where,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "joins": self.joins,
            "sure": self.sure,
            "base": self.base,
            "on": self.on.isoformat() if self.on else None,
            "unknown_limit": self.unknown_limit,
            "paired": self.paired,
        }


def check(question: Question) -> None:
    """Whether a question can be compiled. Raises Unasked with a sentence: what it lacks and what would be right.

    >>> check(Question("viewing-share", unit="slots"))
    Traceback (most recent call last):
    sampan.engines.circulation.compile.question.Unasked: Name an origin rule for Viewing share: any, fractional, ...
    """
    try:
        asked = question.definition
    except Unknown as error:
        raise Unasked(error.refusal) from error
    if asked.origin:
        _named(asked, "rule", question.origin_rule, tuple(RULES))
    _named(asked, "unit", question.unit, asked.units)
    known = tuple(dict.fromkeys((*asked.of, *asked.dimensions)))
    shown = tuple(name for name in known if name != SHELF)
    for names, allowed in ((question.by, shown), (question.where, known)):
        for name in names:
            if name not in allowed:
                raise Unasked(Refusal("unknown_name", _words(asked, name) | {"known": allowed}))
    for name, allowed in (("joins", JOINS), ("base", BASES)):
        if getattr(question, name) not in allowed:
            words = _words(asked, getattr(question, name)) | {"known": allowed}
            raise Unasked(Refusal("unknown_name", words))
    if len({*question.by}) != len(question.by) or sum(n in asked.of for n in question.by) > 1:
        raise Unasked(Refusal("twice", {"measure": asked.name, "names": question.by}))


def _named(asked: Measure, what: str, given: str | None, allowed: tuple[str, ...]) -> None:
    if given is None:
        kind = "origin_rule" if what == "rule" else "unit"
        raise Unasked(Refusal(kind, {"measure": asked.name, f"{what}s": allowed}))
    if given not in allowed:
        raise Unasked(Refusal(f"unknown_{what}", _words(asked, given) | {f"{what}s": allowed}))


def _words(asked: Measure, name: str) -> dict[str, object]:
    return {"measure": asked.name, "name": name}
