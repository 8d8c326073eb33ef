"""Passages: does every lift out of 100,000 stories in ten languages come to light, how soon, and at what size.

Stories are made here: pairs of words as they follow each other in real text (TICO-19, the Declaration of Human
Rights, TALPCo, NTREX), every second one broken by a word drawn by frequency, so that phrases repeat as they do in
news but no story repeats another. The peer is SQLite's FTS5 asked for the same queries in the same run, with the
stories already cut into words for it: any of the query's words, ranked by bm25, the best ten.
"""

import gzip
import html
import itertools
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from figures import SHARED, emit, percentile
from sampan.engines.identity import (
    Match,
    Rule,
    SqlitePostings,
    fingerprint,
    judge,
    match,
)
from sampan.engines.language import words

STORIES = 100_000
LENGTH = 300  # words a story
ASKED = 20  # queries of a kind in each language
PEER_ASKED = 40  # queries put to the peer, spread over all
BROKEN = 0.5  # share of words that do not follow the one before as in real text
SPACED = ("en", "vi", "id", "ms", "fil")
BARS = {
    "12 words": 0.995,
    "60 words": 1.0,
    "60 words, a fifth edited": 0.98,
    "half a sentence": 0.92,
}
UNBROKEN = ("th", "lo", "km", "my")
LANGUAGES = (*SPACED, *UNBROKEN, "zh-Hans")
TMX = {
    "en": "en-id",
    "id": "en-id",
    "ms": "en-ms",
    "fil": "all.en-tl",
    "km": "all.en-km",
    "my": "all.en-my",
    "zh-Hans": "en-zh",
}
UDHR = {
    "en": "eng",
    "vi": "vie",
    "id": "ind",
    "fil": "tgl",
    "th": "tha",
    "lo": "lao",
    "km": "khm",
    "my": "mya",
    "zh-Hans": "cmn_hans",
}
NTREX = {
    "en": "eng",
    "vi": "vie",
    "id": "ind",
    "ms": "msa",
    "fil": "fil",
    "th": "tha",
    "lo": "lao",
    "km": "khm",
    "my": "mya-unicode",
    "zh-Hans": "zho-CN",
}
TALPCO = {"en": "eng", "vi": "vie", "id": "ind", "ms": "zsm", "th": "tha", "my": "myn"}


def real_text(language: str) -> Iterator[str]:
    """Sentences and paragraphs of a language."""
    if name := TMX.get(language):
        side = 0 if language == "en" else 1
        memory = gzip.decompress((SHARED / f"tico19/{name}.tmx.gz").read_bytes()).decode()
        segments: list[str] = re.findall(r"<seg>(.*?)</seg>", memory, re.DOTALL)
        yield from map(html.unescape, segments[side::2])
    if name := UDHR.get(language):
        page = (SHARED / f"udhr/{name}.html").read_text()
        yield from map(html.unescape, re.findall(r"<p>(.*?)</p>", page, re.DOTALL))
    if name := TALPCO.get(language):
        lines = (SHARED / f"talpco/{name}.txt").read_text().splitlines()
        yield from (line.partition("\t")[2] for line in lines)
    yield from (SHARED / f"ntrex/{NTREX[language]}.txt").read_text().splitlines()


class Writer:
    """Writes stories of one language, many at once; a story is an array of word numbers."""

    def __init__(self, language: str) -> None:
        self.language = language
        said = [[word.text for word in words(text, language)] for text in real_text(language)]
        self.vocabulary = sorted({word for line in said for word in line})
        numbers = {word: number for number, word in enumerate(self.vocabulary)}
        self._all = np.array([numbers[word] for line in said for word in line])
        pairs = np.array(
            [(numbers[a], numbers[b]) for line in said for a, b in itertools.pairwise(line)]
        )
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        self._next = pairs[:, 1]
        self._first = np.searchsorted(pairs[:, 0], np.arange(len(numbers) + 1))

    def write(self, count: int, length: int, chance: np.random.Generator) -> NDArray[np.int64]:
        stories = np.empty((count, length), dtype=np.int64)
        stories[:, 0] = chance.choice(self._all, count)
        for place in range(1, length):
            before = stories[:, place - 1]
            choices = self._first[before + 1] - self._first[before]
            follows = self._next[
                np.minimum(
                    self._first[before] + (chance.random(count) * choices).astype(int),
                    len(self._next) - 1,
                )
            ]
            breaks = (chance.random(count) < BROKEN) | (choices == 0)
            stories[:, place] = np.where(breaks, chance.choice(self._all, count), follows)
        return stories

    def words(self, story: NDArray[np.int64]) -> list[str]:
        return [self.vocabulary[number] for number in story.tolist()]

    def text(self, story: list[str]) -> str:
        """As it would be printed: a sentence every 18 words, a phrase every nine where no blanks are written."""
        between, stop = (
            (" ", ". ")
            if self.language in SPACED
            else ("", "。" if self.language == "zh-Hans" else " ")
        )
        parts = (between.join(story[place : place + 9]) for place in range(0, len(story), 9))
        return "".join(
            part + (stop if number % 2 else ", " if between else " ")
            for number, part in enumerate(parts)
        )


