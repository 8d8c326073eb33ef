"""Avails in the trade's own files, in and out, each fault with its place and remedy."""

from .fault import Fault
from .faults import faults, meaning_faults
from .line import Cell, Line
from .terms import EndConvention, grant_of
from .words import LICENSES
from .workbook import AvailsWorkbook, Heading, UnreadableWorkbook, write_workbook

__all__ = [
    "LICENSES", "AvailsWorkbook", "Cell", "EndConvention", "Fault", "Heading", "Line", "UnreadableWorkbook",
    "faults", "grant_of", "meaning_faults", "write_workbook",
]  # fmt: skip
