"""Grants of every kind over the true vocabularies, for what must come back as it was."""

from datetime import date, timedelta

from hypothesis import strategies as st

from sampan.engines.rights import LANGUAGES, TERRITORIES, USES, Anchor, Box, Grant, Obligation, Verb

WORDS = st.text("abc é中ກ/1", min_size=1, max_size=8).map(str.strip).filter(bool)
DAYS = st.integers(0, 3000).map(lambda number: date(2024, 1, 1) + timedelta(days=number))


def masks(axis, words: list[str]):
    """Some leaves, some groups, all but some."""
    leaves = st.sets(st.sampled_from([leaf.bit for leaf in axis.leaves]), min_size=1, max_size=9)
    few = leaves.map(lambda bits: sum(1 << bit for bit in bits))
    group = st.sampled_from([axis.mask(word) for word in words])
    return (
        few | group | st.tuples(few, group).map(lambda two: two[0] | two[1])
        | few.map(lambda mask: axis.everything & ~mask)
    )  # fmt: skip


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    start = draw(st.just(date.min) | DAYS)
    days = draw(st.none() | st.integers(1, 2000))
    end = None if days is None else max(start, date(2020, 1, 1)) + timedelta(days=days)
    return Box(
        draw(
            masks(
                TERRITORIES, ["World", "ASEAN-10", "Greater China", "CN", "MY", "Lancang-Mekong-6"]
            )
        ),
        draw(masks(LANGUAGES, ["all", "zh", "lo", "all/sub", "zh/dub"])),
        draw(masks(USES, ["all-media", "vod", "news", "ai", "broadcast"])),
        start,
        end,
    )


anchors = st.builds(
    Anchor, WORDS.filter(lambda w: not w[-1].isdigit()), st.integers(-90, 900), st.none() | DAYS
)


@st.composite
def grants(draw: st.DrawFn, *, verbs: tuple[Verb, ...] = tuple(Verb)) -> Grant:
    verb = draw(st.sampled_from(verbs))
    named = verb in (Verb.OUT_EXCLUSIVE, Verb.IN, Verb.CLEARANCE)
    licensee = draw(WORDS if named else st.none() | WORDS)
    kinds = st.sampled_from(["credit", "fee", "report", "embargo", "no_edit", "link_back"])
    return Grant(
        id=draw(WORDS),
        verb=verb,
        box=draw(boxes()),
        licensor="" if verb is Verb.IN else draw(WORDS),
        licensee=licensee,
        subject=draw(WORDS),
        clause=draw(WORDS),
        source=draw(WORDS),
        sublicensing=draw(st.none() | st.integers(0, 3)) if licensee else None,
        runs=draw(st.none() | st.integers(0, 9)),
        obligations=tuple(
            draw(st.lists(st.builds(Obligation, kinds, WORDS | st.just("")), max_size=2))
        ),
        waives=draw(WORDS) if verb is Verb.WAIVER else None,
        starts=draw(st.none() | anchors),
        ends=draw(st.none() | anchors),
        signed=draw(st.booleans()),
        overspill=draw(st.booleans()),
    )
