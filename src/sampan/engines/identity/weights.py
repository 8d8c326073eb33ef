"""How much each kind of unit counts: the numbers behind the guarantee.

A shingle is 5 words, or 12 characters of Thai type, or 5 Han; a window slides 7 words, 10 characters or 4 Han
further. In mixed text the fractions add up. Whole numbers stand for the fractions, so that sums are exact.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Measure:
    """A length told in units: `full` is reached by `full / weight` units of one kind."""

    full: int
    weights: tuple[int, int, int]  # of a word, of a character of Thai type, of a Han character

    def sums(self, kinds: NDArray[np.uint8]) -> NDArray[np.int64]:
        """Running sums over units, starting with 0; one longer than `kinds`.

        >>> SHINGLE.sums(np.array([0, 0, 2], dtype=np.uint8)).tolist()
        [0, 12, 24, 36]
        """
        sums = np.zeros(len(kinds) + 1, dtype=np.int64)
        np.cumsum(np.array(self.weights, dtype=np.int64)[kinds], out=sums[1:])
        return sums


SHINGLE = Measure(60, (12, 5, 12))  # 5 words, 12 characters, 5 Han
WINDOW = Measure(140, (20, 14, 35))  # 7, 10, 4
NEAR, FAR = 40, 104  # of WINDOW: 2 and 6 words, 3 and 8 characters, 2 and 3 Han beside a shingle
RUN = Measure(396, (33, 18, 44))  # 12, 22, 9: the shortest run that is always found
SEED = Measure(24, (8, 3, 8))  # 3, 8, 3: what holds an edited passage together


def reach(sums: NDArray[np.int64], amount: int) -> NDArray[np.intp]:
    """For each start, the first end at which units [start, end) weigh `amount`; len(sums) where the text ends before.

    >>> reach(np.array([0, 2, 4, 6]), 3).tolist()
    [2, 3, 4]
    """
    return np.searchsorted(sums, sums[:-1] + amount, side="left")


def reach_back(sums: NDArray[np.int64], amount: int) -> NDArray[np.intp]:
    """For each end, the last start from which units [start, end) weigh `amount`; -1 where the text begins after.

    >>> reach_back(np.array([0, 2, 4, 6]), 3).tolist()
    [-1, -1, 0, 1]
    """
    return np.searchsorted(sums, sums - amount, side="right") - 1
