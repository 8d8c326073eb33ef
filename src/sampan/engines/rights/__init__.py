"""Who may do what with a work: vocabularies, boxes, grants, and questions answered with reasons.

Plain Python. A right is a box of territories × languages × uses × days; a grant does something with a box;
every answer names the grant, the clause and the overlap that it rests on.
"""

from .box import (
    Box,
    box,
    covered,
    intersect,
    merge,
    same,
    subtract,
    uncovered,
    volume,
)
from .decision import Decision, Reason, Verdict
from .grant import Anchor, Grant, Obligation, Verb, believed
from .permit import permit
from .sentences import KINDS, sentence
from .vocabulary import (
    GROUPS,
    LANGUAGES,
    TERRITORIES,
    USES,
    Bloc,
    Group,
    Leaf,
    Parts,
    Split,
    UnknownTerm,
    Vocabulary,
    bloc_of,
    blocs,
    group,
)

__all__ = [
    "GROUPS", "KINDS", "LANGUAGES", "TERRITORIES", "USES",
    "Anchor", "Bloc", "Box", "Decision", "Grant", "Group", "Leaf", "Obligation", "Parts", "Reason", "Split",
    "UnknownTerm", "Verb", "Verdict", "Vocabulary",
    "believed", "bloc_of", "blocs", "box", "covered", "group", "intersect", "merge", "permit", "same",
    "sentence", "subtract", "uncovered", "volume",
]  # fmt: skip
