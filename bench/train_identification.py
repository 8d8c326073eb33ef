"""Make src/sampan/engines/language/tables/latin.npz from the texts of corpora.py and the two word lists beside it."""

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from corpora import sentences
from figures import SHARED
from sampan.engines.language.latin import LATIN, latin_words, word_features

TABLES = Path(__file__).parents[1] / "src/sampan/engines/language/tables"
KEPT = 30_000
FLOOR = {
    "tet": 0.10,
    "vi": 0.06,
}  # share of the average language mixed in: more where there is little text


def listed_words(name: str) -> list[str]:
    lines = (TABLES / name).read_text().splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def counted(lines: list[str], extra: list[str]) -> Counter[str]:
    words = Counter(word for line in lines for word, telling in latin_words(line) if telling == 1.0)
    words.update(dict.fromkeys(extra, 3))
    counts: Counter[str] = Counter()
    for word, n in words.items():
        for feature in word_features(word):
            counts[feature] += min(
                n, 3 + int(n**0.8)
            )  # a few very common words should not be the whole of a language
    return counts


def contrast(features: list[str], weights: np.ndarray) -> None:
    """Set the words by which Indonesian and Malay differ: the texts are but a few thousand sentences."""
    row = {feature: i for i, feature in enumerate(features)}
    indonesian, malay = LATIN.index("id"), LATIN.index("ms")
    for line in (TABLES / "malay_contrasts.tsv").read_text().splitlines()[1:]:
        for word, is_, is_not in zip(
            line.split("\t"), (indonesian, malay), (malay, indonesian), strict=True
        ):
            if word:
                at = row[f"_{word}_"]
                weights[at, is_] = max(weights[at, is_], 1.5)
                weights[at, is_not] = min(weights[at, is_not], -2.5)


def main(held_out: int = 0) -> None:
    """With `held_out`, every tenth sentence is left out (for choosing the constants here, never on NTREX)."""
    lines = {tag: sentences(SHARED, tag) for tag in LATIN}
    if held_out:
        lines = {
            tag: [line for i, line in enumerate(found) if i % held_out]
            for tag, found in lines.items()
        }
    tetum = listed_words("tetum_words.txt")
    counts = {tag: counted(found, tetum if tag == "tet" else []) for tag, found in lines.items()}
    listed = {f"_{word}_" for word in listed_words("malay_contrasts.tsv")}
    seen = Counter[str]()
    for found in counts.values():
        total = found.total()
        seen.update({feature: n / total for feature, n in found.items() if n > 2})
    features = sorted({feature for feature, _ in seen.most_common(KEPT)} | listed)
    share = np.array(
        [[counts[tag][feature] / counts[tag].total() for feature in features] for tag in LATIN]
    ).T
    average = share.mean(axis=1, keepdims=True) + 1e-9
    floor = np.array([FLOOR.get(tag, 0.03) for tag in LATIN])
    weights = np.log(((1 - floor) * share + floor * average) / average)
    contrast(features, weights)
    np.savez_compressed(
        TABLES / "latin.npz",
        features=np.frombuffer(" ".join(features).encode(), dtype=np.uint8),
        weights=np.clip(np.round(weights * 8), -128, 127).astype(np.int8),
    )
    print(f"{len(features)} features", file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
