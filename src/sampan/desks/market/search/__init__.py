"""The buyer's search: words in any language, facts, and whether the rights can still be had, with counts at once."""

from .counting import Count, Counts
from .finding import Found, find, matching
from .standing import BY_STANDING, NAMES, Standing
from .wanted import Question, Sort, Wanted

__all__ = [
    "BY_STANDING", "NAMES", "Count", "Counts", "Found", "Question", "Sort", "Standing", "Wanted", "find", "matching",
]  # fmt: skip
