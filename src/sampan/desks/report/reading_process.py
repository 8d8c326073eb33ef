"""The process that `reading` starts: a question on standard input, the account of a file on standard output.

Exit UNREADABLE, with the remark why as the answer, for a file that no facts can be taken from.
"""

import json
import resource
import sys
from itertools import islice
from pathlib import Path
from typing import Any

from sampan.engines.circulation.readers import (
    Reading,
    Unreadable,
    mapping_of,
    open_table,
    read,
    suggest,
)
from sampan.engines.circulation.readers.sheet import Line, Sheet

UNREADABLE = 3  # how the process ends then
_MEMORY = 2 << 30
_PROCESSOR = 300  # seconds
_SHOWN = 200  # refusals
_SAMPLED, _SHORT = 3, 30  # rows, letters of a cell


def main() -> int:
    """Limit, read, tell."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR, _PROCESSOR))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.load(sys.stdin)
    path = Path(asked["path"])
    try:
        answer = told(path, asked["mapping"])
    except Unreadable as error:
        json.dump(error.remark.plain, sys.stdout)
        return UNREADABLE
    except MemoryError:
        return 2
    json.dump(answer, sys.stdout, ensure_ascii=False, default=str)
    return 0


def told(path: Path, mapping: dict[str, Any] | None) -> dict[str, Any]:
    """The account of the file; where no reader knows its table, a first mapping and what a person must say."""
    try:
        reading = read(path, told=mapping_of(mapping) if mapping else None)
    except Unreadable as error:
        return _form(path, mapping) | {"problem": error.remark.plain}
    return _account(reading) | (_form(path, mapping) if mapping else {})


def _form(path: Path, mapping: dict[str, Any] | None) -> dict[str, Any]:
    """The columns of a table, what they hold as far as that is known, and what a person must say."""
    sheets = open_table(path)
    try:
        found = suggest(sheets[0])
        columns = list(sheets[0].headings)
        samples = _samples(sheets[0])
    finally:
        for sheet in sheets:
            sheet.close()
    questions = [] if mapping else [question.plain for question in found.questions]
    return {
        "columns": columns,
        "samples": samples,
        "mapping": mapping or found.mapping,
        "questions": questions,
    }


def _samples(sheet: Sheet) -> list[str]:
    """What each column holds in the first rows, so that whoever explains it sees it; shortened."""
    lines = [line for line in islice(sheet.lines(), _SAMPLED) if isinstance(line, Line)]
    return [
        " · ".join(text[:_SHORT] for line in lines if (text := line.text(heading)))
        for heading in sheet.headings
    ]


def _account(reading: Reading) -> dict[str, Any]:
    return {
        "reader": reading.reader,
        "rows": reading.rows,
        "refused": reading.refused,
        "refusals": [refusal.remark.plain for refusal in reading.refusals[:_SHOWN]],
        "notes": [note.plain for note in reading.notes],
        "counts": dict(reading.counts),
        "preview": {table: [dict(row) for row in rows] for table, rows in reading.preview.items()},
    }


if __name__ == "__main__":
    sys.exit(main())
