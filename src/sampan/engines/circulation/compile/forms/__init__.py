"""How each form of measure is written in SQL."""

from collections.abc import Callable, Mapping

from sampan.engines.circulation.compile.question import Question
from sampan.engines.circulation.compile.script import Statement

from .balances import balances
from .concentrations import concentrations
from .gravities import TERMS, gravities
from .lifts import lifts
from .means import means
from .quotients import quotients
from .shares import shares

FORMS: Mapping[str, Callable[[Question], Statement]] = {
    "share": shares,
    "quotient": quotients,
    "concentration": concentrations,
    "balance": balances,
    "lift": lifts,
    "mean": means,
    "gravity": gravities,
}

__all__ = ["FORMS", "TERMS"]
