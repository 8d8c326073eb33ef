"""How each title stands to the rights that are looked for, over the whole catalogue at once."""

from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sampan.catalogue.availability import available

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
