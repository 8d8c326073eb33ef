"""A report takes its place whole: it is made beside it and renamed; nothing else is ever replaced."""

import shutil
import uuid
from pathlib import Path

_MARKS = ("figures", "datapackage.json", "report.css")  # what every report of ours has


class Occupied(ValueError):
    """Something else is where the report is to go."""


def check_place(out: Path) -> None:
    """Before any work: the place is free, empty, or has an older report. Raises Occupied, with a sentence."""
    if not out.exists():
        return
    if not out.is_dir():
        raise Occupied(f"{out} is a file; name a folder for the report.")
    if any(out.iterdir()) and not all((out / mark).exists() for mark in _MARKS):
        raise Occupied(f"{out} holds something else than a report; name an empty or a new folder.")


def place(made: Path, out: Path) -> None:
    """Put a finished report where it belongs; an older one leaves only when the new one stands."""
    check_place(out)
    old = out.with_name(f".{out.name}.old-{uuid.uuid4().hex[:8]}")
    if out.exists():
        out.rename(old)
    try:
        made.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
