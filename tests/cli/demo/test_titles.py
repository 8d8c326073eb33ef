"""The demonstration's titles hold together: references resolve, texts are in their scripts, workbooks read back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cli.demo.test_content import ORGANISATIONS, SCRIPTS, main_script
from sampan.catalogue.models import CreditRole, Genre, TitleKind
from sampan.cli.demo.content_files import title_clauses, titles
from sampan.cli.demo.drawing import MOTIFS
from sampan.cli.demo.posters import poster
from sampan.cli.demo.trailers import trailer
from sampan.cli.demo.workbooks import row, write_workbooks
from sampan.desks.market.importing.reader import read
from sampan.engines.language import tidy
from sampan.engines.rights import box

TITLES = titles()
every_title = pytest.mark.parametrize("title", TITLES, ids=[one["slug"] for one in TITLES])


def test_there_are_sixty_from_both_sides() -> None:
    assert (len(TITLES), len({one["slug"] for one in TITLES})) == (60, 60)
    leads = [one["countries"][0][0] for one in TITLES]
    assert (leads.count("CN"), len(set(leads))) == (20, 12)
    assert {language for one in TITLES for language in one["words"]} == set(SCRIPTS)


@every_title
def test_a_title_refers_only_to_what_exists(title: dict[str, Any]) -> None:
    assert title["house"] in ORGANISATIONS
    assert {title["kind"]} - set(TitleKind.values) == set()
    assert set(title["genres"]) - set(Genre.values) == set()
    assert {role for role, _names in title["people"]} - set(CreditRole.values) == set()
    assert {title["motif"]} - set(MOTIFS) == set()
    sold = [title_clauses()[slug] for slug in title.get("sold", ())]
    assert [one for one in sold if one.get("licensee") == title["house"]] == []
    assert sum(share for _code, share in title["countries"]) == 100


@every_title
def test_its_words_are_tidy_and_in_their_scripts(title: dict[str, Any]) -> None:
    assert 1 <= len(title["words"]) <= 4
    assert next(iter(title["words"])) == title["versions"][0].partition("/")[0]
    for language, words in title["words"].items():
        assert [text for text in words if tidy(text, language) != text] == []
        assert [text for text in words if main_script(text) != SCRIPTS[language]] == []


@pytest.mark.parametrize("clause", title_clauses().values(), ids=title_clauses())
def test_a_clause_is_a_box(clause: dict[str, Any]) -> None:
    words = [", ".join(clause[axis]) for axis in ("territories", "languages", "uses")]
    assert box(*words, date(2026, 11, 25)).end is None
    assert clause.get("until_day", 10**6) > clause["from_day"]


def test_five_workbooks_read_back_without_a_fault(tmp_path: Path) -> None:
    books = write_workbooks(TITLES, tmp_path)
    assert len(books) == 5
    for book in books:
        told = read(book.read_bytes(), book.name, book.stem)
        assert told["faults"] == []
        wanted = [row(one) for one in TITLES if one["house"] == book.stem]
        assert [{k: v for k, v in one.items() if k != "place"} for one in told["titles"]] == wanted


def test_a_poster_and_a_clip_are_small_and_always_the_same() -> None:
    first = poster("the-lake-breathes", "river", "បឹងដកដង្ហើម", "km")
    assert first == poster("the-lake-breathes", "river", "បឹងដកដង្ហើម", "km")
    assert len(first) < 80_000
    assert len(trailer("the-lake-breathes", "river")) < 200_000
