"""What people do at the report desk, and how what others did is counted."""

from .approving import publish_report, reopen_report, sign_report, submit_report, withdraw_report
from .asking import carry_figures, refresh_figures
from .counting import count_fact, count_licences
from .deciding import build_anew, decide_pair
from .freezing import ask_figures, freeze_figure, thaw_figure
from .printing import ask_files, make_files
from .sources import (
    add_source,
    drop_source,
    map_source,
    remove_source,
    take_source,
    understand_source,
)
from .storing import build_store
from .tasks import stop_task
from .titling import name_chapter, name_report, raise_chapter, remove_chapter
from .writing import add_chapter, ask_translation, open_report, remove_block, write_block

__all__ = [
    "add_chapter",
    "add_source",
    "ask_figures",
    "ask_files",
    "ask_translation",
    "build_anew",
    "build_store",
    "carry_figures",
    "count_fact",
    "count_licences",
    "decide_pair",
    "drop_source",
    "freeze_figure",
    "make_files",
    "map_source",
    "name_chapter",
    "name_report",
    "open_report",
    "publish_report",
    "raise_chapter",
    "refresh_figures",
    "remove_block",
    "remove_chapter",
    "remove_source",
    "reopen_report",
    "sign_report",
    "stop_task",
    "submit_report",
    "take_source",
    "thaw_figure",
    "understand_source",
    "withdraw_report",
    "write_block",
]
