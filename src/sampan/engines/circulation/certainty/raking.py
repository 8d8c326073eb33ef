"""Weights of a survey that agree with known margins: raking, Kish's effective number, suppression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .intervals import Array

LEAST = 30.0  # cells with fewer effective answers are not shown


class Unrakeable(ValueError):
    """Margins that no weights can meet; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Raked:
    """Weights, the number of answers that they are worth, and in how many rounds they settled."""

    weights: Array
    effective: float
    rounds: int


def rake(
    weights: Array,
    margins: Mapping[str, tuple[Sequence[str], Mapping[str, float]]],
    *,
    closeness: float = 1e-10,
    rounds: int = 200,
) -> Raked:
    """Weights whose sums agree with every margin, by iterative proportional fitting.

    `margins` gives by name the category of each respondent and the wanted total of each category; totals of all
    margins should add up to the same. Deming and Stephan (1940). Raises Unrakeable where a wanted category has no
    respondent, a respondent has a category without a total, or the margins contradict one another.

    >>> sex = ["f", "f", "m"]
    >>> rake(np.ones(3), {"sex": (sex, {"f": 1.0, "m": 1.0})}).weights
    array([0.5, 0.5, 1. ])
    """
    coded = [_coded(name, given, wanted) for name, (given, wanted) in margins.items()]
    found = np.array(weights, dtype=np.float64)
    for turn in range(1, rounds + 1):
        worst = 0.0
        for codes, totals in coded:
            sums = np.bincount(codes, found, len(totals))
            factors = totals / sums
            worst = max(worst, float(np.abs(factors - 1).max()))
            found *= factors[codes]
        if worst <= closeness:
            return Raked(found, kish(found), turn)
    raise Unrakeable(
        f"The margins {', '.join(margins)} contradict one another: no weights meet them all in {rounds} rounds."
    )


def kish(weights: Array) -> float:
    """How many equally weighted answers these are worth: (Σ w)² / Σ w². Kish (1965).

    >>> kish(np.array([1.0, 1.0, 2.0])).__round__(3)
    2.667
    """
    squares = float(weights @ weights)
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def _coded(
    name: str, given: Sequence[str], wanted: Mapping[str, float]
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.intp]], Array]:
    """The place of each respondent's category among those wanted; comparing is quicker than sorting texts."""
    answers = np.asarray(given)
    codes = np.full(len(answers), -1, dtype=np.intp)
    for at, category in enumerate(wanted):
        codes[answers == category] = at
    strange = np.flatnonzero(codes < 0)
    if strange.size:
        raise Unrakeable(f"Margin {name}: no total is given for “{answers[strange[0]]}”.")
    found = np.bincount(codes, minlength=len(wanted))
    lacking = [category for category, count in zip(wanted, found, strict=True) if not count]
    if lacking:
        raise Unrakeable(f"Margin {name}: nobody is “{lacking[0]}”, for whom a total is wanted.")
    return codes, np.array(list(wanted.values()), dtype=np.float64)
