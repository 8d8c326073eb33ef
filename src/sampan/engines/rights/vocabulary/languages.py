"""In which language: BCP 47 tags, each in three kinds, so that "Lao subtitles only" can be said.

`lo` is every kind of Lao; `lo/original`, `lo/dub` and `lo/sub` are its leaves; `all/sub` is every subtitle.
"""

from datetime import date

from . import tables
from .axis import Leaf, Vocabulary

KINDS: tuple[str, ...] = ("original", "dub", "sub")
_IN_WORDS = {"original": "{} original", "dub": "{} dubbing", "sub": "{} subtitles"}


def _dated(word: str, _on: date | None) -> str:
    """The nearest tag that the vocabulary has: en-GB is en, zh-CN is zh-Hans."""
    tag, slash, kind = word.partition("/")
    while tag not in _TERMS and "-" in tag:
        tag = tag.rpartition("-")[0]
    return tag + slash + kind if tag in _TERMS else word


def _leaves() -> tuple[list[Leaf], dict[str, int], dict[str, str]]:
    leaves, terms, names = [], {}, {}
    for row in tables.rows("languages"):
        first = int(row["number"]) * len(KINDS)
        names[row["tag"]] = row["name"]
        for place, kind in enumerate(KINDS):
            leaves.append(
                Leaf(first + place, f"{row['tag']}/{kind}", _IN_WORDS[kind].format(row["name"]))
            )
        for word in (row["tag"], *row["aliases"].split()):
            terms[word] = 0b111 << first
            terms |= {f"{word}/{kind}": 1 << first + place for place, kind in enumerate(KINDS)}
    return leaves, terms, names


def _gathered(terms: dict[str, int], leaves: list[Leaf]) -> dict[str, int]:
    terms = terms | {"zh": terms["zh-Hans"] | terms["zh-Hant"]}
    terms["all"] = sum(1 << leaf.bit for leaf in leaves)
    for place, kind in enumerate(KINDS):
        terms[f"all/{kind}"] = sum(1 << leaf.bit for leaf in leaves[place :: len(KINDS)])
        terms[f"zh/{kind}"] = terms[f"zh-Hans/{kind}"] | terms[f"zh-Hant/{kind}"]
    return terms


_LEAVES, _TAGS, _NAMES = _leaves()
_TERMS = _gathered(_TAGS, _LEAVES)

LANGUAGES = Vocabulary(
    axis="language",
    whole="all",
    leaves=_LEAVES,
    terms=_TERMS,
    names={
        **_NAMES,
        "all": "every language",
        "zh": "Chinese",
        **{f"all/{kind}": _IN_WORDS[kind].format("every language’s") for kind in KINDS},
        **{f"zh/{kind}": _IN_WORDS[kind].format("Chinese") for kind in KINDS},
    },
    folds=[*_NAMES, "zh", *(f"{tag}/{kind}" for tag in ("all", "zh") for kind in KINDS)],
    splits=tables.splits("language"),
    dated=_dated,
)
