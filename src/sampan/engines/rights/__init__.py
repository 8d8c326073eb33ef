"""Who may do what with a work: vocabularies, boxes, grants, and questions answered with reasons.

Plain Python. A right is a box of territories × languages × uses × days; a grant does something with a box;
every answer names the grant, the clause and the overlap that it rests on.
"""

from .avails import Alternative, Availability, Match, avails
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
from .conflicts import conflicts
from .dates import settle
from .decision import Decision, Reason, Verdict, explain
from .grant import Anchor, Grant, Obligation, Verb, believed
from .holders import ANYBODY, Holder, holders
from .permit import permit
from .residual import Residual, residual
from .sentences import KINDS, sentence
from .snapshot import (
    LANE,
    LANE_COLUMNS,
    Found,
    Kind,
    Row,
    Snapshot,
    from_lanes,
    lanes,
    overlaid,
    sale_rows,
)
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
from .whatif import Difference, Simulation, diff, simulate

__all__ = [
    "ANYBODY", "GROUPS", "KINDS", "LANE", "LANE_COLUMNS", "LANGUAGES", "TERRITORIES", "USES",
    "Alternative", "Anchor", "Availability", "Bloc", "Box", "Decision", "Difference", "Found", "Grant", "Group",
    "Holder", "Kind", "Leaf", "Match", "Obligation", "Parts", "Reason", "Residual", "Row", "Simulation", "Snapshot",
    "Split", "UnknownTerm", "Verb", "Verdict", "Vocabulary",
    "avails", "believed", "bloc_of", "blocs", "box", "conflicts", "covered", "diff", "explain", "from_lanes", "group",
    "holders", "intersect", "lanes", "merge", "overlaid", "permit", "residual", "sale_rows", "same", "sentence",
    "settle", "simulate", "subtract", "uncovered", "volume",
]  # fmt: skip
