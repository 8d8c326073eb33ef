"""Charts of the report: one look on page and paper, in twelve languages, from figures."""

from .chart import KINDS, Chart, fitting, page_spec, paper_svg
from .frame import LAST
from .labels import TAGS, name, term, word
from .maps import mapped
from .numbers import interval, number
from .rules import choice
from .slide import DRAWN, slide_png
from .style import DARK, LIGHT, PAPER_WIDTH, config
from .table import Table, table
from .trend import TIMES
from .wrapping import wrap

__all__ = [
    "DARK",
    "DRAWN",
    "KINDS",
    "LAST",
    "LIGHT",
    "PAPER_WIDTH",
    "TAGS",
    "TIMES",
    "Chart",
    "Table",
    "choice",
    "config",
    "fitting",
    "interval",
    "mapped",
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
