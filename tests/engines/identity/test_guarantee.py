"""The promise of the engine: no shared run of a certain length escapes, in any script, however it is dressed."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engines.identity.writing import (
    PAUSES,
    STOPS,
    anything,
    context,
    disguised,
    han,
    numbers,
    syllables,
    thai_type,
    words,
)
from sampan.engines.identity import SqlitePostings, fingerprint, match
from sampan.engines.identity.units import units
from sampan.engines.identity.weights import RUN

FEW = settings(max_examples=60)


def found(run: str, copy: str, around: list[str], language: str | None, slack: int = 0) -> bool:
    """Whether two texts with the run in common share a hash, and whether `match` points at the run in both."""
    source, query = f"{around[0]} {run} {around[1]}", f"{around[2]} {copy} {around[3]}"
    kept, asked = fingerprint(source, language), fingerprint(query, language)
    if not set(kept.hashes.tolist()) & set(asked.hashes.tolist()):
        return False
    with SqlitePostings(":memory:") as postings:
        postings.add(1, kept.hashes, kept.positions)
        matches = match(query, language, postings=postings, fetch=lambda _: (source, language))
    start, source_start = len(around[2]) + 1, len(around[0]) + 1
    return any(
        span.start <= start + slack
        and span.end >= start + len(copy) - slack
        and span.source_start <= source_start + slack
        and span.source_end >= source_start + len(run) - slack
        for each in matches
        for span in each.spans
    )


arounds = st.lists(context, min_size=4, max_size=4)


@FEW
@given(st.data(), st.lists(words, min_size=12, max_size=12), arounds)
def test_twelve_words(data, run, around):
    copy = data.draw(disguised(run, PAUSES))
    assert found(" ".join(run), copy, around, None) is True


@FEW
@given(st.data(), st.lists(han, min_size=9, max_size=9), arounds)
def test_nine_han(data, run, around):
    copy = data.draw(disguised(run, STOPS))
    assert found("".join(run), copy, around, "zh-Hans") is True


@FEW
@given(st.data(), thai_type, arounds)
def test_twenty_five_characters_of_scripts_without_blanks(data, run, around):
    language, pieces = run
    copy = data.draw(disguised(pieces, STOPS))
    assert found("".join(pieces), copy, around, language) is True


@FEW
@given(st.data(), thai_type)
def test_what_touches_a_run_may_take_three_characters_of_it(data, run):
    language, pieces = run
    near = st.lists(syllables(language), min_size=1, max_size=9).map("".join)
    run_text = "".join(pieces)
    source = data.draw(near) + run_text + data.draw(near)
    query = data.draw(near) + run_text + data.draw(near)
    # Syllables by chance may look like Zawgyi with one neighbour and not with another.
    assume(all(run_text in units(text, language).normalised.text for text in (source, query)))
    hashes = [set(fingerprint(text, language).hashes.tolist()) for text in (source, query)]
    assert bool(hashes[0] & hashes[1]) is True


@FEW
@given(st.data(), st.lists(han, min_size=9, max_size=9), arounds)
def test_what_stands_between_nine_han_does_no_harm(data, run, around):
    between = st.one_of(numbers, words, syllables("th"), st.just(""))
    text = "".join(f"{character} {data.draw(between)} " for character in run).strip()
    assert found(text, text.upper(), around, "zh-Hans") is True


@FEW
@given(st.data(), thai_type, arounds)
def test_foreign_names_in_a_story_do_no_harm(data, run, around):
    language, pieces = run
    between = st.one_of(st.just(""), st.just(""), numbers, words)
    text = "".join(f"{piece} {data.draw(between)} " for piece in pieces).strip()
    assert found(text, text.upper(), around, language) is True


@FEW
@given(st.lists(anything, min_size=40, max_size=40), arounds)
def test_fractions_of_a_mixed_run_add_up_to_four_thirds(pieces, around):
    kept = 1
    while RUN.sums(units(" ".join(pieces[:kept])).kinds)[-1] * 3 < RUN.full * 4:
        kept += 1
    run = " ".join(pieces[:kept])
    assert found(run, run.upper(), around, None) is True
