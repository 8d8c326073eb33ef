"""Which of the languages in Latin letters a text is in: the sum of what its letters in a row and its words weigh.

A naive Bayes model over letter runs of one to five letters and whole words (its ancestor: Cavnar and Trenkle, 1994).
The weights are made by bench/train_identification.py; `tables/latin.npz` holds eighths of a nat, a row a feature.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

LATIN = ("en", "vi", "id", "ms", "fil", "pt", "tet")
LONGEST = 5
_LETTER = "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_WORD = re.compile(f"{_LETTER}+(?:['\u2019\u02bc-]{_LETTER}+)*")
_LONGEST_WORD = 40  # letters; what is longer is no word, and is cut


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The weight of each feature for each language of LATIN, in nats."""

    rows: dict[str, int]
    weights: NDArray[np.float32]


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """Load the table that comes with this package."""
    with (files(__package__) / "tables" / "latin.npz").open("rb") as file, np.load(file) as table:
        features = table["features"].tobytes().decode().split(" ")
        return Model(
            {feature: row for row, feature in enumerate(features)},
            table["weights"].astype(np.float32) / 8,
        )


def latin_words(text: str) -> Iterator[tuple[str, float]]:
    """Answer each word in lower case with how much it tells: a name-like word tells half, for names cross languages."""
    for found in _WORD.finditer(text):
        word = found[0][:_LONGEST_WORD]
        yield (
            word.lower().replace("\u2019", "'").replace("\u02bc", "'"),
            0.5 if word[0].isupper() else 1.0,
        )


def word_features(word: str) -> set[str]:
    """Answer the letter runs of a word, its edges marked, and the word itself.

    >>> sorted(word_features("di"))
    ['_', '_d', '_di', '_di_', 'd', 'di', 'di_', 'i', 'i_']
    """
    marked = f"_{word}_"
    runs = {marked[i : i + n] for n in range(1, LONGEST + 1) for i in range(len(marked) - n + 1)}
    return runs | {marked}


def latin_scores(text: str, model: Model) -> NDArray[np.float32]:
    """Answer how well each language of LATIN explains a text: nats over the average language, summed over its words."""
    tellings: dict[str, float] = {}
    for word, telling in latin_words(text):
        tellings[word] = tellings.get(word, 0.0) + telling
    total = np.zeros(len(LATIN), dtype=np.float32)
    for word, telling in tellings.items():
        total += telling * _word_scores(word, model)
    return total


@lru_cache(maxsize=1 << 15)
def _word_scores(word: str, model: Model) -> NDArray[np.float32]:
    rows = [model.rows[feature] for feature in word_features(word) if feature in model.rows]
    if not rows:
        return np.zeros(len(LATIN), dtype=np.float32)
    scores: NDArray[np.float32] = model.weights[rows].mean(axis=0) * len(word) ** 0.5
    known = model.rows.get(f"_{word}_")
    return scores if known is None else scores + model.weights[known]
