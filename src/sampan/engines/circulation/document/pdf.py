"""The report on paper: A4, by Typst."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

from sampan.engines.typesetting import installed_fonts, typeset

from .content import MOST_ROWS, Content
from .report import Report

_TEMPLATE = Path(__file__).with_name("report.typ")
_SECONDS = 120


def pdf(report: Report, said: Content, drawings: Mapping[str, bytes]) -> bytes:
    """Answer the PDF of a report in the language of `said`; `drawings` are its charts as SVG, by code.

    Raises CannotTypeset, with a sentence.
    """
    return typeset(
        _TEMPLATE,
        {**said, "most_rows": MOST_ROWS},
        fonts=installed_fonts(),
        files={f"charts/{code}.svg": svg for code, svg in drawings.items()},
        made_at=datetime.combine(report.made_on, time(12), tzinfo=UTC),
        seconds=_SECONDS,
    )
