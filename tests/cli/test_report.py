"""`sampan report`: from a folder of files to a report in several languages, whole or not at all."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from cli.conftest import Sampan
from sampan.cli.report.telling import Teller

SHARED = Path(os.environ.get("SAMPAN_SHARED", "../shared")) / "data" / "circulation"
COUNTRIES = ["Thailand", "China", "South Korea", "United States", "Thailand, China", "Vietnam", ""]
HEAD = ["show_id", "type", "title", "director", "cast", "country", "date_added"]
HEAD += ["release_year", "rating", "duration", "listed_in", "description"]


def catalogue(path: Path, *, rows: int, known: bool) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for at in range(rows):
            country = COUNTRIES[at % len(COUNTRIES)] if known or at < 3 else ""
            row = [f"s{at}", "Movie" if at % 2 else "TV Show", f"River {path.stem} {at}", "", ""]
            row += [country, "September 25, 2021", 2000 + at % 20, "PG", "90 min"]
            writer.writerow([*row, "Dramas" if at % 3 else "Comedies", "Boats."])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "facts"
    made.mkdir()
    catalogue(made / "netflix_titles.csv", rows=70, known=True)
    catalogue(made / "amazon_prime_titles.csv", rows=60, known=False)
    return made


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_a_report_is_made_twice_with_the_same_bytes(
    sampan: Sampan, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    one, two = tmp_path / "one", tmp_path / "two"
    done = sampan("report", "build", folder, "--out", one, "--languages", "LO,en", "--json")
    assert done.code == 0, done.err
    assert sampan("report", "build", folder, "--out", two, "--languages", "lo,en").code == 0
    assert hashes(one) == hashes(two)
    assert sorted(path.name for path in one.iterdir() if path.is_dir()) == [
        "en",
        "figures",
        "lo",
        "tables",
    ]
    assert "2026-09-21" in (one / "en" / "index.html").read_text()
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert rows[-1] == {"out": str(one), "files": len(hashes(one)), "languages": ["lo", "en"]}


@pytest.mark.slow
def test_a_catalogue_of_mostly_unknown_origin_is_refused_by_name(
    sampan: Sampan, folder: Path, tmp_path: Path
) -> None:
    """In all languages, in page, workbook and JSON; no other figure rests on it alone."""
    (folder / "titles.json").write_text('[{"title": "x"}]')
    out = tmp_path / "out"
    done = sampan("report", "build", folder, "--out", out, "--json")
    assert done.code == 1, done.err
    rows = [json.loads(line) for line in done.out.splitlines()][:-1]
    refused = {row["title"]: row["refused"] for row in rows if row.get("refused")}
    prime = "Catalogue share by origin’s bloc (amazon_prime_titles)"
    assert prime in refused
    assert refused[prime].endswith(
        "Complete it in amazon_prime_titles, and the figure can be given."
    )
    assert [title for title in refused if title.startswith("Genre lift")] == [
        "Genre lift by origin’s bloc and genre (ASEAN; amazon_prime_titles)",
        "Genre lift by origin’s bloc and genre (China (+HK, MO, TW); amazon_prime_titles)",
    ]
    assert all("is unknown, and at most 50.0% may be" in reason for reason in refused.values())
    said = {
        "zh-Hans": ("请在amazon_prime_titles中补全", "这是 JSON；请将表格导出为 CSV。"),
        "en": ("Complete it in amazon_prime_titles", "It is JSON; export the table as CSV."),
        "lo": ("ກະລຸນາຕື່ມໃຫ້ຄົບໃນ amazon_prime_titles", "ນີ້ແມ່ນ JSON;"),
        "th": ("โปรดเติมให้ครบใน amazon_prime_titles", "ไฟล์นี้เป็น JSON"),
        "vi": ("Hãy bổ sung trong amazon_prime_titles", "Đây là JSON;"),
    }
    for tag, (right, json_file) in said.items():
        page = (out / tag / "index.html").read_text()
        assert right in page
        assert f"titles.json: {json_file}" in page
        assert json_file in (out / tag / "account.csv").read_text("utf-8-sig")
        cells = texts_of(out / tag / "report.xlsx")
        assert any(right in text for text in cells)
        assert any(text.startswith(json_file) for text in cells)
    assert "Questions without rows" in (out / "en" / "index.html").read_text()


def texts_of(workbook: Path) -> list[str]:
    book = openpyxl.load_workbook(workbook, read_only=True)
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    return [cell for row in rows for cell in row if isinstance(cell, str)]


def test_the_place_must_be_free_or_hold_a_report(
    sampan: Sampan, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.doc").write_text("mine")
    done = sampan("report", "build", folder, "--out", tmp_path / "taken")
    assert (done.code, done.err.strip().endswith("name an empty or a new folder.")) == (2, True)
    assert (tmp_path / "taken" / "thesis.doc").read_text() == "mine"
    done = sampan("report", "build", folder, "--out", folder / "netflix_titles.csv")
    assert (done.code, "is a file" in done.err) == (2, True)


def test_an_empty_folder_is_said(sampan: Sampan, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = sampan("report", "build", tmp_path / "empty", "--out", tmp_path / "out")
    assert (done.code, "holds no CSV" in done.err) == (2, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("asked", ["ja", "en,xx", ","])
def test_a_language_that_the_report_lacks_is_named(
    sampan: Sampan, folder: Path, tmp_path: Path, asked: str
) -> None:
    done = sampan("report", "build", folder, "--out", tmp_path / "out", "--languages", asked)
    assert done.code == 2
    assert "zh-Hans, en, lo, th, vi" in done.err


def test_a_wrong_day_is_said(
    sampan: Sampan, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    done = sampan("report", "build", folder, "--out", tmp_path / "out")
    assert (done.code, "write seconds since 1970" in done.err) == (2, True)


@pytest.mark.slow
def test_stopped_halfway_nothing_is_left(
    sampan: Sampan, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Teller, "measuring", stop)
    done = sampan("report", "build", folder, "--out", tmp_path / "out")
    assert done.code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["facts"]


def test_measures_are_listed(sampan: Sampan) -> None:
    rows = [json.loads(line) for line in sampan("report", "measures", "--json").out.splitlines()]
    assert len(rows) > 20
    (share,) = [row for row in rows if row["measure"] == "catalogue-share"]
    assert (share["counted"], share["origin_rule"], share["unit"]) == (["titles"], True, "share")
    assert "catalogue-share\n" in sampan("report", "measures").out


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is absent")
def test_real_files_give_the_shares_that_were_measured_by_hand(
    sampan: Sampan, tmp_path: Path
) -> None:
    """Netflix 2021: ASEAN 3.94 %, China 2.03 %, unknown 9.4 %; at least twelve figures; what is missing is said."""
    out = tmp_path / "out"
    done = sampan("report", "build", SHARED, "--out", out, "--languages", "en", "--json")
    assert done.code == 0, done.err
    told = [json.loads(line) for line in done.out.splitlines()]
    left_out = {row["file"]: row["left_out"] for row in told if "left_out" in row}
    assert left_out == {"justwatch_netflix_titles.csv": 1}
    rows = [row for row in told if "figure" in row]
    assert sum(row["refused"] is None for row in rows) >= 12
    assert sum(len(row["ids"]) == 4 for row in rows) >= 8
    codes = {row["title"]: row["figure"] for row in rows}
    by_bloc = codes["Catalogue share by origin’s bloc (netflix_titles), under 4 origin rules"]
    by_origin = codes["Catalogue share by origin (netflix_titles), under 4 origin rules"]
    assert round(share(out, by_bloc, "any", "ASEAN"), 4) == 0.0394
    assert round(share(out, by_bloc, "any", "unknown"), 3) == 0.094
    assert round(share(out, by_origin, "any", "CN"), 4) == 0.0203
    page = (out / "en" / "index.html").read_text()
    for name in ("China", "Cambodia", "Laos", "Myanmar", "Brunei"):
        assert name in page[page.index("What the data cannot say") :]


def share(out: Path, code: str, rule: str, key: str) -> float:
    with (out / "tables" / f"{code}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["origin_rule"] == rule and key in row.values():
                return float(row["value"])
    raise KeyError(key)


def test_without_its_extra_it_says_what_to_install(folder: Path, tmp_path: Path) -> None:
    """In a process of its own, where duckdb cannot be found."""
    script = (
        "import sys; sys.modules['duckdb'] = None; from sampan.cli import main; "
        f"main(['report', 'build', {str(folder)!r}, '--out', {str(tmp_path / 'out')!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert (
        "Reports need duckdb, which is not installed; pip install 'sampan[report]'." in done.stderr
    )


@pytest.mark.slow
def test_what_was_left_out_and_that_nothing_can_be_shown_is_said(
    sampan: Sampan, tmp_path: Path
) -> None:
    """A list of works, one of which comes twice: there is no shelf and no viewing."""
    folder = tmp_path / "lists"
    folder.mkdir()
    lines = ["Name,Country,Year", "Rain,China,2020", "Rain,Thailand,2020", "Sun,Laos,2021"]
    (folder / "my_dramas.csv").write_text("\n".join(lines) + "\n", "utf-8")
    done = sampan("report", "build", folder, "--out", tmp_path / "out", "--languages", "en")
    assert done.code == 0, done.err
    none, left_out, _finished = done.out.splitlines()
    assert none == (
        "No figure: the files tell of works, and not that anybody offers, watches or speaks of them."
    )
    assert left_out == (
        "my_dramas.csv: 1 of 3 rows left out. Row 3, column Name: “Rain” has the title, kind and year of row 2; "
        "add a column of ids to tell them apart."
    )


def test_where_nothing_can_be_read_each_file_is_said(sampan: Sampan, tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    (folder / "a.csv").write_text("<html>")
    (folder / "b.csv").write_text("")
    done = sampan("report", "build", folder, "--out", tmp_path / "out")
    assert (done.code, done.out.splitlines()) == (
        2,
        [
            "a.csv: It is a web page or XML, and no table; export the table as CSV or XLSX.",
            "b.csv: The file is empty.",
        ],
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "\udc81\udc8d,\udcff\n"])
def test_decisions_that_are_none_are_said(
    sampan: Sampan, folder: Path, tmp_path: Path, content: str
) -> None:
    (folder / "decisions.csv").write_text(content, errors="surrogateescape")
    done = sampan("report", "build", folder, "--out", tmp_path / "out")
    assert (done.code, "decisions.csv: " in done.err, "Traceback" in done.err) == (2, True, False)
