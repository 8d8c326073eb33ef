"""Winnowed fingerprints: few enough to keep for every story, enough that no copied run escapes.

Winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003) keeps the least hash of each window of shingles. Here shingles
and windows are told in weights (`weights.py`), so that one rule serves words, Han and the scripts that write no
blanks. The proof of the guarantee is in docs/engines/identity.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .hashing import Stretches
from .units import Units, units
from .weights import FAR, NEAR, SHINGLE, WINDOW, reach, reach_back

_UNIT_BITS, _SIDE_BITS, _FAR_BITS = 23, 12, 8  # 47 bits in all: six bytes of an SQLite integer
MOST_UNITS = 1 << _UNIT_BITS  # what stands after the eight millionth unit of a text is not indexed


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprints:
    """Parallel arrays, one row a fingerprint: what a `Postings` keeps of a text.

    `hashes` fit a 32-bit integer column, `positions` a 64-bit one (opaque to the table: unit number and two sums of
    the neighbourhood, see `unpack`). `starts` says where each shingle begins in the original text.
    """

    hashes: NDArray[np.int32]
    positions: NDArray[np.int64]
    starts: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.hashes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingles:
    """Every shingle of a text, by the number of its first unit.

    `ends` are unit numbers; `before` and `after` are short hashes of the neighbourhoods (`agreement` compares
    them). `lefts[a]` and `rights[a]` say how far, in unit numbers, a run that two texts share around the shingle
    can reach at the most where the neighbourhood on that side agrees to degree `a`.
    """

    hashes: NDArray[np.int32]
    ends: NDArray[np.intp]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    lefts: NDArray[np.intp]
    rights: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.hashes)


def fingerprint(text: str, language: str | None = None) -> Fingerprints:
    """Fingerprint a text, as it is to be kept in a `Postings`.

    Any two texts that share a run of 12 words of a spaced language, or of 25 characters of Thai, Lao, Khmer or
    Burmese, or of 9 Han characters (counting these alone, whatever stands between them) have at least one hash in
    common. A text shorter than a shingle has none.

    >>> lead = "the ferry from Huay Xai left an hour late because the river had risen overnight"
    >>> story, other = fingerprint(lead.upper(), "en"), fingerprint("He wrote: “" + lead + "”.", "en")
    >>> len(set(story.hashes.tolist()) & set(other.hashes.tolist())) > 0
    True
    >>> len(fingerprint("four words, no more", "en"))
    0
    """
    row = units(text, language)
    every = shingles(row)
    chosen = winnow(every, row)
    origins = row.normalised.offsets[row.starts[chosen]]
    return Fingerprints(
        hashes=every.hashes[chosen],
        positions=pack(chosen, every.before[chosen], every.after[chosen]),
        starts=origins.astype(np.int32),
    )


def shingles(row: Units) -> Shingles:
    """Every shingle of a row of units; the last units that do not fill one are left out."""
    all_ends = reach(SHINGLE.sums(row.kinds), SHINGLE.full)
    count = min(int(np.count_nonzero(all_ends <= len(row))), MOST_UNITS)
    starts, ends = np.arange(count), all_ends[:count]
    window = WINDOW.sums(row.kinds)
    near_left, far_left = (reach_back(window, amount)[:count] for amount in (NEAR, FAR))
    near_right, far_right = (
        np.append(reach(window, amount), len(window))[ends] for amount in (NEAR, FAR)
    )
    of, last = Stretches(row.hashes), len(row)
    near, far = of.hash(np.maximum(near_left, 0), starts), of.hash(np.maximum(far_left, 0), starts)
    near_after, far_after = (
        of.hash(ends, np.minimum(right, last)) for right in (near_right, far_right)
    )
    return Shingles(
        hashes=(of.hash(starts, ends) >> np.uint64(32)).astype(np.uint32).view(np.int32),
        ends=ends,
        before=_sums(near, far),
        after=_sums(near_after, far_after),
        # A stretch that the text's own end cuts short may lie wholly inside a run; a full one that differs may not.
        lefts=np.stack(
            [*(np.where(at < 0, 0, at + 1) for at in (near_left, far_left)), 0 * starts]
        ),
        rights=np.stack(
            [
                *(np.where(at > last, last, at - 1) for at in (near_right, far_right)),
                0 * starts + last,
            ]
        ),
    )


def agreement(sums: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.intp]:
    """To what degree neighbourhoods agree: 0 not even near by, 1 near by, 2 as far as is known.

    >>> agreement(np.array([0x1FF, 0x1FF, 0x1FF]), np.array([0x2FF, 0x1FE, 0x1FF])).tolist()
    [0, 1, 2]
    """
    near = sums >> _FAR_BITS == others >> _FAR_BITS
    degrees: NDArray[np.intp] = near.astype(np.intp) + (sums == others)
    return degrees


def winnow(every: Shingles, row: Units) -> NDArray[np.intp]:
    """Numbers of the shingles to keep: the least hash of each window, the rightmost of equals; of a short text,
    one.
    """
    count = len(every)
    if not count:
        return np.zeros(0, dtype=np.intp)
    lasts = reach(WINDOW.sums(row.kinds), WINDOW.full)[:count]
    lasts = lasts[lasts < count]
    if not len(lasts):
        lasts = np.array([count - 1])
    ranks = every.hashes.view(np.uint32).astype(np.uint64) << np.uint64(32)
    ranks |= np.arange(count, 0, -1, dtype=np.uint64)
    least = _least(ranks, np.arange(len(lasts)), lasts)
    return count - np.unique(least & np.uint64(0xFFFFFFFF)).astype(np.intp)[::-1]


def pack(
    numbers: NDArray[np.intp], before: NDArray[np.int64], after: NDArray[np.int64]
) -> NDArray[np.int64]:
    """One integer of at most 47 bits for a unit number and the sums of its two neighbourhoods.

    >>> unpack(pack(np.array([5]), np.array([7]), np.array([4095])))
    (array([5]), array([7]), array([4095]))
    """
    return ((before << _SIDE_BITS | after) << _UNIT_BITS) | numbers


def unpack(
    positions: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """What `pack` packed: unit numbers, sums before, sums after."""
    side = (1 << _SIDE_BITS) - 1
    numbers = positions & (MOST_UNITS - 1)
    return numbers, positions >> _UNIT_BITS + _SIDE_BITS, positions >> _UNIT_BITS & side


def _sums(near: NDArray[np.uint64], far: NDArray[np.uint64]) -> NDArray[np.int64]:
    near_sum = near >> np.uint64(64 - _SIDE_BITS + _FAR_BITS) << np.uint64(_FAR_BITS)
    return (near_sum | far >> np.uint64(64 - _FAR_BITS)).astype(np.int64)


def _least(
    ranks: NDArray[np.uint64], firsts: NDArray[np.intp], lasts: NDArray[np.intp]
) -> NDArray[np.uint64]:
    """The least rank of each stretch first..last, from minima over powers of two."""
    powers = np.log2(lasts - firsts + 1).astype(np.intp)
    levels = [ranks]
    for power in range(int(powers.max())):
        below, half = levels[-1], 1 << power
        levels.append(np.minimum(below[:-half], below[half:]))
    least = np.empty(len(firsts), dtype=np.uint64)
    for power, level in enumerate(levels):
        here = powers == power
        second = lasts[here] - (1 << power) + 1
        least[here] = np.minimum(level[firsts[here]], level[second])
    return least
