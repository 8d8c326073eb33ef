"""The words of rights, as numbered leaves kept in data files."""

from .axis import Leaf, Parts, Split, UnknownTerm, Vocabulary
from .blocs import Bloc, bloc_of, blocs
from .languages import KINDS, LANGUAGES
from .territories import GROUPS, TERRITORIES, Group, group
from .uses import USES

__all__ = [
    "GROUPS", "KINDS", "LANGUAGES", "TERRITORIES", "USES",
    "Bloc", "Group", "Leaf", "Parts", "Split", "UnknownTerm", "Vocabulary",
    "bloc_of", "blocs", "group",
]  # fmt: skip
