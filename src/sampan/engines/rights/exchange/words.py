"""The words of Avails workbooks and files, and what they mean here."""

import csv
import functools
import re
from importlib import resources

from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, UnknownTerm

LICENSES: dict[str, str] = {
    "EST": "vod.est", "VOD": "vod.tvod", "SVOD": "vod.svod", "POEST": "vod.est", "Pre-Release": "vod.est",
    "Library": "vod.est", "AVOD": "vod.avod", "FVOD": "fast",
}  # fmt: skip
"""The uses that a LicenseType means here. The way back loses what MovieLabs has no word for."""

UNSURE = {"Pre-Release": "download to own", "Library": "download to own"}
"""License types that do not say for which use, and what they are read as."""
CONDITIONS = ("Immediate", "Open", "ESTStart", "EST", "Broadcast", "Completed", "Theatrical", "TBD")
COUNTRIES: frozenset[str] = frozenset(
    {leaf.code for leaf in TERRITORIES.leaves}
    | {leaf.code.partition("-")[0] for leaf in TERRITORIES.leaves}
)
_NAMES = {leaf.name.casefold(): leaf.code for leaf in TERRITORIES.leaves if leaf.code in COUNTRIES}
_NAMES |= {"uk": "GB", "usa": "US", "prc": "CN", "korea": "KR", "viet nam": "VN"}
LAG = re.compile(r"(-?)P?(\d+)D?", re.IGNORECASE)


def language_term(tag: str) -> str:
    """A language cell's tag with its kind as our words have it: en:sub, fr:dub, de:audio.

    >>> language_term("EN:sub"), language_term("lo"), language_term("fr:subdub")
    ('EN/sub', 'lo', 'fr')
    """
    name, _, kind = tag.partition(":")
    kinds = {"sub": "sub", "subtitle": "sub", "dub": "dub", "audio": "dub"}
    return f"{name}/{kinds[kind]}" if kind in kinds else name


@functools.lru_cache(maxsize=4096)
def spoken(tag: str) -> int | str:
    """The languages of a tag as a mask; a sentence where we have no such language. Files name few, many times.

    >>> spoken("xx-none")
    '“xx-none” is not a language that Sampan knows.'
    """
    try:
        return LANGUAGES.mask(language_term(tag))
    except UnknownTerm as error:
        return str(error).partition(". ")[0] + "."


def listed_codes(cell: str) -> list[str]:
    """The codes of a cell that holds several.

    >>> listed_codes("LA, TH;VN")
    ['LA', 'TH', 'VN']
    """
    return [code for code in re.split(r"[\s,;]+", cell) if code]


def code_of_name(cell: str) -> str:
    """The code of a territory that a cell names in English; "" where it is no name of one.

    >>> code_of_name("Vietnam"), code_of_name("UK"), code_of_name("VN")
    ('VN', 'GB', '')
    """
    return _NAMES.get(cell.strip().casefold(), "")


def condition_of(cell: str) -> str:
    """The condition that a cell names, in its own spelling; "" where it names none.

    >>> condition_of("open"), condition_of("spring")
    ('Open', '')
    """
    return next((word for word in CONDITIONS if word.casefold() == cell.casefold()), "")


def license_of(cell: str) -> str:
    """The LicenseType that a cell names, in its own spelling; "" where it names none."""
    return next((word for word in LICENSES if word.casefold() == cell.casefold()), "")


@functools.cache
def columns(kind: str) -> tuple[tuple[str, str, str], ...]:
    """The columns of a workbook of version 1.9 for "movies" or "tv": name, group, and whether it is "REQ" or "Opt"."""
    text = resources.files(__package__).joinpath("columns.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return tuple(
        (row["column"], row["group"], row["remark"]) for row in rows if row["kind"] == kind
    )


@functools.cache
def known_columns() -> frozenset[str]:
    """The names of all columns of the standard."""
    return frozenset(name for kind in ("movies", "tv") for name, _, _ in columns(kind))


@functools.cache
def _spellings() -> dict[str, str]:
    return {name.casefold(): name for name in known_columns()} | {"storelanguage": "AssetLanguage"}


def column_of(heading: str) -> str:
    """A column's name as the standard spells it; as it is where the standard has no such column.

    >>> column_of("territory "), column_of("Our notes")
    ('Territory', 'Our notes')
    """
    name = heading.strip()
    return _spellings().get(name.casefold(), name)
