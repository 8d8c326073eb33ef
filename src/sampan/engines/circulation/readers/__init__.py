"""Files of others into facts: which reader, what was understood, what was refused and why."""

from .about import About
from .exchange import Dealt, Delivered, Item, PickedUp, exchange_facts
from .folder import Loaded, NothingRead, Progress, load
from .mapping import Mapping, load_mapping, mapping_of
from .reading import Reading, Refusal, Unreadable
from .remark import Remark, sentence
from .source import Stopped, open_table, read
from .suggestion import Suggestion, suggest

__all__ = [
    "About",
    "Dealt",
    "Delivered",
    "Item",
    "Loaded",
    "Mapping",
    "NothingRead",
    "PickedUp",
    "Progress",
    "Reading",
    "Refusal",
    "Remark",
    "Stopped",
    "Suggestion",
    "Unreadable",
    "exchange_facts",
    "load",
    "load_mapping",
    "mapping_of",
    "open_table",
    "read",
    "sentence",
    "suggest",
]
