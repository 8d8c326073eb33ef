"""Rights in files, in and out: the trade's avails, tables of grants, ODRL. Each fault has its place and remedy."""

from .fault import Fault
from .faults import faults, meaning_faults
from .grants_table import read_grants, words_of, write_grants
from .heading import Heading, standard_heading
from .line import Cell, Line
from .odrl import UnreadablePolicy, Written, read_odrl, write_odrl
from .offers import Offered, lines_of_grant
from .preview import Changed, FieldChange, Preview, differences, fields_of, preview
from .table import AvailsTable, UnreadableTable, write_table
from .terms import EndConvention, grant_of
from .understanding import Entry, Partner, Understood, Unreadable, understand
from .words import LICENSES
from .workbook import AvailsWorkbook, UnreadableWorkbook, write_workbook
from .zones import closes_at, opens_at

__all__ = [
    "LICENSES", "AvailsTable", "AvailsWorkbook", "Cell", "Changed", "EndConvention", "Entry", "Fault", "FieldChange",
    "Heading", "Line", "Offered", "Partner", "Preview", "Understood", "Unreadable", "UnreadablePolicy",
    "UnreadableTable", "UnreadableWorkbook", "Written",
    "closes_at", "differences", "faults", "fields_of", "grant_of", "lines_of_grant", "meaning_faults", "opens_at",
    "preview", "read_grants", "read_odrl", "standard_heading", "understand", "words_of", "write_grants", "write_odrl",
    "write_table", "write_workbook",
]  # fmt: skip
