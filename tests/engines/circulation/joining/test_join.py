"""Titles and works: what evidence joins, what it parts, what a person's word does."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampan.engines.circulation.facts import Row, Store, Writer
from sampan.engines.circulation.joining import (
    Decision,
    Joined,
    Undecidable,
    join,
    key,
    load_decisions,
    save_decisions,
    take_apart,
)

TOP, TMDB, SHOP = "top", "tmdb", "shop"


class Shelf:
    """Facts of three sources, made by hand."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[tuple[str, Row]] = []

    def listed(self, title: str, kind: str, seen: date, *more: str, source: str = TOP) -> str:
        work_id = f"{source}:{kind}:{key(title)}"
        self._rows.append(("work", {"work_id": work_id, "title": title, "kind": kind}))
        for text in (title, *more):
            self._rows.append(("title", {"work_id": work_id, "text": text, "source": source}))
        fact: Row = {"work_id": work_id, "service_id": "s", "territory": "TH", "source_id": source}
        self._rows.append(
            ("engagement", {**fact, "period_start": seen, "period_days": 7, "unit": "slots", "value": 1.0})
        )  # fmt: skip
        if source != TOP:
            self._rows.append(("offer", {**fact, "date_from": seen}))
        return work_id

    def described(
        self, own: str, title: str, kind: str, country: str, source: str = TMDB, **more: object
    ) -> str:
        work_id = f"{source}:{own}"
        original = str(more.pop("original", "") or title)
        language = more.get("language")
        self._rows.append(("work", {"work_id": work_id, "title": title, "kind": kind, **more}))  # type: ignore[dict-item]
        for text, tongue in ((title, None), (original, language)):
            self._rows.append(
                ("title", {"work_id": work_id, "text": text, "language": tongue, "source": source})  # type: ignore[dict-item]
            )
        self._rows.append(
            ("origin", {"work_id": work_id, "country": country, "role": "main", "share": 1.0, "position": 1,
                        "source": source, "confidence": 1.0})
        )  # fmt: skip
        return work_id

    def join(self, *decisions: Decision) -> Joined:
        with Writer(self._folder) as writer:
            for table, row in self._rows:
                writer.add(table, row)
        with Store(self._folder).connect() as connection:
            return join(connection, decisions)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "facts")


def joins(joined: Joined) -> dict[object, object]:
    return {row["work_id"]: row["same_id"] for row in joined.same}


def test_name_kind_and_year_join(shelf: Shelf) -> None:
    top = shelf.listed("The Medium Well", "film", date(2021, 9, 5))
    work = shelf.described(
        "1", "The Medium Well", "film", "TH", year=2021, released=date(2021, 8, 20), language="en"
    )
    joined = shelf.join()
    assert joins(joined) == {top: work}
    assert [row["method"] for row in joined.match] == ["linked"]
    assert joined.doubt == []


def test_a_title_alone_is_not_enough(shelf: Shelf) -> None:
    """A film seen before the other was made, in another language: the title is the same and the work is not."""
    shelf.listed("Love & Gelato", "film", date(2022, 6, 20))
    shelf.described("1", "Love & Gelato", "film", "TH", original="ลอง ลีฟ เลิฟว์", language="th",
                    year=2023, released=date(2023, 6, 29))  # fmt: skip
    assert joins(shelf.join()) == {}


def test_another_list_of_the_service_tells_the_language(shelf: Shelf) -> None:
    """The German series is not the Chinese one; the service's other list names it in German."""
    top = shelf.listed("The Empress", "series", date(2022, 9, 26))
    other = shelf.listed(
        "The Empress", "series", date(2022, 9, 29), "Die Kaiserin: Staffel 1", source=SHOP
    )
    shelf.described("1", "The Empress", "series", "CN", language="zh")
    assert joins(shelf.join()) == {other: top}


def test_a_title_in_a_language_of_one_country_tells_the_country(shelf: Shelf) -> None:
    top = shelf.listed("Good Doctor", "series", date(2022, 9, 26), "굿 닥터: 시즌 1")
    shelf.described("1", "Elsewhere", "series", "US", language="en")
    joined = shelf.join()
    assert [
        (row["work_id"], row["country"], row["source"], row["confidence"]) for row in joined.origin
    ] == [(top, "KR", "language of the title", 0.9)]