@dataclass(frozen=True, slots=True)
class Query:
    kind: str
    language: str
    text: str
    words: list[str]
    source: int | None  # the story that it lifted from


class Archive:
    """The stories, in one SQLite file each for us and for the peer."""

    def __init__(self, folder: Path, count: int) -> None:
        self.writers = {language: Writer(language) for language in LANGUAGES}
        self.each = count // len(LANGUAGES)
        self.path = folder / "passages.db"
        self.postings = SqlitePostings(self.path)
        self.stories = sqlite3.connect(folder / "stories.db")
        self.stories.executescript(
            "CREATE TABLE story (number INTEGER PRIMARY KEY, language TEXT, text TEXT);"
            "CREATE VIRTUAL TABLE peer USING fts5(words, content='', tokenize='unicode61');"
        )

    def fetch(self, number: int) -> tuple[str, str]:
        text, language = self.stories.execute(
            "SELECT text, language FROM story WHERE number = ?", (number,)
        ).fetchone()
        return text, language

    def build(self) -> tuple[float, float, float]:
        """Seconds of fingerprinting, of storing, and of the peer's indexing."""
        spent = np.zeros(3)
        for place, writer in enumerate(self.writers.values()):
            written = writer.write(self.each, LENGTH, np.random.default_rng(place))
            stories = {
                place * self.each + n: writer.words(story) for n, story in enumerate(written)
            }
            spent += self._add(writer, stories)
        return float(spent[0]), float(spent[1]), float(spent[2])

    def _add(self, writer: Writer, stories: dict[int, list[str]]) -> tuple[float, float, float]:
        texts = {number: writer.text(said) for number, said in stories.items()}
        rows = [(number, writer.language, text) for number, text in texts.items()]
        self.stories.executemany("INSERT INTO story VALUES (?, ?, ?)", rows)
        start = time.perf_counter()
        prints = [(number, fingerprint(text, writer.language)) for number, text in texts.items()]
        hashed = time.perf_counter()
        self.postings.add_many(prints)
        stored = time.perf_counter()
        rows = ((number, " ".join(said)) for number, said in stories.items())
        self.stories.executemany("INSERT INTO peer (rowid, words) VALUES (?, ?)", rows)
        self.stories.commit()
        return hashed - start, stored - hashed, time.perf_counter() - stored

    def size(self) -> float:
        """Bytes an article of the fingerprint file."""
        self.postings.close()
        size = self.path.stat().st_size
        self.postings = SqlitePostings(self.path)
        return size / len(self.postings)

    def ask(self, query: Query) -> list[Match]:
        return match(query.text, query.language, postings=self.postings, fetch=self.fetch)

    def ask_peer(self, query: Query) -> list[int]:
        any_word = " OR ".join(f'"{word}"' for word in dict.fromkeys(query.words))
        sql = "SELECT rowid FROM peer WHERE peer MATCH ? ORDER BY bm25(peer) LIMIT 10"
        return [number for (number,) in self.stories.execute(sql, (any_word,))]


def edited(
    passage: list[str], writer: Writer, share: float, chance: np.random.Generator
) -> list[str]:
    """A share of the words, in equal parts, left out, replaced by another, or followed by a new one."""
    result = []
    for word in passage:
        kind = chance.integers(3) if chance.random() < share else 3
        other = writer.vocabulary[chance.integers(len(writer.vocabulary))]
        result += ([], [other], [word, other], [word])[kind]
    return result


def queries(archive: Archive, seed: int = 1) -> Iterator[Query]:
    """Fresh articles of two hundred words, each with one lifted passage in its middle, and as many with none."""
    chance = np.random.default_rng(seed)
    for place, (language, writer) in enumerate(archive.writers.items()):
        kinds = {"60 words": 60, "60 words, a fifth edited": 60, "nothing lifted": 0}
        if language in SPACED:
            kinds["12 words"] = 12
        if language in UNBROKEN:
            kinds["half a sentence"] = 9
        for kind, length in kinds.items():
            for host in writer.write(ASKED, 200, chance):
                number = place * archive.each + int(chance.integers(archive.each))
                yield lifted(
                    archive,
                    writer,
                    kind=kind,
                    host=writer.words(host),
                    number=number,
                    length=length,
                    chance=chance,
                )


