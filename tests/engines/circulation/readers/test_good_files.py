"""What is understood of files in the region's encodings, digits and calendars, and which reader takes which."""

import datetime as dt
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
import xlsxwriter

from sampan.engines.circulation.readers import Remark, open_table, read, suggest

from .made import EXPORT, HEADINGS, export_mapping, kept, title_row, workbook, written


@pytest.mark.parametrize(
    ("encoding", "titles"),
    [
        ("gb18030", ["琅琊榜", "庆余年", "陈情令", "人世间"]),
        ("cp874", ["บุพเพสันนิวาส", "คือเธอ", "พี่นาค", "ร่างทรง"]),
        ("utf-16", ["ເງົາ", "ផ្សារ", "မြို့"]),
        ("utf-16-le", ["ເງົາ", "ផ្សារ", "မြို့"]),
        ("utf-8-sig", ["ເງົາ", "ផ្សារ", "မြို့"]),
        ("big5hkscs", ["寒戰", "樹大招風", "華燈初上", "且試天下"]),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, titles: list[str]) -> None:
    rows = "".join(title_row(n, title) for n, title in enumerate(titles))
    path = written(tmp_path / "x_titles.csv", (HEADINGS + rows).encode(encoding))
    _, found = kept(path, tmp_path / "s", "SELECT title FROM work ORDER BY work_id")
    assert [title for (title,) in found] == titles


@pytest.mark.parametrize(
    "row",
    [
        "A,๐๓/๑๑/๒๕๖๔,๑๒๓๔\nB,13/11/2564,1",
        "A,3 พฤศจิกายน 2564,1234\nB,x2021-11-03,1",
        "A,2021年11月3日,1.2340千\nB,2021-11-03,1",
        "A,03/11/2021,໑໒໓໔\nB,13/11/2021,1",
        "A,03.11.2021,១២៣៤\nB,13.11.2021,1",
        "A,03-11-2021,၁၂၃၄\nB,13-11-2021,1",
        'A,ngày 3 tháng 11 năm 2021,"1.234,0"\nB,2021-11-03,1',
    ],
)
def test_one_day_and_one_number_in_many_forms(tmp_path: Path, row: str) -> None:
    path = written(tmp_path / "e.csv", EXPORT + row + "\n")
    query = "SELECT period_start, value FROM engagement JOIN work USING (work_id) WHERE title = 'A'"
    _, rows = kept(path, tmp_path / "s", query, told=export_mapping())
    assert rows == [(dt.date(2021, 11, 3), 1234.0)]


def test_a_catalogue_of_the_usual_columns(tmp_path: Path) -> None:
    rows = (
        title_row(1, "A", '", South Korea"')
        + title_row(2, "B", '"Thailand, China,"')
        + title_row(3, "C", "")
    )
    path = written(tmp_path / "disney_plus_titles.csv", HEADINGS + rows)
    reading, origins = kept(
        path, tmp_path / "s", "SELECT work_id, country, share, position FROM origin ORDER BY ALL"
    )
    assert reading.reader == "Kaggle catalogue"
    assert origins == [
        ("disney_plus_titles:s1", "KR", 1.0, 1),
        ("disney_plus_titles:s2", "CN", 0.5, 2),
        ("disney_plus_titles:s2", "TH", 0.5, 1),
    ]
    _, services = kept(path, tmp_path / "s", "SELECT * FROM service")
    assert services == [("disney_plus", "Disney+", "platform")]


def test_a_shelf_without_countries_is_unknown_and_not_guessed(tmp_path: Path) -> None:
    rows = "".join(title_row(n, f"T{n}", "Atlantis" if n == 1 else "") for n in range(10))
    reading, origins = kept(
        written(tmp_path / "x_titles.csv", HEADINGS + rows), tmp_path / "s", "SELECT * FROM origin"
    )
    assert origins == []
    assert Remark("unknown_country", {"said": "Atlantis"}) in reading.notes


def test_the_worldwide_top_ten(tmp_path: Path) -> None:
    content = (
        "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\n"
        "2023-01-01\tTV (English)\t1\tX\tX: Season 1\t1230000\n"
        "2023-01-01\tTV (English)\t1\tY\tN/A\t1000\n"
        "2023-01-02\tTV (English)\t2\tY\tN/A\t1000\n"
        "2023-01-01\tFilms (English)\t11\tY\tN/A\t1000\n"
        "2023-01-01\tFilms (English)\t2\tZ\tN/A\t2000\n"
        "2023-01-01\tFilms (English)\t3\tW\tN/A\t3000\n"
        "2023-01-01\tFilms (English)\t4\tV\tN/A\t4000\n"
    )
    query = "SELECT unit, value, rank, territory, period_start FROM engagement WHERE work_id LIKE '%:x' ORDER BY unit"
    reading, rows = kept(written(tmp_path / "netflix_top10.tsv", content), tmp_path / "s", query)
    monday = dt.date(2022, 12, 26)
    assert rows == [
        ("hours", 1_230_000.0, 1, "001", monday),
        ("points", 10.0, 1, "001", monday),
        ("slots", 1.0, 1, "001", monday),
    ]
    assert [each.sentence for each in reading.refusals] == [
        "Row 3, column weekly_rank: is a second rank 1 beside row 2; keep the right one.",
        "Row 4, column week: “2023-01-02” is no Sunday; write the week's last day.",
        "Row 5, column weekly_rank: “11” is no rank; write 1 to 10.",
    ]


def test_later_editions_with_a_banner_and_two_sheets(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "watched_2024-Jan.xlsx") as book:
        for name in ("Movies", "Shows"):
            sheet = book.add_worksheet(name)
            sheet.write(1, 1, "What We Watched")
            sheet.write_row(4, 1, ["Title", "Available Globally?", "Release Date", "Hours Viewed"])
            for n in range(3):
                sheet.write_row(5 + n, 1, [f"{name} {n}", "Yes", "2024-01-01", 100_000 * (n + 1)])
    query = "SELECT kind, count(*), sum(value) FROM engagement JOIN work USING (work_id) GROUP BY kind ORDER BY kind"
    _, rows = kept(tmp_path / "watched_2024-Jan.xlsx", tmp_path / "s", query)
    assert rows == [("film", 3, 600_000.0), ("series", 3, 600_000.0)]


def test_equal_amounts_of_two_seasons_are_two_amounts(tmp_path: Path) -> None:
    titles = ["X: Season 1", "X: Season 2"] + [f"Y{n}" for n in range(30)]
    rows = [["Title", "Available Globally?", "Release Date", "Hours Viewed"]]
    rows += [[title, "No", "", 100_000] for title in titles]  # type: ignore[list-item]
    query = "SELECT count(*), sum(value) FROM engagement WHERE work_id LIKE '%:series:x'"
    _, found = kept(workbook(tmp_path / "watched_2023H2.xlsx", rows), tmp_path / "s", query)
    assert found == [(2, 200_000.0)]


def survey_frame() -> pl.DataFrame:
    return pl.DataFrame(
        {"respid": [1.0, 2.0, 3.0], "sex": [1.0, 2.0, 2.0], "age": [1.0, 1.0, 2.0], "w": [1.5, 0.5, 1.0],
         "watch_cn": ["ดู", "", "ไม่"]}
    )  # fmt: skip


def test_a_survey_from_spss_with_labels(tmp_path: Path) -> None:
    frame = survey_frame().rename({"w": "weight"})
    labels = {"sex": {1: "ชาย", 2: "หญิง"}, "age": {1: "15-24", 2: "25-34"}}
    pyreadstat.write_sav(frame, str(tmp_path / "audience.sav"), variable_value_labels=labels)
    reading, rows = kept(
        tmp_path / "audience.sav", tmp_path / "s",
        "SELECT respondent_id, age, sex, weight FROM respondent ORDER BY respondent_id",
    )  # fmt: skip
    assert reading.reader == "survey"
    assert rows == [
        ("1", "15-24", "ชาย", 1.5),
        ("2", "15-24", "หญิง", 0.5),
        ("3", "25-34", "หญิง", 1.0),
    ]
    _, answers = kept(
        tmp_path / "audience.sav", tmp_path / "s", "SELECT respondent_id, item, value FROM answer"
    )
    assert answers == [("1", "watch_cn", "ดู"), ("3", "watch_cn", "ไม่")]


def test_a_survey_refuses_people_who_cannot_be(tmp_path: Path) -> None:
    content = (
        "respid,Age,เพศ,weight,Q1,country\n1,18-24,หญิง,1.2,Yes,TH\n2,25-34,ชาย,0,No,TH\n1,25-34,ชาย,1,No,TH\n"
        "3,25-34,ชาย,1,No,Laos\n4,25-34,ชาย,1,,Atlantis\n5,25-34,ชาย,1,,TH\n6,25-34,ชาย,1.1,,TH\n"
    )
    reading, rows = kept(
        written(tmp_path / "s.csv", content),
        tmp_path / "s",
        "SELECT respondent_id, territory FROM respondent ORDER BY 1",
    )
    assert rows == [("1", "TH"), ("3", "LA"), ("5", "TH"), ("6", "TH")]
    assert [each.sentence for each in reading.refusals] == [
        "Row 3, column weight: “0” is no weight; write a number over 0.",
        "Row 4, column respid: is the respondent of row 2; give each respondent a number.",
        "Row 6, column country: “Atlantis” is no country; write its ISO code.",
    ]


def test_columns_are_suggested_in_many_languages(tmp_path: Path) -> None:
    content = (
        "片名,地区,日期,观看时长（万分钟）,制片国家\n琅琊榜,泰国,03/04/2024,12,中国大陆\n"
        "庆余年,老挝,05/04/2024,9,中国大陆\n"
    )
    found = suggest(open_table(written(tmp_path / "x.csv", content))[0])
    assert found.mapping == {
        "table": "engagement",
        "columns": {"title": "片名", "territory": "地区", "period_start": "日期", "value": "观看时长（万分钟）",
                    "countries": "制片国家"},
        "unit": "minutes",
        "multiply": 10_000.0,
    }  # fmt: skip
    assert [question.sentence for question in found.questions] == [
        "How many days is a period?",
        "Which service_id is it?",
        "Is column 日期 day/month/year or month/day/year?",
    ]


@pytest.mark.shared
def test_a_real_catalogue(shared: Path) -> None:
    reading = read(shared / "circulation" / "mdl_cdramas.csv")
    assert (reading.reader, reading.rows, reading.refused) == ("MyDramaList titles", 3146, 0)
    assert reading.counts["origin"] == 3146
    assert reading.preview["title"][1]["text"] == "琅琊榜"
