"""Which titles are one work: titles taken apart, records compared, pairs weighed, doubts left to people."""

from .by_title import by_title_alone
from .decisions import Decision, Undecidable, load_decisions, save_decisions
from .join import join
from .joined import Joined
from .keys import key, script
from .link import Pair
from .titles import Named, take_apart

__all__ = [
    "Decision",
    "Joined",
    "Named",
    "Pair",
    "Undecidable",
    "by_title_alone",
    "join",
    "key",
    "load_decisions",
    "save_decisions",
    "script",
    "take_apart",
]
