"""Where a text may not be in its one form yet, told for all its characters at once.

Nearly all text is in that form already, and a look at each of its syllables was most of the work of normalising it.
What can change shows in a character or in two neighbours, so a table of pairs spares that look. It may doubt too much,
never too little.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Self

import numpy as np
from numpy.typing import NDArray

from .marks import BEYOND, TONES, mark_class, ranks, rare_class

_CASED, _DOUBTFUL, _KNOWN = (
    1,
    2,
    3,
)  # kinds of characters; 0 has one form, whatever it stands beside
_PLANE = 0x10000
_DOUBTFUL_BEYOND = re.compile(f"[{BEYOND}\U0002f800-\U0002fa1f]")
_NIKHAHIT_TONE = re.compile(
    f"[\u0e4d\u0ecd][{TONES}]"
)  # the vowel that it makes one with may stand behind
# What has no order among marks and still can change beside a neighbour: joiners, and what is typed for one letter.
_OTHERS = (
    "\u17d2\u1039\u103a\u0e32\u0eb2\u0e33\u0eb3\u0e40\u0ec0\u0eab\u0e99\u0ea1\u0ea5\u1025\u178a"
)


@dataclass(frozen=True, slots=True, eq=False)
class Doubts:
    """The kind of each character of the basic plane, and which pairs of kinds are doubtful."""

    kinds: NDArray[np.uint8]
    pairs: NDArray[np.bool_]

    @classmethod
    def about(cls, fold: Callable[[str], str]) -> Self:
        """Learn the table of `fold`, which answers the one form of a syllable."""
        known = "".join(dict.fromkeys((*ranks(), *_OTHERS)))
        plane = "".join(map(chr, range(_PLANE)))
        changing = re.compile(f"[{mark_class()}{rare_class()}]")
        kinds = np.zeros(_PLANE, dtype=np.uint8)
        kinds[[place for place, letter in enumerate(plane) if letter.casefold() != letter]] = _CASED
        kinds[[found.start() for found in changing.finditer(plane)]] = _DOUBTFUL
        kinds[[ord(letter) for letter in known]] = np.arange(_KNOWN, _KNOWN + len(known))
        pairs = np.zeros((_KNOWN + len(known),) * 2, dtype=np.bool_)
        pairs[_CASED, _KNOWN:] = pairs[_DOUBTFUL] = pairs[:, _DOUBTFUL] = True
        for (one, a), (two, b) in product(enumerate(known, _KNOWN), repeat=2):
            pairs[one, two] = fold(a + b) != a + b or _NIKHAHIT_TONE.match(a + b)
        return cls(kinds, pairs)

    def places(self, text: str) -> list[int]:
        """Where a character, or it and the next, may have another form."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        kinds = self.kinds[np.minimum(codes, _PLANE - 1)]
        if codes.max(initial=0) >= _PLANE:
            kinds[[found.start() for found in _DOUBTFUL_BEYOND.finditer(text)]] = _DOUBTFUL
        doubtful = self.pairs[kinds, np.append(kinds[1:], 0)]
        places: list[int] = np.flatnonzero(doubtful).tolist()
        return places
