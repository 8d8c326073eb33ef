"""The three axes: bits that never move, words to masks and back."""

import hashlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampan.engines.rights import (
    LANGUAGES,
    TERRITORIES,
    USES,
    Leaf,
    Parts,
    Split,
    UnknownTerm,
    Vocabulary,
)

# How many leaves were ever published, and the digest of their codes in the order of their bits. A new leaf goes
# after them; a line here may only ever be replaced by one that counts more leaves.
PUBLISHED = [
    (TERRITORIES, 255, "a287bd0f35ee117b"),
    (LANGUAGES, 180, "a709d0291f64cf72"),
    (USES, 25, "db8f494979f9fc7b"),
]


@pytest.mark.parametrize(("axis", "count", "digest"), PUBLISHED, ids=lambda value: str(value)[:12])
def test_published_bits_never_move(axis: Vocabulary, count: int, digest: str) -> None:
    # A country that is divided later keeps its bit for the rest of it, under the code CN-*.
    published = [
        leaf.code.removesuffix("-*") for leaf in sorted(axis.leaves, key=lambda leaf: leaf.bit)
    ][:count]
    assert hashlib.sha256("\n".join(published).encode()).hexdigest()[:16] == digest
    assert [leaf.bit for leaf in axis.leaves] == list(range(len(axis.leaves)))


@pytest.mark.parametrize("axis", [TERRITORIES, LANGUAGES, USES], ids=lambda axis: axis.axis)
@settings(max_examples=50)
@given(choice=st.data())
def test_parts_say_exactly_the_mask(axis: Vocabulary, choice: st.DataObject) -> None:
    codes = choice.draw(st.lists(st.sampled_from(axis.leaves), min_size=1))
    mask = 0
    for leaf in codes:
        mask |= 1 << leaf.bit
    parts = axis.parts(mask)
    said = axis.mask(", ".join(parts.included))
    assert said & ~(axis.mask(", ".join(parts.excluded)) if parts.excluded else 0) == mask


def test_a_list_less_another() -> None:
    assert TERRITORIES.codes(TERRITORIES.mask("LA, TH, VN except TH")) == ("LA", "VN")


def test_an_unknown_word_is_a_sentence_with_a_proposal() -> None:
    with pytest.raises(UnknownTerm) as caught:
        USES.mask("news.publsh")
    assert str(caught.value) == (
        "“news.publsh” is not a use that Sampan knows. Did you mean news.publish?"
    )


def test_a_split_gives_the_new_leaves_to_those_who_held_the_old() -> None:
    axis = Vocabulary(
        axis="use",
        whole="all",
        leaves=[
            Leaf(0, "vod", "video"),
            Leaf(1, "clips", "clips"),
            Leaf(2, "vod.fast", "channels"),
        ],
        terms={"all": 0b111},
        names={},
        folds=["all"],
        splits=[Split(2, "vod", ("vod.fast",))],
    )
    assert axis.version == 2
    assert axis.upgrade(0b001, since=1) == 0b101
    assert axis.upgrade(0b010, since=1) == 0b010
    assert axis.upgrade(0b001, since=2) == 0b001


def test_most_of_the_world_is_said_by_what_it_lacks() -> None:
    assert TERRITORIES.parts(TERRITORIES.mask("World except CN")) == Parts(("World",), ("CN",))
    assert (
        TERRITORIES.words(TERRITORIES.mask("ASEAN-10, CN", date(2026, 1, 1)))
        == "ASEAN-10 and China"
    )
