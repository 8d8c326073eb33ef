import numpy as np
import pytest

from sampan.engines.identity import Fingerprints, SqlitePostings, fingerprint


def column(*values: int, of: type = np.int32) -> np.ndarray:
    return np.array(values, dtype=of)


@pytest.fixture
def postings():
    with SqlitePostings(":memory:") as table:
        yield table


def rows(postings: SqlitePostings, *hashes: int, limit: int = 10) -> list[tuple[int, int, int]]:
    found = postings.lookup(column(*hashes), limit=limit)
    columns = (found.queries, found.documents, found.positions)
    return list(zip(*(each.tolist() for each in columns), strict=True))


def test_rows_come_in_the_order_asked_and_newest_first(postings):
    postings.add(1, column(10, -20), column(5, 6, of=np.int64))
    postings.add(2, column(10, 10), column(7, 1 << 46, of=np.int64))
    assert rows(postings, -20, 99, 10) == [(0, 1, 6), (2, 2, 1 << 46), (2, 2, 7), (2, 1, 5)]


def test_of_each_hash_the_newest_are_kept_by_a_limit(postings):
    for document in range(5):
        postings.add(document, column(10, 20), column(0, 1, of=np.int64))
    assert rows(postings, 10, 20, limit=2) == [(0, 4, 0), (0, 3, 0), (1, 4, 1), (1, 3, 1)]


def test_a_document_added_again_replaces_what_it_had(postings):
    postings.add(1, column(10, 20), column(0, 1, of=np.int64))
    postings.add(1, column(20), column(3, of=np.int64))
    assert (rows(postings, 10, 20), len(postings)) == ([(1, 1, 3)], 1)


def test_a_dropped_document_leaves_the_others(postings):
    postings.add(1, column(10), column(0, of=np.int64))
    postings.add(2, column(10), column(0, of=np.int64))
    postings.drop(1)
    postings.drop(77)
    assert (rows(postings, 10), len(postings)) == ([(0, 2, 0)], 1)


def test_nothing_asked_nothing_answered(postings):
    assert rows(postings) == []


def test_many_at_once_are_kept_as_one_by_one(postings):
    prints = [
        (number, fingerprint(f"{number} ferries left Huay Xai late today", "en"))
        for number in range(30)
    ]
    postings.add_many([])
    postings.add_many(prints)
    with SqlitePostings(":memory:") as other:
        for number, each in prints:
            other.add(number, each.hashes, each.positions)
        hashes = [value for _, each in prints for value in each.hashes.tolist()]
        assert rows(postings, *hashes, limit=99) == rows(other, *hashes, limit=99)


def test_a_text_without_fingerprints_is_remembered(postings):
    empty = Fingerprints(hashes=column(), positions=column(of=np.int64), starts=column())
    postings.add(1, empty.hashes, empty.positions)
    assert len(postings) == 1


def test_what_was_written_stands_in_the_file(tmp_path):
    with SqlitePostings(tmp_path / "prints.db") as table:
        table.add(1, column(10), column(4, of=np.int64))
    with SqlitePostings(tmp_path / "prints.db") as table:
        assert rows(table, 10) == [(0, 1, 4)]
