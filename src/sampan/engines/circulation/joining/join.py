"""Titles of lists to works: descriptions of one work brought together, candidates weighed against each other."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import duckdb

from .decisions import Decision
from .joined import Joined, same
from .link import Pair, link, link_descriptions
from .merging import lists_and_descriptions, one_service, one_work
from .records import Record, records
from .settling import Kept, Settling
from .weights import weights


def join(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision] = ()) -> Joined:
    """Join the works of a store. What a person decided holds; the rest goes by the weights of weights.toml.

    A title is joined to the likeliest work from one half up, with that probability; from `doubtful` to `accept` the
    pair is also put before a person. Below one half a title stays a work of its own.
    """
    found = records(connection)
    listed, described = lists_and_descriptions(found)
    joined = Joined()
    works = _described_works(described, joined)
    offered: dict[str, date | None] = dict(
        connection.execute("SELECT work_id, min(date_from) FROM offer GROUP BY work_id").fetchall()
    )
    groups = one_service(listed, offered)
    titles = dict(connection.execute("SELECT work_id, title FROM work").fetchall())
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for pair in link(groups, works):
        pairs[pair.left].append(pair)
    by_id = {work.work_id: work for work in works} | {
        m: work for work in works for m in work.members
    }
    settling = Settling(by_id, titles, Kept(decisions), joined)
    for group in groups:
        settling.settle(group, pairs[group.work_id])
    return joined


def _described_works(described: list[Record], joined: Joined) -> list[Record]:
    """Descriptions that are of one work as one record each; one source never describes a work twice."""
    by_id = {record.work_id: record for record in described}
    cluster: dict[str, str] = {}
    members: dict[str, list[str]] = {work_id: [work_id] for work_id in by_id}
    sure: dict[str, float] = {}
    for pair in sorted(
        link_descriptions(described), key=lambda p: (-p.probability, p.left, p.right)
    ):
        if pair.probability < weights()["accept"]:
            break
        left, right = cluster.get(pair.left, pair.left), cluster.get(pair.right, pair.right)
        sources = [by_id[m].source for m in (*members[left], *members[right])]
        if left == right or len(set(sources)) < len(sources):
            continue
        for member in members[right]:
            cluster[member] = left
        members[left] += members.pop(right)
        for work_id in (pair.left, pair.right):
            sure.setdefault(work_id, pair.probability)
    works = [one_work([by_id[m] for m in group]) for group in members.values()]
    for work in works:
        for member in work.members:
            if member != work.work_id:
                joined.same.append(same(member, work.work_id, "linked", sure[member]))
    return works
