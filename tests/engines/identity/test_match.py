from collections.abc import Mapping

import pytest

from engines.identity.writing import passage
from sampan.engines.identity import Match, SqlitePostings, fingerprint, match

STORY = (
    "The evening ferry from Huay Xai left an hour late on Sunday because the river had risen two metres overnight. "
    "Nobody was hurt, said the harbour master, who asked travellers to wait for the morning boat instead."
)
LAO = "ເຮືອຂ້າມຟາກຈາກຫ້ວຍຊາຍອອກຊ້າໄປໜຶ່ງຊົ່ວໂມງໃນວັນອາທິດເພາະນ້ຳຂອງຂຶ້ນສອງແມັດໃນຄືນດຽວ"


def search(
    archive: Mapping[int, str], text: str, language: str | None = None, **options
) -> list[Match]:
    with SqlitePostings(":memory:") as postings:
        postings.add_many(
            [(number, fingerprint(each, language)) for number, each in archive.items()]
        )
        return match(
            text,
            language,
            postings=postings,
            fetch=lambda number: (archive[number], language),
            **options,
        )


def quoted(found: Match, text: str, source: str) -> list[tuple[str, str, str]]:
    return [
        (each.kind, text[each.start : each.end], source[each.source_start : each.source_end])
        for each in found.spans
    ]


def test_a_quotation_is_shown_in_both_texts():
    quote = "“LEFT AN HOUR LATE, on Sunday: because the river had risen two metres”"
    text = f"Our man in Bokeo writes, {quote}, and adds that it will rise again."
    (found,) = search({7: STORY}, text, "en")
    source = "left an hour late on Sunday because the river had risen two metres"
    assert (found.document, quoted(found, text, STORY)) == (7, [("verbatim", quote[1:-1], source)])


def test_an_edited_passage_is_one_span():
    text = (
        "KPL. The evening boat from Huay Xai left an hour late on Sunday, as the river had risen two metres overnight. "
        "Nobody at all was hurt, said the harbour master, who asked travellers to wait until Monday."
    )
    (found,) = search({7: STORY}, text, "en")
    (span,) = found.spans
    assert (span.kind, text[span.start : span.end]) == (
        "edited",
        text[text.index("from") : text.index(" until")],
    )


def test_two_passages_in_another_order_are_two_spans():
    first, second = STORY[: STORY.index(" Nobody")], STORY[STORY.index("Nobody") :]
    text = f"{second} {passage(1, 60)} {first}"
    (found,) = search({7: STORY}, text, "en")
    assert quoted(found, text, STORY) == [
        ("verbatim", second[:-1], second[:-1]),
        ("verbatim", first[:-1], first[:-1]),
    ]


def test_the_same_text_is_all_matched():
    (found,) = search({7: STORY}, STORY.upper(), "en")
    assert (found.score, found.source_share, found.longest == found.matched) == (1.0, 1.0, True)


def test_lao_in_another_spelling_and_with_breaks():
    text = "ຂ່າວ: " + LAO.replace("ໜ", "ຫນ").replace("ນ້ຳ", "ນໍ້າ").replace("ວັນ", "\u200bວັນ\u200b")
    (found,) = search({7: LAO}, text, "lo")
    assert quoted(found, text, LAO) == [("verbatim", text[6:], LAO)]


def test_a_text_does_not_match_itself_when_told():
    assert search({7: STORY}, STORY, "en", excluding={7}) == []


def test_strangers_do_not_match():
    archive = {number: passage(number, 120) for number in range(40)}
    assert search(archive, passage(99, 120)) == []


@pytest.mark.parametrize("text", ["", " ", "…", "ferry", "the ferry from Huay Xai left"])
def test_short_texts_match_nothing(text):
    assert search({7: STORY}, text, "en") == []


def test_less_may_be_asked_for():
    text = "It is the evening ferry from Huay Xai left an hour late on which all depends."
    (found,) = search({7: STORY}, text, "en", minimum=0.9)
    assert (search({7: STORY}, text, "en"), quoted(found, text, STORY)) == (
        [],
        [("verbatim", text[6:58], STORY[:52])],
    )


def test_the_documents_that_share_most_come_first_and_no_more_than_asked():
    archive = {number: " ".join(STORY.split()[: 12 + number]) for number in range(10)}
    found = search(archive, STORY, "en", most=3)
    assert [each.document for each in found] == [9, 8, 7]


def much_edited(words: list[str], spared: slice) -> str:
    """Every fourth word another, but for a stretch of eight, too little to be evidence by itself."""
    kept = set(range(len(words))[spared])
    return " ".join(
        word if number % 4 or number in kept else f"other{number}"
        for number, word in enumerate(words)
    )


def test_a_passage_of_which_little_is_untouched_is_read_where_there_is_room():
    words = [f"river{number}" for number in range(60)]
    text = f"{passage(1, 60)} {much_edited(words, slice(21, 28))} {passage(2, 60)}"
    (found,) = search({7: " ".join(words)}, text, "en")
    assert (found.document, [span.kind for span in found.spans]) == (7, ["edited"])


def test_what_is_surely_worth_reading_is_read_first():
    words = [f"river{number}" for number in range(60)]
    text = f"{STORY} {much_edited(words, slice(21, 28))}"
    archive = dict.fromkeys(range(3), STORY) | {7: " ".join(words)}
    assert [each.document for each in search(archive, text, "en", most=3)] == [2, 1, 0]
    assert 7 in [each.document for each in search(archive, text, "en", most=4)]


def test_common_phrases_do_not_hide_a_run_that_few_share():
    words = [f"river{number}" for number in range(12)]
    archive = {0: " ".join(words) + " " + passage(0, 40)}
    for start in range(8):
        for _ in range(60):
            number = len(archive)
            shingle = " ".join(words[start : start + 5])
            archive[number] = f"{passage(number, 20)} {shingle} {passage(number + 10_000, 20)}"
    found = search(archive, "According to reports " + " ".join(words) + " it was said")
    assert [each.document for each in found] == [0]


def test_a_refrain_does_not_confuse():
    refrain = "row row row your boat " * 40
    (found,) = search({7: refrain}, f"They sang {refrain.strip()} until dawn", "en")
    assert (found.spans[0].start, found.spans[0].end) == (10, 9 + len(refrain))
