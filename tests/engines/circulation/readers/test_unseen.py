"""Files that nobody has seen: countries in odd forms, plain lists in other encodings, numbered questions."""

import csv
from pathlib import Path

import pyreadstat
import pytest

from sampan.engines.circulation.facts.countries import countries, country
from sampan.engines.circulation.readers import Unreadable, read
from sampan.engines.circulation.readers.reading import Reading

pandas = pytest.importorskip("pandas")


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Korea, South; China", ["KR", "CN"]),
        ("Korea, Republic of", ["KR"]),
        ("Taiwan, Province of China, Thailand", ["TW", "TH"]),
        ("Hong Kong, China", ["HK", "CN"]),  # a co-production, as the lists of 2021 have it
        ("Hong Kong SAR", ["HK"]),
        ("China (Mainland)", ["CN"]),
        ("Burma (Myanmar)", ["MM"]),
        ("The Philippines", ["PH"]),
        ("US|UK", ["US", "GB"]),
        ("South Korea / Japan", ["KR", "JP"]),
        ("Indonesia & Malaysia", ["ID", "MY"]),
        ("Lao PDR", ["LA"]),
        ("Iran, Islamic Republic of", ["IR"]),
        ("Bosnia and Herzegovina", ["BA"]),
        ("ประเทศไทย", ["TH"]),
        ("泰国", ["TH"]),
        ("内地/香港", ["CN", "HK"]),
        ("马来西亚、新加坡", ["MY", "SG"]),
        ("未知", []),
        ("N/A", []),
        ("-", []),
    ],
)
def test_countries_however_they_are_written(cell: str, codes: list[str]) -> None:
    assert [country(name) for name in countries(cell)] == codes


def listed(path: Path, heading: list[str], rows: list[list[object]], encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        delimiter = "\t" if path.suffix == ".tsv" else ","
        csv.writer(file, delimiter=delimiter).writerows([heading, *rows])
    return path


def known(reading: Reading) -> tuple[str, int, int, int]:
    counts = reading.counts
    return reading.reader, counts["work"], counts.get("origin", 0), counts.get("offer", 0)


def test_a_plain_list_of_a_service_is_its_catalogue(tmp_path: Path) -> None:
    viu = listed(
        tmp_path / "viu_catalogue.csv", ["Title", "Type", "Country", "Year"],
        [["Rain", "Movie", "Korea, South; China", 2020], ["River", "TV Show", "", 2021]], "utf-8-sig",
    )  # fmt: skip
    assert known(read(viu)) == ("plain catalogue", 2, 2, 2)
    assert (
        "A form of its own; taken by its headings: titles from “Title”, kinds from “Type”, "
        "countries of origin from “Country”, years from “Year”."
    ) in [note.sentence for note in read(viu).notes]
    iqiyi = listed(
        tmp_path / "iqiyi_intl.csv", ["片名", "类型", "地区", "年份"],
        [["茶路", "电视剧", "中国大陆", 2020], ["雨", "电影", "泰国", 2021], ["河", "电影", "未知", 2021]], "gb18030",
    )  # fmt: skip
    assert known(read(iqiyi)) == ("plain catalogue", 3, 2, 3)
    wetv = listed(
        tmp_path / "wetv_titles.tsv", ["name", "categories", "region", "year"],
        [["Rain", "Drama, Romance", "Mainland China", 2020], ["River", "Action", "Taiwan", 2021]], "utf-16",
    )  # fmt: skip
    assert known(read(wetv)) == ("plain catalogue", 2, 2, 2)


def test_a_plain_list_of_no_service_is_works_alone(tmp_path: Path) -> None:
    mine = listed(
        tmp_path / "my_dramas.csv", ["Name", "Country", "Year"], [["Rain", "China", 2020]], "utf-8"
    )
    assert known(read(mine)) == ("plain catalogue", 1, 1, 0)


def test_a_title_that_comes_twice_is_listed_as_refused(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [title, country, 2020, at]
        for at, (title, country) in enumerate(
            [("Rain", "CN"), ("Rain", "KR"), ("Sun", "KR"), ("Fog", "TH")]
        )
    ]
    file = listed(tmp_path / "viu.csv", ["Title", "Country", "Year", "Note"], rows, "utf-8")
    reading = read(file)
    assert [one.sentence for one in reading.refusals] == [
        "Row 3, column Title: “Rain” has the title, kind and year of row 2; add a column of ids to tell them apart."
    ]


@pytest.mark.parametrize(
    "heading",
    [
        ["title", "production_countries", "country", "year"],  # where it is from, or where it is shown
        ["title", "country", "year", "views"],
        ["title", "country", "year", "provider"],
        ["title", "country", "note", "more"],
    ],
)  # fmt: skip
def test_what_leaves_a_question_is_asked(tmp_path: Path, heading: list[str]) -> None:
    cells = {"title": "Rain", "year": 2020, "views": 12, "provider": "Viu"}
    row = [cells.get(name, "TH" if "countr" in name else "x") for name in heading]
    file = listed(tmp_path / "viu.csv", heading, [row, ["River", *row[1:]]], "utf-8")
    with pytest.raises(Unreadable, match="make a mapping"):
        read(file)


def test_an_spss_survey_with_numbered_questions(tmp_path: Path) -> None:
    frame = pandas.DataFrame(
        {"ID": [1, 2], "country": [3, 1], "Q1_age": [1, 2], "Q2_gender": [1, 2], "Q5": [1, 2], "wt": [0.5, 1.5]}
    )  # fmt: skip
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(
        frame, str(path),
        variable_value_labels={"country": {1: "Thailand", 3: "Lao PDR"}, "Q1_age": {1: "15-24", 2: "25-34"}},
    )  # fmt: skip
    reading = read(path)
    assert (reading.reader, reading.refused) == ("survey", 0)
    assert dict(reading.counts) == {"respondent": 2, "answer": 2}
    people = reading.preview["respondent"]
    assert [(one["territory"], one["age"]) for one in people] == [("LA", "15-24"), ("TH", "25-34")]


def test_a_day_in_another_form_than_its_column_is_said_to_be_so(tmp_path: Path) -> None:
    heading = ["show_id", "type", "title", "country", "date_added", "release_year", "duration"]
    days = ("2025-01-02", "2025-01-03", "03/12/2025")
    rows: list[list[object]] = [
        [f"s{n}", "Movie", f"T{n}", "TH", day, 2020, "90 min"] for n, day in enumerate(days)
    ]
    reading = read(listed(tmp_path / "netflix_titles.csv", heading, rows, "utf-8"))
    assert [one.sentence for one in reading.refusals] == [
        "Row 4, column date_added: “03/12/2025” is not written as the other days of the column; write it as 2026-01-31."
    ]
