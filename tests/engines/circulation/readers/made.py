"""Files as they come, made for the tests beside this module."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from sampan.engines.circulation.facts import Store, Writer
from sampan.engines.circulation.readers import Mapping, Reading, mapping_of, read

HEADINGS = "show_id,type,title,director,cast,country,date_added,release_year,rating,duration,listed_in,description\n"
EXPORT = "ชื่อรายการ,วันที่,นาทีที่รับชม\n"


def title_row(number: int, title: str, country: str = "China") -> str:
    return f's{number},Movie,{title},,,{country},"September 25, 2021",2020,PG,90 min,Dramas,x\n'


def export_mapping(value: str = "นาทีที่รับชม", **more: Any) -> Mapping:
    """A mapping for an export of one day's viewing in Thailand."""
    columns = {"title": "ชื่อรายการ", "period_start": "วันที่", "value": value}
    constants = {"territory": "TH", "service_id": "trueid", "period_days": 1}
    told = {"table": "engagement", "unit": "minutes", "columns": columns, "constants": constants}
    return mapping_of(told | more)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(path: Path, rows: Sequence[Sequence[Any]], *, first: int = 0) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows, start=first):
            sheet.write_row(at, 0, row)
    return path


def kept(path: Path, folder: Path, query: str, **how: Any) -> tuple[Reading, list[tuple[Any, ...]]]:
    """The account of a file and what a query finds in the store that it was read into."""
    with Writer(folder) as writer:
        reading = read(path, into=writer, **how)
    with Store(folder).connect() as connection:
        return reading, connection.execute(query).fetchall()
