"""Polynomial hashes of every stretch of a sequence, all at once.

A stretch has the same hash wherever it stands, so that two texts agree on what they share. Arithmetic is modulo 2**64
(numpy's own), with each symbol mixed first and each result mixed last.
"""

import numpy as np
from numpy.typing import NDArray

BASE = 0x9E3779B97F4A7C15 | 1
INVERSE = pow(BASE, -1, 1 << 64)


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread every input bit over all 64 bits (the finaliser of SplitMix64, Steele et al. 2014).

    >>> [int(value) for value in mix(np.array([0, 1], dtype=np.uint64))]
    [16294208416658607535, 10451216379200822465]
    """
    z = values + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


class Stretches:
    """The hash of any stretch [start, end) of `symbols`, in constant time each.

    >>> of = Stretches(np.array([7, 8, 9, 7, 8], dtype=np.uint64))
    >>> first, second, other = of.hash(np.array([0, 3, 1]), np.array([2, 5, 3]))
    >>> bool(first == second), bool(first == other)
    (True, False)
    """

    def __init__(self, symbols: NDArray[np.uint64]) -> None:
        size = len(symbols)
        self._inverse = _powers(INVERSE, size + 1)
        self._sums = np.zeros(size + 1, dtype=np.uint64)
        np.cumsum(mix(symbols) * _powers(BASE, size), out=self._sums[1:])

    def hash(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.uint64]:
        """Hashes of [start, end) for each pair; an empty stretch has one hash everywhere."""
        return mix((self._sums[ends] - self._sums[starts]) * self._inverse[starts])


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    powers = np.full(count, base, dtype=np.uint64)
    powers[:1] = 1
    return np.cumprod(powers, dtype=np.uint64)
