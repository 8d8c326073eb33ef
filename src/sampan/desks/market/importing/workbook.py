"""Catalogue workbooks (sheets Titles, Listings, Rights) and CSV of titles, read row by row and written back."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook

from sampan.engines.rights.exchange import Fault

from .columns import NEEDED, SHEETS, Cells, listing, right, title

Row = tuple[str, int, dict[str, Any]]
MOST_ROWS = 20_000


@dataclass
class Catalogue:
    """What a file says: titles by their references, in its order, and every fault."""

    titles: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, sheet: str, number: int, texts: dict[str, Any]) -> None:
        cells = Cells(sheet, number, texts, self.faults)
        if sheet in ("Titles", ""):
            self._title(cells)
        elif sheet == "Listings":
            reference, language, words = listing(cells)
            if (known := self._known(cells, reference)) is not None:
                known["words"][language] = words
        else:
            reference, told = right(cells)
            if (known := self._known(cells, reference)) is not None:
                known["rights"].append(told)

    def _title(self, cells: Cells) -> None:
        told = title(cells)
        if told["reference"] in self.titles:
            cells.wrong("Reference", "another row has this already.", "Each title has its own.")
            return
        if cells.text("Name"):  # a table of titles alone names each in one language
            told["words"][cells.text("Language") or told["language"] or "en"] = [
                cells.text("Name"), cells.text("Short"), cells.text("Synopsis"),
            ]  # fmt: skip
        self.titles[told["reference"]] = told

    def _known(self, cells: Cells, reference: str) -> dict[str, Any] | None:
        if reference and reference not in self.titles:
            remedy = "Write it as in the sheet Titles."
            cells.wrong("Reference", f"no title has the reference “{reference}”.", remedy)
        return self.titles.get(reference)


def read_workbook(source: BinaryIO) -> Catalogue:
    """Raises ValueError, a sentence, for a workbook without a sheet Titles."""
    book = load_workbook(source, read_only=True, data_only=True)
    if "Titles" not in book.sheetnames:
        raise ValueError("The workbook has no sheet “Titles”.")
    catalogue = Catalogue()
    for name in SHEETS:
        if name in book.sheetnames:
            rows = book[name].iter_rows(values_only=True, max_row=MOST_ROWS + 2)
            _take(catalogue, name, rows)
    return catalogue


def read_table(text: str) -> Catalogue:
    """A table of titles, its columns those of the sheet Titles and Language, Name, Short, Synopsis."""
    catalogue = Catalogue()
    dialect = csv.excel_tab if "\t" in text.partition("\n")[0] else csv.excel
    _take(catalogue, "", csv.reader(io.StringIO(text), dialect))
    return catalogue


def _take(catalogue: Catalogue, sheet: str, rows: Iterable[Any]) -> None:
    numbered = enumerate(rows, start=1)
    header = [str(cell or "").strip() for cell in next(numbered, (1, ()))[1]]
    missing = [one for one in NEEDED[sheet or "Titles"] if one not in header]
    for column in missing:
        catalogue.faults.append(
            Fault(sheet, 1, column, "the column is missing.", f"Row 1 names {', '.join(header)}.")
        )
    if missing:
        return
    for number, row in numbered:
        if number > MOST_ROWS + 1:
            catalogue.faults.append(
                Fault(
                    sheet,
                    number,
                    header[0],
                    "there are too many rows.",
                    f"{MOST_ROWS} is the most.",
                )
            )
            return
        texts = {name: cell for name, cell in zip(header, row, strict=False) if name}
        if any(cell not in (None, "") for cell in texts.values()):
            catalogue.add(sheet, number, texts)


def write_workbook(records: Iterable[dict[str, Any]]) -> bytes:
    """The titles as a workbook that `read_workbook` reads back as they are."""
    book = Workbook()
    sheets = {name: book.create_sheet(name) for name in SHEETS}
    book.remove(book.worksheets[0])
    for name, sheet in sheets.items():
        sheet.append(list(SHEETS[name]))
    for record in records:
        sheets["Titles"].append(list(title_cells(record)))
        for language, words in record["words"].items():
            sheets["Listings"].append([record["reference"], language, *words])
        for one in record["rights"]:
            sheets["Rights"].append(
                [
                    record["reference"], "; ".join(one["territories"]), "; ".join(one["languages"]),
                    "; ".join(one["uses"]), one["start"], one["end"], one["contract"], one["clause"], one["text"],
                ]
            )  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def title_cells(record: dict[str, Any]) -> Iterator[Any]:
    """The row of the sheet Titles."""
    countries = "; ".join(
        f"{one['territory']} {one.get('share', '')}".strip() for one in record["countries"]
    )
    people = "; ".join(
        f"{role}: {' | '.join(f'{tag}={name}' for tag, name in sorted(names.items()))}"
        for role, names in record["people"]
    )
    rated = "; ".join(f"{code} {value}" for code, value in record["rated"].items())
    yield from (
        record["reference"], record["kind"], record["parent"], record["number"], record["year"], record["minutes"],
        record["episodes"], "; ".join(record["genres"]), record["language"], countries, people, rated,
        "; ".join(record["versions"]), record["eidr"], record["isan"],
    )  # fmt: skip
