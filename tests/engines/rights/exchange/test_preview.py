"""What a file would change, before anything is written."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.rights.exchange.terms import grants
from sampan.engines.rights import Anchor, Grant, Verb, box
from sampan.engines.rights.exchange import preview

YEAR = box("LA", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
SOLD = Grant(id="1", verb=Verb.OUT_NONEXCLUSIVE, box=YEAR, licensor="A", licensee="B", clause="4")


def test_every_field_that_differs_is_named_with_both_values() -> None:
    new = replace(
        SOLD,
        verb=Verb.OUT_EXCLUSIVE,
        box=box("LA, TH", "lo/sub", "SVOD, AVOD", date(2026, 2, 1)),
        ends=Anchor("theatrical", 90, date(2026, 6, 1)),
        runs=3,
    )
    (changed,) = preview([SOLD], [new]).changed
    assert [str(one) for one in changed.fields] == [
        "verb: out-nonexclusive → out-exclusive",
        "territories: LA → LA, TH",
        "languages: lo → lo/sub",
        "uses: vod.svod → vod.svod, vod.avod",
        "start: 2026-01-01 → 2026-02-01",
        "end: 2027-01-01 → nothing",
        "ends: nothing → 90 days after theatrical, sure 2026-06-01",
        "runs: nothing → 3",
    ]


def test_added_gone_same_and_repeated() -> None:
    other, third = replace(SOLD, id="2"), replace(SOLD, id="3")
    old = replace(third, superseded_at=datetime(2026, 1, 1, tzinfo=UTC))
    recorded = replace(SOLD, recorded_at=datetime(2026, 1, 1, tzinfo=UTC))
    found = preview([recorded, other, old], [SOLD, third, third])
    assert (found.added, found.gone, found.same) == ((third,), (other,), (SOLD,))
    assert found.repeated == (third,)
    assert not found.changes_nothing


@settings(max_examples=40)
@given(st.lists(grants(), max_size=5, unique_by=lambda g: g.id), st.data())
def test_every_grant_is_told_once(record: list[Grant], data: st.DataObject) -> None:
    incoming = data.draw(st.permutations(record))[: data.draw(st.integers(0, len(record)))]
    found = preview(record, incoming)
    assert (found.added, found.changed, found.repeated) == ((), (), ())
    assert list(found.same) == incoming
    assert {one.id for one in found.gone} == {one.id for one in record} - {
        one.id for one in incoming
    }
    assert preview(record, record).changes_nothing
