"""The working languages of the exchange, by BCP 47 tag."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language as the exchange names it; `script` is its ISO 15924 code, `spaced`: blanks part its words."""

    tag: str
    script: str
    name: str
    autonym: str
    spaced: bool


_ROWS = (
    ("zh-Hans", "Hans", "Chinese (simplified)", "简体中文", False),
    ("zh-Hant", "Hant", "Chinese (traditional)", "繁體中文", False),
    ("en", "Latn", "English", "English", True),
    ("th", "Thai", "Thai", "ไทย", False),
    ("vi", "Latn", "Vietnamese", "Tiếng Việt", True),
    ("lo", "Laoo", "Lao", "ລາວ", False),
    ("km", "Khmr", "Khmer", "ខ្មែរ", False),
    ("my", "Mymr", "Burmese", "မြန်မာ", False),
    ("id", "Latn", "Indonesian", "Bahasa Indonesia", True),
    ("ms", "Latn", "Malay", "Bahasa Melayu", True),
    ("fil", "Latn", "Filipino", "Filipino", True),
    ("pt", "Latn", "Portuguese", "Português", True),
    ("tet", "Latn", "Tetum", "Tetun", True),
)

LANGUAGES: tuple[Language, ...] = tuple(
    Language(tag=tag, script=script, name=name, autonym=autonym, spaced=spaced)
    for tag, script, name, autonym, spaced in _ROWS
)


def language(tag: str) -> Language:
    """Answer the working language of a tag.

    Raises KeyError, with a sentence, when the tag is none of the thirteen.

    >>> language("lo").autonym
    'ລາວ'
    """
    for candidate in LANGUAGES:
        if candidate.tag == tag:
            return candidate
    known = " ".join(candidate.tag for candidate in LANGUAGES)
    raise KeyError(f"{tag!r} is not a working language; the tags are {known}.")
