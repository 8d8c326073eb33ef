"""The document's words, a file a language."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("zh-Hans", "en", "lo", "th", "vi", "km", "my", "id", "ms", "fil", "pt", "tet")
USUAL = LANGUAGES[:5]  # a report is made in these where nobody says otherwise


@cache
def sections(tag: str) -> Mapping[str, Mapping[str, str]]:
    """All words of a language, by section. Raises KeyError, with a sentence, where the document does not speak it."""
    if tag not in LANGUAGES:
        raise KeyError(f"The report has no words in {tag!r}; it has {', '.join(LANGUAGES)}.")
    return tomllib.loads((_FOLDER / f"{tag}.toml").read_text("utf-8"))


def word(key: str, tag: str, **filled: object) -> str:
    """One word or line of the document.

    >>> word("more_rows", "en", count=12)
    '12 more rows stand in the workbook.'
    """
    return sections(tag)["document"][key].format(**filled)


def in_all(
    key: str, *, section: str = "document", tags: Sequence[str] = LANGUAGES
) -> dict[str, str]:
    """One text in each language."""
    return {tag: sections(tag)[section][key] for tag in tags}


def listed(names: Sequence[str], tag: str) -> str:
    """Names as a sentence of the language lists them.

    >>> listed(["A", "B", "C"], "en"), listed(["甲", "乙", "丙"], "zh-Hans")
    ('A, B and C', '甲、乙和丙')
    """
    if len(names) < 2:
        return "".join(names)
    words = sections(tag)["document"]
    return words["pair"].format(first=words["separator"].join(names[:-1]), last=names[-1])
