"""Rights of 100,000 titles in 1,000,000 grants: Sampan beside PostgreSQL and DuckDB, in one run, with equal answers.

    ./run bench rights [TITLES]

PostgreSQL is started by `pg_virtualenv` (Debian: postgresql-common); DuckDB is used where it is installed.
"""

import gc
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from figures import emit, milliseconds
from rights_peers import QUESTION, DuckDB, PostgreSQL
from sampan.engines.rights import (
    LANGUAGES,
    TERRITORIES,
    USES,
    Box,
    Grant,
    Kind,
    Row,
    Snapshot,
    Verb,
    avails,
    box,
    conflicts,
    permit,
)
from sampan.engines.rights.money import Tier, distribute, statements

SELLER = "seller"
EVER = date(2010, 1, 1)


class Draw:
    """The catalogue of reference: mostly worldwide rights in, sold on by country, language and use for a few years."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        codes = [leaf.code for leaf in TERRITORIES.leaves if "-" not in leaf.code]
        world = TERRITORIES.everything
        regions = ["ASEAN-10", "ASEAN-11", "Greater China", "Lancang-Mekong-6"]
        near = [
            TERRITORIES.mask(code)
            for code in (*regions, "CN", "TH", "VN", "MY", "ID", "LA", "KH", "MM")
        ]
        self.countries = [TERRITORIES.mask(code) for code in codes]
        few = [self._union(self.countries, 2, 6) for _ in range(4000)]
        many = [self._union(self.countries, 10, 60) for _ in range(1000)]
        self.where = [self.countries * 8, near * 40, few, many, [world & ~one for one in few]]
        tongues = [LANGUAGES.mask(leaf.code.split("/")[0]) for leaf in LANGUAGES.leaves[::3]]
        kinds = [1 << leaf.bit for leaf in LANGUAGES.leaves]
        self.how = [
            [LANGUAGES.everything],
            tongues,
            kinds,
            [self._union(tongues, 2, 5) for _ in range(2000)],
        ]
        leaves = [1 << leaf.bit for leaf in USES.leaves]
        media = USES.mask("all-media")
        self.what = [
            leaves,
            [self._union(leaves, 2, 6) for _ in range(2000)],
            [USES.mask("vod")],
            [media],
        ]

    def _union(self, masks: list[int], least: int, most: int) -> int:
        union = 0
        for mask in self.random.sample(masks, self.random.randint(least, most)):
            union |= mask
        return union

    def of(self, pools: list[list[int]], weights: list[int]) -> int:
        return self.random.choice(self.random.choices(pools, weights)[0])

    def day(self, first: int, last: int) -> date:
        return EVER + timedelta(days=self.random.randint(first * 365, last * 365))

    def rights_in(self, subject: str) -> Iterator[Row]:
        """One grant over the world; or two that split it by territory, or by time; or a region only."""
        start, draw = self.day(2, 14), self.random.random()
        end = None if draw < 0.5 else start + timedelta(days=365 * self.random.randint(5, 20))
        where, how, what = TERRITORIES.everything, LANGUAGES.everything, USES.everything
        part = self.of(self.where, [1, 2, 1, 3, 1])
        parts = [(where, start, end)]
        if draw > 0.65:
            parts = [(part, start, end), (where & ~part, start, end)]
        if draw > 0.8:
            turn = start + timedelta(days=365 * self.random.randint(2, 8))
            parts = [(where, start, turn), (where & ~part, turn, turn + timedelta(days=3650))]
        if draw > 0.95:
            parts = [(part, start, end)]
        for place, first, last in parts:
            yield Row(subject, SELLER, Kind.GIVES, place, how, what, first, last)

    def rights_out(self, subject: str) -> Row:
        kind = self.random.choices([Kind.TAKES, Kind.SHARES], [45, 55])[0]
        start = self.day(6, 20)
        return Row(
            subject,
            SELLER,
            kind,
            self.of(self.where, [50, 18, 15, 10, 7]),
            self.of(self.how, [45, 25, 10, 20]),
            self.of(self.what, [45, 35, 10, 10]),
            start,
            start + timedelta(days=self.random.randint(180, 5 * 365)),
        )


def catalogue(titles: int) -> list[Row]:
    """Ten grants a title, in the order of titles."""
    draw = Draw(2026)
    rows: list[Row] = []
    for number in range(titles):
        subject = f"{number:06d}"
        rows += draw.rights_in(subject)
        while len(rows) < 10 * (number + 1):
            rows.append(draw.rights_out(subject))
    return rows


def grants_of(rows: list[Row]) -> list[Grant]:
    """The grants of one title, as the engine takes them."""
    return [_grant(f"{row.subject}-{number}", row) for number, row in enumerate(rows)]


def _grant(name: str, row: Row) -> Grant:
    rights = Box(row.territories, row.languages, row.uses, row.start, row.end)
    if row.kind == Kind.GIVES:
        return Grant(id=name, verb=Verb.IN, box=rights, licensor="", licensee=SELLER)
    verb = Verb.OUT_EXCLUSIVE if row.kind == Kind.TAKES else Verb.OUT_NONEXCLUSIVE
    buyer = f"buyer {int(name[-1]) % 4}"
    return Grant(id=name, verb=verb, box=rights, licensor=SELLER, licensee=buyer, clause=name[-1])


def best(call: Callable[[], object], times: int = 5) -> float:
    """Milliseconds of the fastest of several calls: the one that other work on the machine disturbed least."""
    gc.collect()
    return min(milliseconds(call) for _ in range(times))


def each(call: Callable[[Any], object], things: list[Any]) -> float:
    """Microseconds a call, over many things, in batches short enough to find the machine quiet."""
    batches = [things[first : first + 200] for first in range(0, len(things), 200)]
    return (
        sum(best(lambda some=some: [call(one) for one in some], 9) for some in batches)
        / len(things)
        * 1000
    )


def whole_catalogue(snapshot: Snapshot, rows: list[Row]) -> None:
    """The question of all titles, of each engine, with the same answer."""
    found = snapshot.avails(QUESTION, exclusive=True).available
    ours = best(lambda: snapshot.avails(QUESTION, exclusive=True), 20)
    mine = {int(subject) for subject, _ in snapshot.names(found)}
    _check_by_boxes(rows, mine)
    emit(figure="titles available", value=len(mine), unit="titles", bar=None, better="higher")
    peers = {}
    for name, peer in _peers(rows):
        theirs = peer.titles()
        emit(
            figure=f"titles on which Sampan and {name} differ",
            value=len(theirs ^ mine),
            unit="titles",
            bar=0,
            better="lower",
        )
        peers[name] = best(peer.titles, 3)
        emit(
            figure=f"whole catalogue, times faster than {name}", value=round(peers[name] / ours, 1), unit="×",
            bar=100 if name == "PostgreSQL" else None, better="higher", peer={f"{name} ms": round(peers[name], 1)},
        )  # fmt: skip
        if isinstance(peer, PostgreSQL):
            emit_conflicts(rows, peer)
    emit(
        figure="whole catalogue",
        value=round(ours, 2),
        unit="ms",
        bar=None,
        better="lower",
        peer=peers or None,
    )
    residual = best(lambda: _first_fifty(snapshot), 5)
    emit(
        figure="whole catalogue with residual boxes of 50 titles",
        value=round(residual, 1),
        unit="ms",
        bar=150,
        better="lower",
    )


def _peers(rows: list[Row]) -> Iterator[tuple[str, PostgreSQL | DuckDB]]:
    if "PGHOST" in os.environ:
        yield "PostgreSQL", PostgreSQL(rows)
    try:
        yield "DuckDB", DuckDB(rows)
    except ImportError:
        print("DuckDB is not installed: no figure beside it.", file=sys.stderr)


def _check_by_boxes(rows: list[Row], mine: set[int]) -> None:
    """The engine's own two tiers agree on a sample."""
    for number in random.Random(7).sample(range(len(rows) // 10), 1000):
        grants = grants_of(rows[10 * number : 10 * number + 10])
        answer = avails(QUESTION, grants=grants, seller=SELLER, exclusive=True)
        if (answer.verdict == "available") != (number in mine):
            raise SystemExit(f"Title {number}: the snapshot and the boxes disagree.")


def _first_fifty(snapshot: Snapshot) -> None:
    """All titles, and for the first 50 everything that is left of them in the region, in every language and use."""
    wide = box("ASEAN-11", "all", "all-media", date(2026, 1, 1), date(2030, 1, 1))
    for group in snapshot.avails(QUESTION, exclusive=True).available[:50].tolist():
        snapshot.residual_of(group, wide, exclusive=True)


def emit_points(rows: list[Row]) -> None:
    """One use on one day, and one draft against the record, with the title's grants at hand."""
    draw = random.Random(3)
    titles = [
        grants_of(rows[10 * n : 10 * n + 10]) for n in draw.sample(range(len(rows) // 10), 2000)
    ]
    asked = [_question(draw) | {"grants": grants} for grants in titles]
    point = each(lambda one: permit(**one), asked)
    emit(figure="point permit", value=round(point, 2), unit="µs", bar=10, better="lower")
    yes = [one for grants in titles if (one := _licensed(grants))]
    allowed = each(lambda one: permit(**one), yes)
    emit(
        figure="point permit, where the answer is yes",
        value=round(allowed, 2),
        unit="µs",
        bar=10,
        better="lower",
    )
    drafts = [_draft(draw) for _ in titles]
    pairs = list(zip(drafts, titles, strict=True))
    clash = each(lambda pair: conflicts(pair[0], grants=pair[1]), pairs)
    emit(figure="conflict check", value=round(clash, 2), unit="µs", bar=20, better="lower")


def _question(draw: random.Random) -> dict[str, object]:
    return {
        "owner": SELLER,
        "party": f"buyer {draw.randrange(4)}",
        "territory": draw.choice(["LA", "TH", "VN", "CN", "MY", "FR"]),
        "language": draw.choice(["lo", "en", "zh-Hans/sub"]),
        "use": draw.choice(["SVOD", "broadcast.free", "theatrical", "ai.train"]),
        "on": date(2026, draw.randint(1, 12), 1),
    }


def _licensed(grants: list[Grant]) -> dict[str, object] | None:
    """A question whose answer is yes: about the first leaf and day of a licence that nothing else takes away."""
    for grant in grants:
        box = grant.box
        places = TERRITORIES.codes(box.territories)
        asked = {
            "owner": SELLER, "party": grant.licensee, "territory": places[0], "grants": grants,
            "language": LANGUAGES.codes(box.languages)[0], "use": USES.codes(box.uses)[0], "on": box.start,
        }  # fmt: skip
        if grant.verb is not Verb.IN and permit(**asked).allowed:
            return asked
    return None


def _draft(draw: random.Random) -> Grant:
    start = date(2026, draw.randint(1, 12), 1)
    wanted = box(
        draw.choice(["LA, TH", "VN", "CN", "ASEAN-11"]), draw.choice(["lo", "all", "zh"]),
        draw.choice(["SVOD", "vod", "broadcast"]), start, start + timedelta(days=draw.choice([365, 730])),
    )  # fmt: skip
    verb = draw.choice([Verb.OUT_EXCLUSIVE, Verb.OUT_NONEXCLUSIVE])
    return Grant(id="draft", verb=verb, box=wanted, licensor=SELLER, licensee="new buyer")


def emit_conflicts(rows: list[Row], peer: PostgreSQL) -> None:
    numbers = random.Random(5).sample(range(len(rows) // 10), 300)
    theirs = each(peer.clashes, numbers)
    emit(
        figure="conflict check in PostgreSQL",
        value=round(theirs, 1),
        unit="µs",
        bar=None,
        better="lower",
    )


def emit_waterfall() -> None:
    """Twenty thousand periods, each paid as a difference of cumulative figures: what is lost, and what drifts."""
    draw = random.Random(1)
    third = Fraction(1, 3)
    tiers = [
        Tier("commission", "fee", {"agent": Fraction(15, 100)}),
        Tier("guarantee", "recoup", {"fund": 1 - third, "bank": third}, 90_000_001),
        Tier(
            "profit",
            "split",
            {"fund": Fraction(1, 7), "north": Fraction(3, 7), "south": Fraction(3, 7)},
        ),
    ]
    receipts = [
        (date(2026, 1, 1) + timedelta(days=n), draw.randint(1, 20_000)) for n in range(20_000)
    ]
    paid: dict[str, int] = {}
    for statement in statements(receipts, tiers, currency="CNY"):
        for line in statement.paid_now:
            paid[line.party] = paid.get(line.party, 0) + line.minor
    whole = distribute(sum(minor for _, minor in receipts), tiers)
    lost = whole.receipts - whole.left - sum(paid.values())
    drift = sum(abs(paid[party] - whole.of(party)) for party in paid)
    emit(
        figure="waterfall, lost in 20,000 periods",
        value=lost,
        unit="minor units",
        bar=0,
        better="lower",
    )
    emit(
        figure="waterfall, drift over 20,000 periods",
        value=drift,
        unit="minor units",
        bar=0,
        better="lower",
    )


def main() -> None:
    titles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if "PGHOST" not in os.environ and shutil.which("pg_virtualenv"):
        os.execvp(
            "pg_virtualenv",
            ["pg_virtualenv", "-o", "shared_buffers=512MB", sys.executable, *sys.argv],
        )
    rows = catalogue(titles)
    with tempfile.TemporaryDirectory() as folder:
        gc.collect()
        began = time.perf_counter()
        snapshot = Snapshot.build(Path(folder) / "snapshot", rows)
        emit(
            figure="snapshot rebuilt",
            value=round(time.perf_counter() - began, 2),
            unit="s",
            bar=5,
            better="lower",
        )
        size = snapshot.size / 2**20
        emit(figure="snapshot size", value=round(size, 1), unit="MiB", bar=120, better="lower")
        emit_points(rows)
        emit_waterfall()
        whole_catalogue(snapshot, rows)


if __name__ == "__main__":
    main()
