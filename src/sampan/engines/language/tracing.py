"""Text that remembers where each of its characters came from while it is rewritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Edit = tuple[int, int, str]  # start, end, what stands there instead


@dataclass(frozen=True, slots=True)
class Traced:
    """A text in the making; character i stands for original[starts[i]:ends[i]]. Both arrays rise, never fall."""

    text: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    @classmethod
    def of(cls, text: str) -> Self:
        starts = np.arange(len(text), dtype=np.int32)
        return cls(text, starts, starts + 1)

    def rewrite(self, edits: Iterable[Edit]) -> "Traced":
        """Apply edits, given in order and apart from one another; each replacement stands for all that it replaces."""
        pieces: list[str] = []
        first: list[int] = []  # of each piece where it begins, and
        last: list[
            int
        ] = []  # the end of what its first character stands for; kept ones by turns with replaced ones
        position = 0
        for start, end, replacement in edits:
            pieces += (self.text[position:start], replacement)
            first += (position, start)
            last += (position, end - 1)
            position = end
        if not pieces:
            return self
        pieces.append(self.text[position:])
        lengths = np.fromiter(map(len, pieces), dtype=np.intp, count=len(pieces))
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        within *= np.repeat(np.arange(len(pieces)) % 2 == 0, lengths)
        starts = self.starts[np.repeat((*first, position), lengths) + within]
        ends = self.ends[np.repeat((*last, position), lengths) + within]
        return Traced("".join(pieces), starts, ends)

    def same_length(self, text: str) -> "Traced":
        """Put a text in place whose characters correspond one to one."""
        return Traced(text, self.starts, self.ends)
