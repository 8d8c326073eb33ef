"""Documents as people get them: the words that a PDF holds, the same bytes twice, sentences for faults."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from sampan.engines.language import LANGUAGES
from sampan.engines.typesetting import CannotTypeset, installed_fonts, typeset

HEAD = '#import "sampan.typ": *\n#show: look.with(data.tag, title: "Title")\n'
FONTS = installed_fonts()

GREETINGS = {
    "zh-Hans": "中国与东盟的节目交流",
    "zh-Hant": "中國與東盟的節目交流",
    "en": "Programmes between China and ASEAN",
    "th": "รายการโทรทัศน์ระหว่างจีนกับอาเซียน น้ำ",
    "vi": "Chương trình giữa Trung Quốc và ASEAN",
    "lo": "ລາຍການໂທລະພາບລະຫວ່າງຈີນກັບອາຊຽນ",
    "km": "កម្មវិធីទូរទស្សន៍រវាងចិន និងអាស៊ាន",
    "my": "တရုတ်နှင့် အာဆီယံကြား ရုပ်သံအစီအစဉ်များ",
    "id": "Program antara Tiongkok dan ASEAN",
    "ms": "Rancangan antara China dan ASEAN",
    "fil": "Mga programa ng Tsina at ASEAN",
    "pt": "Programas entre a China e a ASEAN: ação",
    "tet": "Programa sira entre Xina no ASEAN: notísia",
}


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_a_document_of_every_working_language_holds_its_words() -> None:
    assert set(GREETINGS) == {language.tag for language in LANGUAGES}
    source = "\n".join(
        ['#import "sampan.typ": *', '#show: look.with("en", title: "Title")']
        + [f'#of-language("{tag}", data.at("{tag}"))\n' for tag in GREETINGS]
    )
    (text,) = pages(typeset(source, GREETINGS, fonts=FONTS))
    assert {letter for words in GREETINGS.values() for letter in words} - set(text) == set()
    for tag in ("zh-Hans", "zh-Hant", "en", "vi", "lo", "id", "ms", "fil", "pt", "tet"):
        assert GREETINGS[tag] in text, tag


def test_the_same_values_give_the_same_bytes() -> None:
    source = HEAD + "= #data.words\n#datetime.today().display()"
    data = {"tag": "th", "words": GREETINGS["th"]}
    day = datetime(2026, 11, 25, 12, tzinfo=UTC)
    first = typeset(source, data, fonts=FONTS, made_at=day)
    assert typeset(source, data, fonts=FONTS, made_at=day) == first
    assert "2026-11-25" in pages(first)[0]


def test_the_fonts_are_ours_alone() -> None:
    source = HEAD + '#set text(font: "DejaVu Sans")\nplain'
    assert b"DejaVu" not in typeset(source, {"tag": "en"}, fonts=FONTS)


def test_a_file_may_import_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "clauses.typ").write_text("#let clause = [First clause]")
    contract = tmp_path / "contract.typ"
    contract.write_text(HEAD + '#import "clauses.typ": clause\n#clause')
    assert "First clause" in pages(typeset(contract, {"tag": "en"}, fonts=FONTS))[0]


def test_two_languages_stand_beside_one_another() -> None:
    source = HEAD + '#side-by-side("zh-Hans", "vi", data.rows)'
    data = {"tag": "vi", "rows": [["第一条 许可", "Điều 1. Cấp phép"]]}
    document = pypdfium2.PdfDocument(typeset(source, data, fonts=FONTS))
    page = document[0].get_textpage()
    left, right = page.search("许可").get_next(), page.search("phép").get_next()
    assert left
    assert right
    chinese, vietnamese = page.get_charbox(left[0]), page.get_charbox(right[0])
    assert chinese[2] < vietnamese[0]
    document.close()


def test_pictures_come_by_name() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    source = HEAD + '#image("square.svg", alt: "A square")'
    plain = typeset(HEAD, {"tag": "en"}, fonts=FONTS)
    assert typeset(source, {"tag": "en"}, fonts=FONTS, files={"square.svg": svg}) != plain


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("= #data.nothing", "does not contain key"),
        ('#import "@preview/cetz:0.4.0"', "imports a package from outside"),
        ('#image("absent.svg")', "absent.svg"),
        ("#let x = ", "(main.typ, line 3,"),
    ],
)
def test_a_fault_is_a_sentence(source: str, sentence: str) -> None:
    with pytest.raises(CannotTypeset) as caught:
        typeset(HEAD + source, {"tag": "en"}, fonts=FONTS)
    assert sentence in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_a_picture_without_words_is_refused_in_an_accessible_document() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with pytest.raises(CannotTypeset) as caught:
        typeset(HEAD + '#image("a.svg")', {"tag": "en"}, fonts=FONTS, files={"a.svg": svg})
    assert "alt text" in str(caught.value)


def test_endless_work_ends() -> None:
    with pytest.raises(CannotTypeset) as caught:
        typeset(
            HEAD + "#for n in range(9000000) [ #n. ]",
            {"tag": "en"},
            fonts=FONTS,
            seconds=0.5,
        )
    assert "after 0.5 seconds" in str(caught.value)
