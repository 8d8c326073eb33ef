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
from .tasks import Task, TaskKind, TaskQuerySet, TaskState

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
    "Task",
    "TaskKind",
    "TaskQuerySet",
    "TaskState",
]
