"""A question to a measure, as one statement for DuckDB; the same statement for Spark."""

from .behind import behind
from .forms import FORMS, TERMS
from .question import BASES, CLASSES, FIRM, JOINS, UNKNOWN_LIMIT, Question, Unasked, check
from .script import Statement
from .spark import scans_apart, to_spark
from .spreading import among, bloc_codes, spread

__all__ = [
    "BASES",
    "CLASSES",
    "FIRM",
    "JOINS",
    "TERMS",
    "UNKNOWN_LIMIT",
    "Question",
    "Statement",
    "Unasked",
    "among",
    "behind",
    "bloc_codes",
    "check",
    "compiled",
    "scans_apart",
    "spread",
    "to_spark",
]  # fmt: skip


def compiled(question: Question) -> Statement:
    """The statement that answers a question, checked first. Raises Unasked with a sentence.

    >>> compiled(Question("viewing-share", "fractional", "slots", ("origin", "territory"))).keys
    ('origin', 'territory')
    """
    check(question)
    return FORMS[question.definition.form](spread(question))
