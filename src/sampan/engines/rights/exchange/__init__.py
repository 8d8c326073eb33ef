"""Avails in the trade's own files, in and out, each fault with its sheet, row, column and remedy."""

from .faults import LICENSES, Fault, faults
from .terms import EndConvention, grant_of
from .workbook import AvailsWorkbook, Cell, Heading, Line, UnreadableWorkbook, write_workbook

__all__ = [
    "LICENSES", "AvailsWorkbook", "Cell", "EndConvention", "Fault", "Heading", "Line", "UnreadableWorkbook",
    "faults", "grant_of", "write_workbook",
]  # fmt: skip