def test_descriptions_of_one_work_are_brought_together(shelf: Shelf) -> None:
    top = shelf.listed("Nirvana in Fire", "series", date(2022, 9, 26), "琅琊榜")
    one = shelf.described(
        "1", "Nirvana in Fire", "series", "CN", original="琅琊榜", language="zh", year=2015
    )
    two = shelf.described(
        "9",
        "Nirvana in Fire",
        "series",
        "CN",
        source="mdl",
        original="瑯琊榜",
        language="zh",
        year=2015,
    )
    assert joins(shelf.join()) in ({top: one, two: one}, {top: two, one: two})


def test_a_doubtful_pair_waits_and_a_decision_is_kept(tmp_path: Path, shelf: Shelf) -> None:
    top = shelf.listed("Sahara", "film", date(2022, 2, 7))
    old = shelf.described("1", "Sahara", "film", "US", year=2005, language="en")
    new = shelf.described("2", "Sahara", "film", "CA", year=2017, language="en")
    joined = shelf.join()
    waiting = {(row["source_title"], row["work_id"]) for row in joined.doubt}
    assert waiting == {("Sahara [film]", old), ("Sahara [film]", new)}
    path = tmp_path / "decisions.csv"
    save_decisions(
        path,
        [Decision(TOP, "Sahara [film]", old, "yes", "Somchai", "2026-01-02", "with McConaughey")],
    )
    decided = shelf.join(*load_decisions(path))
    assert joins(decided) == {top: old}
    assert [(row["method"], row["probability"]) for row in decided.match] == [("decided", 1.0)]
    assert decided.doubt == []
    refused = shelf.join(Decision(TOP, "Sahara [film]", old, "no"))
    assert joins(refused) == {top: new}


def test_a_decision_for_a_work_that_is_not_loaded_waits(shelf: Shelf) -> None:
    shelf.listed("Sahara", "film", date(2022, 2, 7))
    shelf.described("1", "Elsewhere", "film", "US", year=2005, language="en")
    joined = shelf.join(Decision(TOP, "Sahara [film]", "gone:7", "yes"))
    assert joins(joined) == {}
    assert [row["method"] for row in joined.match] == ["self"]


def test_decisions_that_contradict_each_other(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    save_decisions(path, [Decision("t", "A", "w1", "yes"), Decision("t", "A", "w2", "yes")])
    with pytest.raises(Undecidable) as caught:
        load_decisions(path)
    assert str(caught.value) == "Row 3: “A” was decided to be w1 before; keep one of them."
    path.write_text("source_id,source_title,work_id,verdict\nt,A,w1,maybe\n")
    with pytest.raises(Undecidable) as caught:
        load_decisions(path)
    assert str(caught.value) == "Row 2, column verdict: “maybe” is neither yes nor no."
    assert load_decisions(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("title", "name", "season", "language"),
    [
        ("The Glory: Season 1", "The Glory", 1, "en"),
        ("บุพเพสันนิวาส ภาค ๒", "บุพเพสันนิวาส", 2, "th"),
        ("陈情令 第二季", "陈情令", 2, "zh"),
        ("理智派生活: 第 1 季", "理智派生活", 1, "zh"),
        ("더 글로리: 시즌 1", "더 글로리", 1, "ko"),
        ("全裸監督: シーズン2", "全裸監督", 2, "ja"),
        ("Die Kaiserin: Staffel 1", "Die Kaiserin", 1, "de"),
        ("La Reina del Sur: Temporada 3", "La Reina del Sur", 3, "es"),
        ("Về nhà đi con: Phần 2", "Về nhà đi con", 2, "vi"),
        ("ເງົາ: ພາກ 2", "ເງົາ", 2, "lo"),
        ("1917", "1917", None, ""),
        ("Blade Runner 2049", "Blade Runner 2049", None, ""),
    ],
)
def test_seasons_in_many_languages(
    title: str, name: str, season: int | None, language: str
) -> None:
    found = take_apart(title)
    assert (found.name, found.season, found.language) == (name, season, language)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)


@given(st.text(min_size=1, max_size=40))
def test_taking_apart_leaves_a_name(text: str) -> None:
    assert take_apart(text).name or not text.split()
