from .facts import Fact, FactKind, FactQuerySet
from .reports import (
    Block,
    BlockKind,
    Chapter,
    PlacedFigure,
    Report,
    ReportFile,
    ReportState,
    SignOff,
)
from .sources import PairDecision, SourceFile, SourceState

__all__ = [
    "Block",
    "BlockKind",
    "Chapter",
    "Fact",
    "FactKind",
    "FactQuerySet",
    "PairDecision",
    "PlacedFigure",
    "Report",
    "ReportFile",
    "ReportState",
    "SignOff",
    "SourceFile",
    "SourceState",
]
