"""Which documents are worth reading, judged from postings alone.

A lone fingerprint is weak evidence: common phrases meet by chance. But each posting tells what stood before and
after its shingle, and where that differs from the query, a shared run can reach no further. So a lone posting
counts only where the run around it may be long enough; others count when they lie together on one diagonal (the
same distance between both texts), as the pieces of an edited passage do.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .fingerprints import Shingles, agreement, unpack, winnow
from .postings import Hits, Postings
from .units import Units
from .weights import RUN

DENSE = 640  # a query of so many shingles asks for them all, a longer one for its fingerprints
COMMON = 32  # a hash with more rows than this stands for a common phrase
COMMON_ROWS = 10_000  # read for all the common phrases of a query together, newest documents first
BAND = 64  # how many units the pieces of one passage may drift from its diagonal
DEGREE = RUN.full // 6  # what each degree of agreement adds to a document's strength
EVIDENCE = 3 * RUN.full // 4  # of an edited passage's pieces; less is read if there is room
SURELY = 1 << 40  # added to the strength of what is worth reading in any case


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A document, and where its postings say that it meets the query: unit numbers of both, in pairs."""

    document: int
    queries: NDArray[np.int64]
    sources: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meetings:
    """Parallel arrays: the query's unit, the document, its unit, how far the neighbourhoods agree (0 to 4), and
    whether a run around them may be long enough.
    """

    queries: NDArray[np.int64]
    documents: NDArray[np.int64]
    sources: NDArray[np.int64]
    degrees: NDArray[np.intp]
    may_do: NDArray[np.bool_]

    def where(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "_Meetings":
        return _Meetings(
            queries=self.queries[rows],
            documents=self.documents[rows],
            sources=self.sources[rows],
            degrees=self.degrees[rows],
            may_do=self.may_do[rows],
        )


def candidates(
    row: Units, every: Shingles, postings: Postings, *, minimum: int, most: int
) -> list[Candidate]:
    """At most `most` documents, the strongest first, of equals the newest.

    A shared run that weighs `minimum` (of RUN) is never judged too weak. What is weaker takes the room that is left.
    """
    weight = RUN.sums(row.kinds)
    met = _meetings(row, every, postings, weight, minimum)
    if not len(met.queries):
        return []
    bands = [_strengths(met, every, weight, shift) for shift in (0, BAND // 2)]
    documents, strengths = (np.concatenate(column) for column in zip(*bands, strict=True))
    order = np.lexsort((strengths, documents))
    documents, strengths = documents[order], strengths[order]
    is_best = np.append(documents[1:] != documents[:-1], True)
    documents, strengths = documents[is_best], strengths[is_best]
    ranked = np.lexsort((documents, strengths))[::-1][:most]
    return [_candidate(met, document) for document in documents[ranked].tolist()]


def _meetings(
    row: Units, every: Shingles, postings: Postings, weight: NDArray[np.int64], minimum: int
) -> _Meetings:
    asked = np.arange(len(every)) if len(every) <= DENSE else winnow(every, row)
    hashes = every.hashes[asked]
    found = postings.lookup(hashes, limit=COMMON + 1)
    is_common = np.bincount(found.queries, minlength=len(asked)) > COMMON
    rare = _read(every, asked, found, weight, minimum).where(~is_common[found.queries])
    common = asked[is_common]
    if not len(common):
        return rare
    limit = max(COMMON_ROWS // len(common), COMMON)
    found = postings.lookup(every.hashes[common], limit=limit)
    more = _read(every, common, found, weight, minimum)
    more = more.where(more.may_do)
    return _Meetings(
        queries=np.concatenate((rare.queries, more.queries)),
        documents=np.concatenate((rare.documents, more.documents)),
        sources=np.concatenate((rare.sources, more.sources)),
        degrees=np.concatenate((rare.degrees, more.degrees)),
        may_do=np.concatenate((rare.may_do, more.may_do)),
    )


def _read(
    every: Shingles, asked: NDArray[np.intp], found: Hits, weight: NDArray[np.int64], minimum: int
) -> _Meetings:
    queries = asked[found.queries]
    sources, before, after = unpack(found.positions)
    left = agreement(every.before[queries], before)
    right = agreement(every.after[queries], after)
    longest = weight[every.rights[right, queries]] - weight[every.lefts[left, queries]]
    return _Meetings(
        queries=queries,
        documents=found.documents,
        sources=sources,
        degrees=left + right,
        may_do=longest >= minimum,
    )


def _strengths(
    met: _Meetings, every: Shingles, weight: NDArray[np.int64], shift: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each band its document, and its strength: what its postings cover of the query, and how far they agree.

    A band that is worth reading in any case is stronger than any that is not.
    """
    bands = (met.sources - met.queries + shift) // BAND
    order = np.lexsort((met.queries, bands, met.documents))
    met, bands = met.where(order), bands[order]
    opens = np.ones(len(order), dtype=bool)
    opens[1:] = (np.diff(met.documents) != 0) | (np.diff(bands) != 0)
    firsts = np.flatnonzero(opens)
    ends = every.ends[met.queries]
    covered_to = np.where(opens, 0, np.roll(ends, 1))
    covers = weight[ends] - weight[np.minimum(np.maximum(met.queries, covered_to), ends)]
    strengths = np.add.reduceat(covers, firsts)
    strengths += np.maximum.reduceat(met.degrees, firsts) * DEGREE
    worth = np.logical_or.reduceat(met.may_do, firsts) | (strengths >= EVIDENCE)
    return met.documents[firsts], strengths + worth * SURELY


def _candidate(met: _Meetings, document: int) -> Candidate:
    own = met.documents == document
    return Candidate(document=document, queries=met.queries[own], sources=met.sources[own])
