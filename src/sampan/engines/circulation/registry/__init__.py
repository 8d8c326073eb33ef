"""Measures, dimensions and origin rules, as data: one file a measure."""

from .dimension import Dimension, dimensions
from .measure import FORMS, Malformed, Measure, Unknown, measure, measures, read
from .rules import RULES, UNKNOWN, UNPLACED, spoken

__all__ = [
    "FORMS", "RULES", "UNKNOWN", "UNPLACED",
    "Dimension", "Malformed", "Measure", "Unknown",
    "dimensions", "measure", "measures", "read", "spoken",
]  # fmt: skip
