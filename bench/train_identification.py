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
LISTED = 20  # a word on our list weighs as one seen so often
RUNS = 0.25  # how much letter runs say of Indonesian against Malay; chosen on every fifth sentence, left out
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


def occurrences(lines: list[str], listed: list[str]) -> Counter[str]:
    """How often each word stands in the texts; a listed word counts as LISTED more."""
    words: Counter[str] = Counter()
    for line in lines:
        for word, telling in latin_words(line):
            words[word] += 2 if telling == 1.0 else 1
    words.update(dict.fromkeys(listed, 2 * LISTED))
    return words


def part_malay(row: dict[str, int], weights: np.ndarray, lines: dict[str, list[str]]) -> None:
    """Let Indonesian and Malay, one language to the letter runs, be parted by their words."""
    indonesian, malay = LATIN.index("id"), LATIN.index("ms")
    pair = weights[:, [indonesian, malay]]
    middle = pair.mean(axis=1, keepdims=True)
    weights[:, [indonesian, malay]] = middle + RUNS * (pair - middle)
    seen = [
        occurrences(lines[tag], listed)
        for tag, listed in zip(("id", "ms"), malay_words(), strict=True)
    ]
    for word in set(seen[0]) | set(seen[1]):
        if f"_{word}_" in row:
            at = row[f"_{word}_"]
            odds = np.clip(np.log((seen[0][word] + 4) / (seen[1][word] + 4)), -3, 3)
            weights[at, indonesian] = pair[at].max() + min(odds, 0)
            weights[at, malay] = pair[at].max() - max(odds, 0)


def malay_words() -> tuple[list[str], list[str]]:
    rows = [
        line.split("\t") for line in (TABLES / "malay_contrasts.tsv").read_text().splitlines()[1:]
    ]
    return [word for word, _ in rows if word], [word for _, word in rows if word]


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
    listed = {f"_{word}_" for side in malay_words() for word in side}
    listed |= {
        f"_{word}_"
        for tag in ("id", "ms")
        for word, n in occurrences(lines[tag], []).items()
        if n > 2
    }
    seen = Counter[str]()
    for found in counts.values():
        total = found.total()
        seen.update({feature: n / total for feature, n in found.items() if n > 2})
    commonest = sorted(seen, key=lambda feature: (-seen[feature], feature))[:KEPT]
    features = sorted({*commonest} | listed)
    share = np.array(
        [[counts[tag][feature] / counts[tag].total() for feature in features] for tag in LATIN]
    ).T
    average = share.mean(axis=1, keepdims=True) + 1e-9
    floor = np.array([FLOOR.get(tag, 0.03) for tag in LATIN])
    weights = np.log(((1 - floor) * share + floor * average) / average)
    part_malay({feature: at for at, feature in enumerate(features)}, weights, lines)
    np.savez_compressed(
        TABLES / "latin.npz",
        features=np.frombuffer(" ".join(features).encode(), dtype=np.uint8),
        weights=np.clip(np.round(weights * 8), -128, 127).astype(np.int8),
    )
    print(f"{len(features)} features", file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
