"""Who said this before: the passages that a text shares with the documents of a `Postings`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from .alignment import Seeds
from .candidates import Candidate, candidates
from .chains import Passage, passages
from .fingerprints import shingles
from .postings import Postings
from .units import Units, units
from .weights import RUN

Kind = Literal["verbatim", "edited"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A passage: text[start:end] of the query beside text[source_start:source_end] of the document.

    `kind` is "verbatim" where nothing but case, blanks and punctuation differs, else "edited".
    """

    start: int
    end: int
    source_start: int
    source_end: int
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a text shares with one document.

    `score` is the share of the query that the document holds too, `source_share` the share of the document, both
    from 0 to 1. `matched` is all that both hold, `longest` the longest verbatim run, told in shortest runs (1.0 is 12
    words, 22 characters of Thai type or 9 Han). Spans stand in the order of the query.
    """

    document: int
    score: float
    source_share: float
    matched: float
    longest: float
    spans: tuple[Span, ...]


def match(
    text: str,
    language: str | None,
    *,
    postings: Postings,
    fetch: Callable[[int], tuple[str, str | None]],
    minimum: float = 1.0,
    most: int = 12,
    excluding: Collection[int] = (),
) -> list[Match]:
    """Find the documents that share passages with a text, the one that shares most first.

    `fetch` answers (text, language) of a document as it was fingerprinted. `minimum` is how much a passage must
    have in common to be told, in shortest runs; under 1.0 nothing is guaranteed. At most `most` documents are read,
    whatever the archive holds. Documents of `excluding` (the text's own earlier versions, say) are passed over.

    >>> from sampan.engines.identity import SqlitePostings, fingerprint
    >>> story = "Vientiane. The ferry from Huay Xai left an hour late because the river had risen overnight."
    >>> copy = "We hear that the ferry from Huay Xai left an HOUR late, because the river had risen."
    >>> with SqlitePostings(":memory:") as postings:
    ...     prints = fingerprint(story, "en")
    ...     postings.add(1, prints.hashes, prints.positions)
    ...     found = match(copy, "en", postings=postings, fetch=lambda document: (story, "en"))
    >>> [(story[span.source_start : span.source_end], span.kind) for span in found[0].spans]
    [('The ferry from Huay Xai left an hour late because the river had risen', 'verbatim')]
    """
    row = units(text, language)
    least = round(minimum * RUN.full)
    found = candidates(row, shingles(row), postings, minimum=least, most=most + len(excluding))
    seeds = Seeds(row)
    matches = [
        _match(row, seeds, units(*fetch(each.document)), each, least)
        for each in found
        if each.document not in excluding
    ]
    told = [each for each in matches[:most] if each is not None]
    return sorted(told, key=lambda each: (-each.score, -each.document))


def _match(
    row: Units, seeds: Seeds, source: Units, candidate: Candidate, minimum: int
) -> Match | None:
    other = Seeds(source)
    blocks = seeds.blocks(other, candidate.queries, candidate.sources)
    found = sorted(
        passages(blocks, seeds.weight, other.weight, minimum), key=lambda each: each.start
    )
    if not found:
        return None
    matched = sum(each.matched for each in found)
    return Match(
        document=candidate.document,
        score=matched / int(seeds.weight[-1]),
        source_share=min(1.0, matched / int(other.weight[-1])),
        matched=matched / RUN.full,
        longest=max(each.longest for each in found) / RUN.full,
        spans=tuple(_span(each, row, source) for each in found),
    )


def _span(passage: Passage, row: Units, source: Units) -> Span:
    start, end = row.original_span(passage.start, passage.end)
    source_start, source_end = source.original_span(passage.source_start, passage.source_end)
    return Span(
        start=start,
        end=end,
        source_start=source_start,
        source_end=source_end,
        kind="verbatim" if passage.pieces == 1 else "edited",
    )
