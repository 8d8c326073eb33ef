"""What people decided about doubtful pairs, kept in a file: decided once, held for every later load."""

import csv
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("source_id", "source_title", "work_id", "verdict", "by", "on", "reason")
VERDICTS = ("yes", "no")


class Undecidable(ValueError):
    """A file of decisions that contradicts itself or is not understood; names the row."""


@dataclass(frozen=True, slots=True)
class Decision:
    """That a title of a source is a work, or is not: who said so, when, and why."""

    source_id: str
    source_title: str
    work_id: str
    verdict: str
    by: str = ""
    on: str = ""
    reason: str = ""


def load_decisions(path: Path) -> list[Decision]:
    """The decisions in a CSV file; none where there is no file. Raises Undecidable, naming the row."""
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Undecidable("It is no CSV in UTF-8; save it so.") from error
    made = [_decision(number, row) for number, row in enumerate(rows, start=2)]
    yes: dict[tuple[str, str], str] = {}
    for number, each in enumerate(made, start=2):
        title = each.source_id, each.source_title
        if each.verdict == "yes" and yes.setdefault(title, each.work_id) != each.work_id:
            raise Undecidable(
                f"Row {number}: “{each.source_title}” was decided to be {yes[title]} before; keep one of them."
            )
    return made


def save_decisions(path: Path, decisions: list[Decision]) -> None:
    """Write the file anew, in the order of its titles; the old one stays until the new is whole."""
    made = path.with_suffix(".new")
    with made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for each in sorted(decisions, key=lambda d: (d.source_id, d.source_title, d.work_id)):
            writer.writerow([getattr(each, name) for name in COLUMNS])
    made.replace(path)


def _decision(number: int, row: dict[str, str]) -> Decision:
    told = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name in ("source_id", "source_title", "work_id"):
        if not told[name]:
            raise Undecidable(
                f"Row {number}, column {name}: is empty; a decision names a title and a work."
            )
    if told["verdict"] not in VERDICTS:
        raise Undecidable(
            f"Row {number}, column verdict: “{told['verdict']}” is neither yes nor no."
        )
    return Decision(**told)