def lifted(
    archive: Archive,
    writer: Writer,
    *,
    kind: str,
    host: list[str],
    number: int,
    length: int,
    chance: np.random.Generator,
) -> Query:
    text, language = archive.fetch(number)
    source = [word.text for word in words(text, language)]
    start = int(chance.integers(len(source) - 60))
    passage = source[start : start + length]
    if "edited" in kind:
        passage = edited(passage, writer, 0.2, chance)
    said = host[:100] + passage + host[100:]
    return Query(kind, language, writer.text(said), said, number if length else None)


@dataclass(frozen=True, slots=True)
class Answer:
    query: Query
    documents: list[int]
    taken: list[int]  # those of them that are more than a stock phrase
    milliseconds: float

    @property
    def found(self) -> bool:
        return self.query.source in self.documents


def ask(archive: Archive, query: Query) -> Answer:
    start = time.perf_counter()
    matches = archive.ask(query)
    spent = (time.perf_counter() - start) * 1000
    rules = [
        judge(each, permitted=False, excerpt_permitted=False, credited=False).rule
        for each in matches
    ]
    taken = [
        each.document
        for each, rule in zip(matches, rules, strict=True)
        if rule != Rule.STOCK_PHRASE
    ]
    return Answer(query, [each.document for each in matches], taken, spent)


def ask_peer(archive: Archive, query: Query) -> Answer:
    start = time.perf_counter()
    found = archive.ask_peer(query)
    return Answer(query, found, found, (time.perf_counter() - start) * 1000)


def report_times(ours: list[Answer], peers: list[Answer]) -> None:
    times, peer_times = ([each.milliseconds for each in answers] for answers in (ours, peers))
    for share, bar in ((0.5, None), (0.95, 50.0)):
        peer = {"fts5 bm25": percentile(peer_times, share)}
        name = f"lookup and spans, p{share * 100:.0f}"
        emit(
            figure=name,
            value=percentile(times, share),
            unit="ms",
            bar=bar,
            better="lower",
            peer=peer,
        )
    for language in LANGUAGES:
        own = [each.milliseconds for each in ours if each.query.language == language]
        name = f"lookup and spans, p95, {language}"
        emit(figure=name, value=percentile(own, 0.95), unit="ms", bar=50.0, better="lower")


def report_recall(ours: list[Answer], peers: list[Answer]) -> None:
    for kind, bar in BARS.items():
        found, peer_found = (
            [each.found for each in answers if each.query.kind == kind] for answers in (ours, peers)
        )
        peer = {"fts5 bm25": sum(peer_found) / len(peer_found)} if peer_found else None
        value = sum(found) / len(found)
        emit(
            figure=f"recall, {kind}", value=value, unit="share", bar=bar, better="higher", peer=peer
        )


def report_false(ours: list[Answer]) -> None:
    for name, languages in {"words": SPACED, "Thai type": UNBROKEN, "Han": ("zh-Hans",)}.items():
        clean = [
            each for each in ours if each.query.source is None and each.query.language in languages
        ]
        told, taken = (
            sum(map(len, documents)) / len(clean)
            for documents in ([each.documents for each in clean], [each.taken for each in clean])
        )
        figure = f"documents told of a clean query, {name}"
        emit(figure=figure, value=told, unit="documents", bar=None, better="lower")
        figure = f"of these more than a stock phrase, {name}"
        emit(figure=figure, value=taken, unit="documents", bar=0.1, better="lower")


def report_queries(archive: Archive) -> None:
    asked = list(queries(archive))
    archive.ask(asked[0])
    ours = [ask(archive, query) for query in asked]
    lifts = [query for query in asked if query.source is not None]
    peers = [ask_peer(archive, query) for query in lifts[:: max(1, len(lifts) // PEER_ASKED)]]
    report_times(ours, peers)
    report_recall(ours, peers)
    report_false(ours)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder), count)
        hashing, storing, peer = archive.build()
        total = archive.each * len(LANGUAGES)
        emit(
            figure="fingerprinting",
            value=total / hashing,
            unit="stories/s/core",
            bar=None,
            better="higher",
        )
        emit(
            figure="index build, fingerprints and table",
            value=total / (hashing + storing),
            unit="stories/s",
            bar=None,
            better="higher",
            peer={"fts5": total / peer},
        )
        emit(
            figure="size of the table",
            value=archive.size(),
            unit="bytes/story",
            bar=None,
            better="lower",
        )
        report_queries(archive)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
