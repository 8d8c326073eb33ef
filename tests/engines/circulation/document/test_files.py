"""What people take home: workbook, tables, data package, page, slides; nothing in them runs."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from engines.circulation.charts.figures import figure
from sampan.engines.circulation.charts import Chart
from sampan.engines.circulation.document import (
    LANGUAGES,
    Placed,
    build,
    content,
    data_package,
    page,
    table_csv,
    workbook,
)
from sampan.engines.circulation.figure import Cell

from .made import report

EVIL = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "plain")


def evil() -> Placed:
    cells = tuple(Cell((key,), 0.1, 0.05, 0.2, 3, 1) for key in EVIL)
    return Placed("F01", Chart("bars", (figure(dimensions=("service",), rows=cells),)))


def test_a_workbook_has_a_sheet_a_figure_with_numbers_and_source() -> None:
    one = report()
    book = openpyxl.load_workbook(io.BytesIO(workbook(one, "th")))
    assert book.sheetnames[1:] == [*(placed.code for placed in one.placed), "แหล่งข้อมูล"]
    sheet = book["F01"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[3][2:] == ["สัดส่วนการรับชม", "ช่วง 95% ≥", "ช่วง 95% ≤", "จำนวนแถว", "เรื่อง"]
    assert sheet.column_dimensions["C"].number_format == "0.00%"
    assert values[4][:4] == ["แบ่งตามสัดส่วน", "เกาหลีใต้", 0.5, 0.35]
    assert one.chapters[0].items[1].figures[0].source.sql in [row[1] for row in values]  # type: ignore[union-attr]
    assert sheet.freeze_panes == "A5"


def test_nothing_in_a_workbook_is_a_formula() -> None:
    one = report()
    book = openpyxl.load_workbook(io.BytesIO(workbook(one, "en")))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    texts = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert one.publisher in texts


def test_texts_that_look_like_formulas_are_quoted_in_tables() -> None:
    rows = list(csv.DictReader(io.StringIO(table_csv(evil()).decode())))
    assert [row["service"] for row in rows] == [f"'{key}" for key in EVIL[:-1]] + ["plain"]
    assert {row["value"] for row in rows} == {"0.1"}


def test_the_data_package_describes_its_tables_truly(tmp_path: Path) -> None:
    build(report(languages=("en",)), tmp_path, formats=("csv",))
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert package["profile"] == "tabular-data-package"
    assert len(package["resources"]) == len(list((tmp_path / "tables").iterdir())) == 7
    casts = {"string": str, "number": float, "integer": int}
    for resource in package["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        fields = resource["schema"]["fields"]
        head, *rows = csv.reader(io.StringIO(data.decode()))
        assert head == [field["name"] for field in fields]
        for row in rows:
            for text, field in zip(row, fields, strict=True):
                assert text == "" or casts[field["type"]](text) is not None


def test_a_package_of_nothing_names_nothing() -> None:
    assert json.loads(data_package(report(chapters=()), {}))["name"] == "communication-report"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_holds_every_figure_and_nothing_that_runs(tag: str) -> None:
    one = report()
    root = html.fromstring(page(one, content(one, tag)))
    assert root.get("lang") == tag
    assert [str(img.get("src")) for img in root.iter("img")] == [
        f"charts/F{at:02d}.svg" for at in range(1, 8)
    ]
    assert [img for img in root.iter("img") if not img.get("alt")] == []
    assert root.xpath("//script | //style | //*[@style] | //*[@onclick] | //b") == []
    anchors = {element.get("id") for element in root.iter() if element.get("id")}
    links = {str(a.get("href"))[1:] for a in root.iter("a") if str(a.get("href")).startswith("#")}
    assert links - anchors == set()
    assert len(root.findall(".//figure//table")) == 7


@pytest.mark.slow
def test_everything_is_written_in_every_language_and_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    two = ("en", "lo")
    one = report(languages=two, kinds=("bars", "rules"))
    written = build(one, tmp_path, progress=lambda *step: told.append(step))
    for tag in two:
        for name in ("index.html", "report.pdf", "report.xlsx", "charts/F02.svg", "slides/F02.png"):
            assert Path(tag, name) in written
            assert (tmp_path / tag / name).stat().st_size > 500
    assert Path("figures/F99.jsonl") in written
    assert [step[1] for step in told] == list(range(1, told[-1][2] + 1))
    digest = hashlib.sha256
    before = {path: digest((tmp_path / path).read_bytes()).hexdigest() for path in written}
    again = build(one, tmp_path / "again")
    assert {
        path: digest((tmp_path / "again" / path).read_bytes()).hexdigest() for path in again
    } == before


def test_whoever_watches_can_stop_it(tmp_path: Path) -> None:
    def stop(_what: str, done: int, _all: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(report(), tmp_path, formats=("html",), progress=stop)
    assert not (tmp_path / "zh-Hans" / "index.html").exists()


def test_a_workbook_is_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(report(), "lo"))) as book:
        assert book.testzip() is None
