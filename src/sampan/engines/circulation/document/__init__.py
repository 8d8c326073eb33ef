"""The Communication Report as a document: PDF, workbook, page, slides, tables, in several languages."""

from .asking import Answered, Asked, Known, answers, asked, known
from .assembling import assembled
from .build import FORMATS, build
from .content import about, content, heading, reason
from .pdf import pdf
from .reading import page
from .report import Block, Chapter, Placed, Report, Said, SourceFile, Texts
from .tables import data_package, table_csv
from .titles import title
from .wording import said, subject
from .words import LANGUAGES, USUAL, in_all, word
from .workbook import workbook

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "USUAL",
    "Answered",
    "Asked",
    "Block",
    "Chapter",
    "Known",
    "Placed",
    "Report",
    "Said",
    "SourceFile",
    "Texts",
    "about",
    "answers",
    "asked",
    "assembled",
    "build",
    "content",
    "data_package",
    "heading",
    "in_all",
    "known",
    "page",
    "pdf",
    "reason",
    "said",
    "subject",
    "table_csv",
    "title",
    "word",
    "workbook",
]
