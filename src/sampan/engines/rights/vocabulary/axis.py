"""One axis of rights (where, in which language, for what) as a set of numbered leaves."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


class UnknownTerm(LookupError):
    """A word that names no leaf and no group of its axis. `str()` is a sentence for people."""

    def __init__(self, axis: str, word: str, remedy: str) -> None:
        super().__init__(f"“{word}” is not a {axis} that Sampan knows. {remedy}")
        self.axis, self.word, self.remedy = axis, word, remedy


@dataclass(frozen=True, slots=True)
class Leaf:
    """The smallest thing that a contract can name on an axis; its bit never changes."""

    bit: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A mask in as few codes as tell it: `included` less `excluded`."""

    included: tuple[str, ...]
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """A recorded change of the vocabulary: who held `leaf` holds every leaf of `into` as well."""

    version: int
    leaf: str
    into: tuple[str, ...]


class Vocabulary:
    """The leaves of one axis, the words that stand for sets of them, and the way back to words.

    A set of leaves is a mask: a Python integer with one bit a leaf. Bits are append-only.
    """

    def __init__(
        self,
        *,
        axis: str,
        whole: str,
        leaves: Iterable[Leaf],
        terms: Mapping[str, int],
        names: Mapping[str, str],
        folds: Iterable[str],
        splits: Iterable[Split] = (),
        dated: Callable[[str, date | None], str] = lambda word, _on: word,
    ) -> None:
        """Build an axis. `whole` is the word for all that the axis offers by default; `terms` the other words."""
        self.axis, self.whole = axis, whole
        self.leaves = tuple(leaves)
        self.splits = tuple(splits)
        self.everything = sum(1 << leaf.bit for leaf in self.leaves)
        self._dated = dated
        self._terms = {leaf.code: 1 << leaf.bit for leaf in self.leaves} | dict(terms)
        self._folded = {word.casefold(): word for word in self._terms}
        self._names = {leaf.code: leaf.name for leaf in self.leaves} | dict(names)
        wide = [(word, self._terms[word]) for word in folds]
        self._folds = sorted(wide, key=lambda pair: -pair[1].bit_count())

    @property
    def version(self) -> int:
        """The number of the newest recorded split; masks stored earlier go through `upgrade`."""
        return max((split.version for split in self.splits), default=1)

    def mask(self, words: str, on: date | None = None) -> int:
        """The mask of a code, a group, a list of them, or such a list less another.

        `on` dates the groups that change their members (ASEAN). Raises UnknownTerm.

        >>> from datetime import date
        >>> from sampan.engines.rights import TERRITORIES
        >>> TERRITORIES.mask("ASEAN", on=date(2024, 1, 1)).bit_count()  # ten, Malaysia in three
        12
        >>> TERRITORIES.mask("World except CN, TL") == TERRITORIES.everything - TERRITORIES.mask("CN, TL")
        True
        """
        known = self._terms.get(words)
        if known is not None:
            return known
        named, _, left_out = words.partition(" except ")
        mask = self._union(named, on)
        return mask & ~self._union(left_out, on) if left_out else mask

    def _union(self, words: str, on: date | None) -> int:
        mask = 0
        for word in words.split(","):
            mask |= self._one(word.strip(), on)
        return mask

    def _one(self, word: str, on: date | None) -> int:
        term = self._dated(word, on)
        mask = self._terms.get(term) or self._terms.get(self._folded.get(term.casefold(), ""))
        if mask is None:
            near = difflib.get_close_matches(term, self._terms, n=3)
            remedy = (
                f"Did you mean {' or '.join(near)}?"
                if near
                else "See docs/engines/rights.md for the list."
            )
            raise UnknownTerm(self.axis, word, remedy)
        return mask

    def codes(self, mask: int) -> tuple[str, ...]:
        """The codes of the leaves in `mask`, in the order of their bits."""
        return tuple(leaf.code for leaf in self.leaves if mask >> leaf.bit & 1)

    def parts(self, mask: int) -> Parts:
        """`mask` in few codes, for pages and sentences.

        >>> from sampan.engines.rights import TERRITORIES
        >>> TERRITORIES.parts(TERRITORIES.mask("World except LA, VN"))
        Parts(included=('World',), excluded=('LA', 'VN'))
        """
        whole = self._terms[self.whole]
        if mask & whole != mask or mask.bit_count() * 2 <= whole.bit_count():
            return Parts(self._fold(mask))
        return Parts((self.whole,), self._fold(whole & ~mask))

    def _fold(self, mask: int) -> tuple[str, ...]:
        codes = []
        for word, wide in self._folds:
            if wide & mask == wide:
                codes.append(word)
                mask &= ~wide
        return (*codes, *self.codes(mask))

    def name(self, code: str) -> str:
        """The English name of a leaf or group; the code itself where it has none."""
        return self._names.get(code, code)

    def words(self, mask: int) -> str:
        """`mask` in plain English.

        >>> from sampan.engines.rights import USES
        >>> USES.words(USES.mask("SVOD, AVOD, theatrical"))
        'cinemas, subscription video on demand and advertising-funded video on demand'
        """
        parts = self.parts(mask)
        named = listed(self.name(code) for code in parts.included)
        left_out = listed(self.name(code) for code in parts.excluded)
        return f"{named} except {left_out}" if left_out else named

    def upgrade(self, mask: int, *, since: int) -> int:
        """A mask stored under version `since` of this vocabulary, as the present version writes it."""
        for split in sorted(self.splits, key=lambda split: split.version):
            if split.version > since and mask & self._terms[split.leaf]:
                for code in split.into:
                    mask |= self._terms[code]
        return mask


def listed(names: Iterable[str]) -> str:
    """Names as English lists them.

    >>> listed(["Laos", "Thailand", "Vietnam"])
    'Laos, Thailand and Vietnam'
    """
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last
