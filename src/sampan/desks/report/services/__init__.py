"""What people do at the report desk, and how what others did is counted."""

from .approving import publish_report, reopen_report, sign_report, submit_report, withdraw_report
from .counting import count_fact
from .writing import add_chapter, ask_translation, open_report, remove_block, write_block

__all__ = [
    "add_chapter",
    "ask_translation",
    "count_fact",
    "open_report",
    "publish_report",
    "remove_block",
    "reopen_report",
    "sign_report",
    "submit_report",
    "withdraw_report",
    "write_block",
]
