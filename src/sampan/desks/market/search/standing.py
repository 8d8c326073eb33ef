"""How each title stands to the rights that are looked for, over the whole catalogue at once."""

from collections.abc import Collection
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sampan.catalogue.availability import available
from sampan.catalogue.models import Work
from sampan.catalogue.records import records
from sampan.engines import rights as engine

from .shelf import Shelf
from .wanted import Question


class Standing(IntEnum):
    """The best first: so lists are sorted by it."""

    AVAILABLE = 0
    NONEXCLUSIVE = 1
    CONDITIONAL = 2
    NOT_ALL = 3


NAMES = {
    "available": Standing.AVAILABLE,
    "nonexclusive": Standing.NONEXCLUSIVE,
    "conditional": Standing.CONDITIONAL,
    "no": Standing.NOT_ALL,
}
BY_STANDING = {standing: name for name, standing in NAMES.items()}
Standings = NDArray[np.uint8]


def standings_of(
    kept: Shelf, question: Question, *, works: Collection[int], today: date
) -> Standings:
    """The same for a few works, by their grants; all others stand as not available."""
    box = question.box(today)
    found = np.full(len(kept.rows), Standing.NOT_ALL, np.uint8)
    for work, grants in records(Work.objects.filter(pk__in=works)):
        found[kept.places([work.pk])] = _standing(box, grants, work, question, today)
    return found


def _standing(
    box: engine.Box, grants: list[engine.Grant], work: Work, question: Question, today: date
) -> Standing:
    def verdict(*, exclusive: bool) -> str:
        return engine.avails(
            box, grants=grants, seller=work.owner.slug, exclusive=exclusive, today=today
        ).verdict

    asked = verdict(exclusive=question.exclusive)
    if asked == "available":
        return Standing.AVAILABLE
    if question.exclusive and verdict(exclusive=False) == "available":
        return Standing.NONEXCLUSIVE
    return Standing.CONDITIONAL if asked == "conditional" else Standing.NOT_ALL


def standings(kept: Shelf, question: Question, *, today: date) -> Standings:
    """Of each title on the shelf: available as asked; only to several; if somebody agrees; or not all of it."""
    box = question.box(today)
    found = np.full(len(kept.rows), Standing.NOT_ALL, np.uint8)
    answers = available(box, exclusive=question.exclusive, today=today)
    found[kept.places(answers.conditional)] = Standing.CONDITIONAL
    if question.exclusive:
        softer = available(box, exclusive=False, today=today)
        found[kept.places(softer.sure)] = Standing.NONEXCLUSIVE
    found[kept.places(answers.sure)] = Standing.AVAILABLE
    return found
