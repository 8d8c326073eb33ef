import iscc_lib
import pytest

from sampan.engines.identity import content_code, distance, instance_code, meta_code, text_code

STORY = (
    "The evening ferry from Huay Xai left an hour late because the river had risen overnight. " * 4
)


def test_the_library_passes_the_standards_own_test():
    assert iscc_lib.conformance_selftest() is True


def test_codes_are_of_their_kind():
    codes = [
        meta_code("Ferry"),
        content_code(STORY),
        instance_code(b"x"),
        text_code("Ferry", STORY),
    ]
    kinds = [iscc_lib.iscc_decode(code)[0].name for code in codes]
    assert kinds == ["META", "CONTENT", "INSTANCE", "ISCC"]


def test_near_texts_are_near_and_strangers_far():
    near = distance(content_code(STORY), content_code(STORY.replace("evening", "morning")))
    far = distance(
        content_code(STORY), content_code("Rice prices fell for the third week in Battambang. " * 6)
    )
    assert (near < 64 < far, distance(content_code(STORY), content_code(STORY))) == (True, 0)


def test_combined_codes_are_compared_by_their_content():
    one, other = text_code("Ferry late", STORY), text_code("Something else", STORY)
    assert distance(one, other) == 0


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            meta_code("Ferry"),
            "are ISCC codes of different kinds or lengths: they cannot be compared.",
        ),
        (
            content_code(STORY, bits=64),
            "are ISCC codes of different kinds or lengths: they cannot be compared.",
        ),
    ],
)
def test_codes_of_different_kinds_are_not_compared(code, sentence):
    with pytest.raises(ValueError) as caught:
        distance(content_code(STORY), code)
    assert str(caught.value) == f"{content_code(STORY)} and {code} {sentence}"


def test_what_is_no_code_is_named():
    with pytest.raises(ValueError) as caught:
        distance("rubbish", content_code(STORY))
    assert str(caught.value).partition(":")[0] == "'rubbish' is no ISCC code"
