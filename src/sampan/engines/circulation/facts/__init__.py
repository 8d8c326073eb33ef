"""The tables of facts: what each holds, a row's fitness, the folder of Parquet files."""

from .rows import Row, Unfit, Value, fitted
from .schema import TABLES, WORLD
from .store import Store, Unreadable
from .table import Column, Table
from .writer import Writer

__all__ = [
    "TABLES",
    "WORLD",
    "Column",
    "Row",
    "Store",
    "Table",
    "Unfit",
    "Unreadable",
    "Value",
    "Writer",
    "fitted",
]
