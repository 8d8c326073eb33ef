"""A folder as strangers fill it: each file is read once, and of each that is not, the reason is said."""

import os

import pytest

from sampan.engines.circulation.readers import Loaded, load

from .made import HEADINGS, title_row

WEEKS = "week\tcategory\tweekly_rank\tshow_title\tcountry_iso2\n"


def week(day: str, *, ranks: int = 3) -> str:
    return "".join(f"{day}\tFilms\t{rank}\tT{rank}\tTH\n" for rank in range(1, ranks + 1))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("folder")
    shelf = HEADINGS + title_row(1, "A") + title_row(2, "B")
    files = {
        "netflix_titles.csv": shelf,
        "netflix_titles.tsv": shelf.replace("B", "C").replace(",", "\t").replace("25\t", "25,"),
        "the same again.csv": shelf,
        "netflix_top10.tsv": WEEKS + week("2022-01-02") + week("2022-01-09"),
        "netflix_top10_later.tsv": WEEKS + week("2022-01-09") + week("2022-01-16"),
        "titles.json": '[{"title": "x"}]',
        "titles.7z": "7z\xbc\xaf'\x1c" * 9,
        "README.md": "Read me.",
        "~$netflix_titles.xlsx": "lock",
        ".hidden.csv": "x",
    }
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("latin-1"))
    (folder / "older.csv").mkdir()
    (folder / "gone.csv").symlink_to("gone.csv")
    os.mkfifo(folder / "pipe.csv")
    return load(folder, tmp_path_factory.mktemp("facts") / "store")


@pytest.mark.slow
def test_each_file_is_read_once_or_its_reason_is_said(loaded: Loaded) -> None:
    assert {name: remark.sentence for name, remark in loaded.unread.items()} == {
        "gone.csv": "There is no file behind this name; send the file itself.",
        "older.csv": "It is a folder; put its files beside the others.",
        "pipe.csv": "There is no file behind this name; send the file itself.",
        "the same again.csv": "It holds the same as netflix_titles.csv, byte for byte, and was read once.",
        "titles.7z": "Files of this kind (.7z) are not read; save it as CSV or XLSX.",
        "titles.json": "It is JSON; export the table as CSV.",
    }
    assert [(one.source_id, one.rows, one.refused) for one in loaded.readings] == [
        ("netflix_titles", 2, 0),
        ("netflix_titles_2", 2, 0),
        ("netflix_top10", 6, 0),
        ("netflix_top10_later", 6, 3),
    ]


@pytest.mark.slow
def test_a_week_in_two_files_is_counted_once(loaded: Loaded) -> None:
    with loaded.store.connect() as connection:
        slots = connection.execute("SELECT count(*) FROM engagement WHERE unit = 'slots'")
        assert slots.fetchone() == (9,)
    assert [remark.sentence for remark in loaded.readings[-1].left_out()] == [
        f"Row {row}: netflix_top10.tsv tells the same already; it was counted once."
        for row in (2, 3, 4)
    ]
