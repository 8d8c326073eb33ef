"""Titles of lists to works: descriptions of one work brought together, candidates weighed against each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import duckdb

from sampan.engines.circulation.facts import Row, Value

from .decisions import Decision
from .evidence import weights
from .link import Pair, link, link_descriptions
from .records import Record, lists_and_descriptions, one_service, one_work, records

_ALONE: dict[tuple[str, ...], str] = {
    ("ko",): "KR",
    ("th",): "TH",
    ("lo",): "LA",
    ("km",): "KH",
    ("my",): "MM",
    ("vi",): "VN",
    ("ja",): "JP",
}
_ONE_SERVICE = 0.95  # that lists of one service mean one work by one name
_BY_LANGUAGE = 0.9  # of works with a title in a language of one country, about as many come from it


@dataclass(slots=True)
class Joined:
    """The outcome, as rows of the tables same, match, doubt and (by language alone) origin."""

    same: list[Row] = field(default_factory=list)
    match: list[Row] = field(default_factory=list)
    doubt: list[Row] = field(default_factory=list)
    origin: list[Row] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, Row]]:
        for table in ("same", "match", "doubt", "origin"):
            for row in getattr(self, table):
                yield table, row


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
    settling = _Settling(by_id, titles, _Kept(decisions), joined)
    for group in groups:
        settling.settle(group, pairs[group.work_id])
    return joined


class _Kept:
    """Decisions by title."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._yes: dict[tuple[str, str], str] = {}
        self._no: set[tuple[str, str, str]] = set()
        for each in decisions:
            if each.verdict == "yes":
                self._yes[each.source_id, each.source_title] = each.work_id
            else:
                self._no.add((each.source_id, each.source_title, each.work_id))

    def yes(self, names: list[tuple[str, str]]) -> str | None:
        return next((self._yes[name] for name in names if name in self._yes), None)

    def is_refused(self, names: list[tuple[str, str]], work: Record) -> bool:
        return any((*name, member) in self._no for name in names for member in work.members)


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
                joined.same.append(_same(member, work.work_id, "linked", sure[member]))
    return works


def _same(work_id: str, same_id: str, method: str, probability: float) -> Row:
    return {"work_id": work_id, "same_id": same_id, "method": method, "probability": probability}


def against_each_other(pairs: list[Pair]) -> list[Pair]:
    """A title is at most one of the works that it resembles, so their probabilities share what there is.

    >>> one, other = Pair("t", "a", 0.9, ""), Pair("t", "b", 0.9, "")
    >>> [round(pair.probability, 2) for pair in against_each_other([one, other])]
    [0.47, 0.47]
    """
    odds = [
        min(pair.probability, 1 - 1e-9) / (1 - min(pair.probability, 1 - 1e-9)) for pair in pairs
    ]
    whole = 1 + sum(odds)
    shared = [
        Pair(pair.left, pair.right, odd / whole, pair.evidence)
        for pair, odd in zip(pairs, odds, strict=True)
    ]
    return sorted(shared, key=lambda pair: (-pair.probability, pair.right))


@dataclass(slots=True)
class _Settling:
    """Titles being settled: the works there are, what people decided, the outcome."""

    works: dict[str, Record]
    titles: dict[str, str]
    kept: _Kept
    joined: Joined

    def settle(self, group: Record, pairs: list[Pair]) -> None:
        names = [label(member, self.titles[member]) for member in group.members]
        allowed = [p for p in pairs if not self.kept.is_refused(names, self.works[p.right])]
        ranked = against_each_other(allowed)
        decided = self.kept.yes(names)
        best = ranked[0] if ranked and ranked[0].probability >= 0.5 else None
        if decided is not None:
            target = self.works[decided].work_id if decided in self.works else decided
            best = Pair("", target, 1.0, "")
            self._take(group, names, best, "decided")
        else:
            is_numbered = best is not None and "number in a register" in best.evidence
            self._take(group, names, best, "identifier" if is_numbered else "linked")
            self._doubt(names[0], ranked)
        chosen = self.works.get(best.right) if best else None
        if chosen is None or not chosen.countries:
            _by_language(group, self.joined)

    def _take(
        self, group: Record, names: list[tuple[str, str]], best: Pair | None, method: str
    ) -> None:
        """Note the work of each list's title; without one, the first list's title is the work of the others."""
        target = best or Pair("", group.members[0], _ONE_SERVICE, "")
        for member, (source, title) in zip(group.members, names, strict=True):
            is_itself = member == target.right
            row: dict[str, Value] = {"source_id": source, "work_id": target.right}
            row["source_title"] = title
            row["method"] = "self" if is_itself else method
            row["probability"] = 1.0 if is_itself else target.probability
            self.joined.match.append(row)
            if not is_itself:
                self.joined.same.append(_same(member, target.right, method, target.probability))

    def _doubt(self, name: tuple[str, str], ranked: list[Pair]) -> None:
        low, high = weights()["doubtful"], weights()["accept"]
        for pair in ranked[:3]:
            if low <= pair.probability < high:
                row: dict[str, Value] = {"source_id": name[0], "source_title": name[1]}
                row |= {"work_id": pair.right, "probability": pair.probability}
                self.joined.doubt.append(row | {"evidence": pair.evidence})


def label(work_id: str, title: str) -> tuple[str, str]:
    """How a title of a list is called in match, doubt and decisions: its source, and the title with its kind.

    >>> label("top10:series:the empress", "The Empress")
    ('top10', 'The Empress [series]')
    >>> label("watched:other:midway (2019)", "Midway")
    ('watched', 'Midway (2019) [other]')
    """
    source, _, rest = work_id.partition(":")
    kind, _, form = rest.partition(":")
    made = form[form.rfind(" (") :] if form.endswith(")") else ""
    return source, f"{title}{made} [{kind}]"


def _by_language(group: Record, joined: Joined) -> None:
    """Where nothing better is known: a title that is written in a language of one country says the country."""
    code = _ALONE.get(tuple(sorted(group.tongues)))
    for member in group.members if code else []:
        row: dict[str, Value] = {"work_id": member, "country": code, "role": "main"}
        row |= {"share": 1.0, "position": 1, "source": "language of the title"}
        joined.origin.append(row | {"confidence": _BY_LANGUAGE})
