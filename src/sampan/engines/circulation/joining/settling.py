"""One title of a list at a time: what a person decided, else the likeliest work, else itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from sampan.engines.circulation.facts import Value

from .decisions import Decision
from .joined import Joined, same
from .link import Pair
from .records import Record
from .weights import weights

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


class Kept:
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
class Settling:
    """Titles being settled: the works there are, what people decided, the outcome."""

    works: dict[str, Record]
    titles: dict[str, str]
    kept: Kept
    joined: Joined

    def settle(self, group: Record, pairs: list[Pair]) -> None:
        names = [label(member, self.titles[member]) for member in group.members]
        allowed = [p for p in pairs if not self.kept.is_refused(names, self.works[p.right])]
        ranked = against_each_other(allowed)
        decided = self.works.get(self.kept.yes(names) or "")  # None where its source is not loaded
        best = ranked[0] if ranked and ranked[0].probability >= 0.5 else None
        if decided is not None:
            best = Pair("", decided.work_id, 1.0, "")
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
                self.joined.same.append(same(member, target.right, method, target.probability))

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
