"""Charts of the report: one look on page and paper, in twelve languages, from figures."""

from .chart import KINDS, Chart, fitting, page_spec, paper_svg
from .frame import LAST
from .labels import TAGS, name, term, word
from .numbers import interval, number
from .rules import choice
from .slide import slide_png
from .style import DARK, LIGHT, config
from .table import Table, table
from .wrapping import wrap

__all__ = [
    "DARK",
    "KINDS",
    "LAST",
    "LIGHT",
    "TAGS",
    "Chart",
    "Table",
    "choice",
    "config",
    "fitting",
    "interval",
    "name",
    "number",
    "page_spec",
    "paper_svg",
    "slide_png",
    "table",
    "term",
    "word",
    "wrap",
]
