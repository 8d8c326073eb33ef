import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalogue.conftest import house, story
from sampan.catalogue.fingerprints import VersionPostings, keep_fingerprints, text_of
from sampan.engines import identity
from sampan.partners.actor import Actor

LIFTED = "the river rose three metres overnight and the ferry at the border post did not leave before noon"


def test_a_lifted_passage_is_found_in_the_original(lao: Actor, thai: Actor) -> None:
    source = story(lao, "en", "High water", f"Officials said that {LIFTED}.")
    other = story(thai, "en", "Dry season", "Nothing of the kind was said of the rains this year.")
    for version in (source, other):
        keep_fingerprints(version)
    seen = f"Breaking! {LIFTED.upper()} – so they say."
    found = identity.match(seen, "en", postings=VersionPostings(), fetch=text_of)
    assert [match.document for match in found] == [source.pk]
    span = found[0].spans[0]
    assert source.text[span.source_start : span.source_end].casefold() == LIFTED
    assert seen[span.start : span.end].casefold() == LIFTED


def test_keeping_twice_is_keeping_once(lao: Actor) -> None:
    version = story(lao, "en", "High water", LIFTED)
    keep_fingerprints(version)
    first = version.fingerprints.count()
    keep_fingerprints(version)
    assert (version.fingerprints.count(), first > 0) == (first, True)


HASHES = st.lists(st.sampled_from([-(2**31), -1, 0, 7, 2**31 - 1]), max_size=6)


class SameAnswers(TestCase):
    """The table answers as the engine's own SQLite file does."""

    @classmethod
    def setUpTestData(cls) -> None:
        actor = house("namkhong", "LA", "lo")
        cls.versions = [story(actor, "en", name).pk for name in ("one", "two", "three")]

    @settings(max_examples=60)
    @given(st.lists(st.tuples(st.integers(0, 2), HASHES), max_size=5), HASHES, st.integers(1, 3))
    def test_as_the_file(
        self, added: list[tuple[int, list[int]]], asked: list[int], limit: int
    ) -> None:
        postings = VersionPostings()
        for number in self.versions:
            postings.drop(number)
        with identity.SqlitePostings(":memory:") as file:
            for place, hashes in added:
                number = self.versions[place]
                values = np.array(hashes, dtype=np.int32)
                positions = np.arange(len(hashes), dtype=np.int64) << 20
                postings.add(number, values, positions)
                file.add(number, values, positions)
            wanted = np.array(asked, dtype=np.int32)
            mine, theirs = (each.lookup(wanted, limit=limit) for each in (postings, file))
        for name in ("queries", "documents", "positions"):
            assert getattr(mine, name).tolist() == getattr(theirs, name).tolist()


@pytest.mark.django_db
def test_nothing_is_found_where_nothing_is_kept() -> None:
    assert identity.match(LIFTED, "en", postings=VersionPostings(), fetch=text_of) == []
