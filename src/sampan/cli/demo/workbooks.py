"""The sellers' own workbooks, made from the same titles: to be changed, and sent in on the page of catalogue files."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from sampan.desks.market.importing.workbook import write_workbook

from .content_files import Record

_FEWEST = 3  # titles of a house that keeps a workbook


def write_workbooks(records: list[Record], folder: Path) -> list[Path]:
    """One a house, named for it."""
    folder.mkdir(parents=True, exist_ok=True)
    houses: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        houses[record["house"]].append(record)
    made = []
    for house, titles in houses.items():
        if len(titles) >= _FEWEST:
            path = folder / f"{house}.xlsx"
            path.write_bytes(write_workbook(map(row, titles)))
            made.append(path)
    return made


def row(record: Record) -> dict[str, Any]:
    """A title of the demonstration as a catalogue file says it."""
    return {
        "reference": record["slug"], "kind": record["kind"], "parent": "", "number": None, "year": record["year"],
        "minutes": record.get("minutes"), "episodes": record.get("episodes"), "genres": record["genres"],
        "language": record["versions"][0].partition("/")[0],
        "countries": [{"territory": code, "share": share} for code, share in record["countries"]],
        "people": record["people"], "rated": record.get("rated", {}), "versions": record["versions"],
        "eidr": "", "isan": "", "words": record["words"],
        "rights": [
            {
                "territories": ["World"], "languages": ["all"], "uses": ["all-media"], "start": "2010-01-01",
                "end": "", "contract": "own production", "clause": "1", "text": "Made by the house itself.",
            }
        ],
    }  # fmt: skip
