"""Passages out of blocks: the pieces of an edited passage stand in the same order in both texts, with little
between.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .alignment import Blocks
from .weights import RUN

GAP = RUN.full  # no more than a run's length may stand between two pieces, in either text
GAP_PRICE = 6  # a gap costs a sixth of what it weighs in both texts
DENSITY = 0.35  # less than this of a passage equal is no passage


@dataclass(frozen=True, slots=True)
class Passage:
    """Units starts..ends-1 of the query beside source_start..source_end-1; `matched` and `longest` weigh what is
    equal.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    pieces: int
    matched: int
    longest: int


def passages(
    blocks: Blocks, weight: NDArray[np.int64], source_weight: NDArray[np.int64], minimum: int
) -> Iterator[Passage]:
    """Chains of blocks that weigh `minimum` or more, the heaviest first; no unit of the query stands in two of them.

    `weight` and `source_weight` are the running sums of RUN weights of both texts.
    """
    while len(blocks):
        links, score = _best_chain(blocks, weight, source_weight)
        if score < minimum:
            return
        passage = _passage(blocks.where(links), weight)
        if passage.matched >= DENSITY * (weight[passage.end] - weight[passage.start]):
            yield passage
            blocks = _outside(blocks, passage)
        else:
            blocks = blocks.where(np.delete(np.arange(len(blocks)), links))


def _passage(chain: Blocks, weight: NDArray[np.int64]) -> Passage:
    source_ends = chain.sources + chain.ends - chain.starts
    lengths = weight[chain.ends] - weight[chain.starts]
    overlaps = np.maximum(
        0, np.maximum(chain.ends[:-1] - chain.starts[1:], source_ends[:-1] - chain.sources[1:])
    )
    overlapping = (
        weight[np.minimum(chain.starts[1:] + overlaps, chain.ends[1:])] - weight[chain.starts[1:]]
    )
    return Passage(
        start=int(chain.starts[0]),
        end=int(chain.ends[-1]),
        source_start=int(chain.sources[0]),
        source_end=int(source_ends[-1]),
        pieces=len(chain),
        matched=int(lengths.sum() - overlapping.sum()),
        longest=int(lengths.max()),
    )


def _best_chain(
    blocks: Blocks, weight: NDArray[np.int64], source_weight: NDArray[np.int64]
) -> tuple[list[int], int]:
    """The blocks of the heaviest chain, in order, and what it weighs less the price of its gaps."""
    starts, ends, sources = blocks.starts, blocks.ends, blocks.sources
    source_ends = sources + ends - starts
    best = weight[ends] - weight[starts]
    back = np.full(len(blocks), -1)
    for j in range(1, len(blocks)):
        follows = (starts[:j] < starts[j]) & (ends[:j] < ends[j])
        follows &= (sources[:j] < sources[j]) & (source_ends[:j] < source_ends[j])
        gap = weight[starts[j]] - weight[np.minimum(ends[:j], starts[j])]
        source_gap = (
            source_weight[sources[j]] - source_weight[np.minimum(source_ends[:j], sources[j])]
        )
        shared = np.maximum(0, np.maximum(ends[:j] - starts[j], source_ends[:j] - sources[j]))
        doubled = weight[np.minimum(starts[j] + shared, ends[j])] - weight[starts[j]]
        gains = best[:j] - doubled - (gap + source_gap) // GAP_PRICE
        gains[~follows | (gap > GAP) | (source_gap > GAP)] = -1
        i = int(np.argmax(gains))
        if gains[i] > 0:
            best[j] += gains[i]
            back[j] = i
    link = int(np.argmax(best))
    chain = []
    while link >= 0:
        chain.append(link)
        link = int(back[link])
    return chain[::-1], int(best.max())


def _outside(blocks: Blocks, passage: Passage) -> Blocks:
    """What of the blocks lies before or after the passage in the query."""
    before = Blocks(
        starts=blocks.starts, ends=np.minimum(blocks.ends, passage.start), sources=blocks.sources
    )
    cut = np.maximum(blocks.starts, passage.end)
    after = Blocks(starts=cut, ends=blocks.ends, sources=blocks.sources + cut - blocks.starts)
    both = Blocks(
        starts=np.concatenate((before.starts, after.starts)),
        ends=np.concatenate((before.ends, after.ends)),
        sources=np.concatenate((before.sources, after.sources)),
    )
    both = both.where(both.starts < both.ends)
    return both.where(np.lexsort((both.sources, both.starts)))
