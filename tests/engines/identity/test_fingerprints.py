"""Winnowing by arrays against winnowing by the book."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.identity.writing import passage
from sampan.engines.identity import fingerprint
from sampan.engines.identity.fingerprints import pack, shingles, unpack, winnow
from sampan.engines.identity.units import units
from sampan.engines.identity.weights import SHINGLE, WINDOW

texts = st.builds(passage, st.integers(0, 1 << 32), st.integers(0, 60))


def slow_winnow(text: str) -> list[int]:
    """Each window in turn, its least hash, the rightmost of equals."""
    row = units(text)
    every = shingles(row)
    count, ranks, chosen = len(every), every.hashes.view(np.uint32).tolist(), set()
    steps = np.array(WINDOW.weights)[row.kinds].tolist()
    for first in range(count):
        last, weight = first, 0
        while weight < WINDOW.full and last < len(row):
            weight += steps[last]
            last += 1
        if weight < WINDOW.full or last >= count:
            break
        chosen.add(min(range(first, last + 1), key=lambda place: (ranks[place], -place)))
    if count and not chosen:
        chosen.add(min(range(count), key=lambda place: (ranks[place], -place)))
    return sorted(chosen)


@settings(max_examples=100)
@given(texts)
def test_chosen_as_by_the_book(text):
    row = units(text)
    assert winnow(shingles(row), row).tolist() == slow_winnow(text)


@settings(max_examples=100)
@given(texts)
def test_a_shingle_is_full_and_no_longer_than_needed(text):
    row = units(text)
    weights = np.array(SHINGLE.weights)[row.kinds]
    for first, end in enumerate(shingles(row).ends.tolist()):
        assert weights[first:end].sum() >= SHINGLE.full > weights[first : end - 1].sum()


def test_the_same_words_have_the_same_hashes_wherever_they_stand():
    lead = "the ferry from Huay Xai left an hour late"
    alone = shingles(units(lead)).hashes.tolist()
    assert shingles(units("Yesterday " + lead)).hashes.tolist()[1:] == alone


def test_starts_are_places_in_the_original():
    text = "«S\u0323» \u200bthe  ferry from Huay"
    (start,) = fingerprint(text).starts.tolist()
    assert start == 1


def test_texts_without_a_shingle_have_no_fingerprint():
    assert [
        len(fingerprint(text)) for text in ("", "   ", "one two three four", "新华社", "…!?")
    ] == [0] * 5


def test_hashes_and_positions_fit_their_columns():
    prints = fingerprint(" ".join(f"w{number}" for number in range(5000)))
    assert (prints.hashes.dtype, prints.positions.dtype) == (np.dtype(np.int32), np.dtype(np.int64))
    assert bool((prints.positions >= 0).all() and (prints.positions < 1 << 47).all()) is True


@given(st.integers(0, (1 << 23) - 1), st.integers(0, 4095), st.integers(0, 4095))
def test_a_position_gives_back_what_was_packed(number, before, after):
    arrays = (np.array([value]) for value in (number, before, after))
    assert [part.tolist() for part in unpack(pack(*arrays))] == [[number], [before], [after]]
