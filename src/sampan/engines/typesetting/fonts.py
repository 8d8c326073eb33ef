"""The fonts of the working languages, as installed packages bring them; none stands in the tree."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from sampan.engines.language import language


class FontMissing(LookupError):
    """A package of fonts is not installed; the sentence names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A variable font: its family as documents name it, and its file."""

    family: str
    path: Path


LATIN = "Noto Sans"
_FONTS = (
    # family, package, folder, file; the order is the order of fallback
    (LATIN, "fontpkg_noto_sans", "files", "NotoSans[wdth,wght].ttf"),
    ("Noto Sans SC", "justmytype_intl_cjk", "fonts/ofl/notosanssc", "NotoSansSC[wght].ttf"),
    ("Noto Sans Thai", "justmytype_intl_sea", "fonts/ofl/notosansthai", "NotoSansThai[wdth,wght].ttf"),
    ("Noto Sans Lao", "justmytype_intl_sea", "fonts/ofl/notosanslao", "NotoSansLao[wdth,wght].ttf"),
    ("Noto Sans Khmer", "justmytype_intl_sea", "fonts/ofl/notosanskhmer", "NotoSansKhmer[wdth,wght].ttf"),
    ("Noto Sans Myanmar", "justmytype_intl_sea", "fonts/ofl/notosansmyanmar", "NotoSansMyanmar[wdth,wght].ttf"),
    ("Noto Sans TC", "justmytype_intl_cjk", "fonts/ofl/notosanstc", "NotoSansTC[wght].ttf"),
    ("Noto Sans KR", "justmytype_intl_cjk", "fonts/ofl/notosanskr", "NotoSansKR[wght].ttf"),
)  # fmt: skip
_BY_SCRIPT = {
    "Latn": LATIN,
    "Hans": "Noto Sans SC",
    "Hant": "Noto Sans TC",
    "Thai": "Noto Sans Thai",
    "Laoo": "Noto Sans Lao",
    "Khmr": "Noto Sans Khmer",
    "Mymr": "Noto Sans Myanmar",
}


@cache
def installed_fonts() -> tuple[Font, ...]:
    """Answer the fonts of all working languages (and of Korean titles), in the order of fallback.

    Raises FontMissing, with a sentence, where a package of the extra `report` is absent.

    >>> [font.family for font in installed_fonts()][:2]
    ['Noto Sans', 'Noto Sans SC']
    """
    return tuple(Font(family=row[0], path=_file(*row[1:])) for row in _FONTS)


def _file(package: str, folder: str, name: str) -> Path:
    try:
        path = Path(str(files(package))) / folder / name
    except ModuleNotFoundError:
        path = Path(name)
    if not path.is_file():
        wanted = package.replace("_", "-")
        raise FontMissing(
            f"The font {name} is not here; install the package {wanted} (pip install 'sampan[report]')."
        )
    return path


def families(tag: str) -> tuple[str, ...]:
    """Answer the families that set a language, its own first, all others after it for names in other scripts.

    Latin letters come from Noto Sans in every language; in Chinese it stands second, because quotation marks
    there are full width. Raises KeyError, with a sentence, for a tag that is no working language.

    >>> families("lo")[:2]
    ('Noto Sans', 'Noto Sans Lao')
    >>> families("zh-Hans")[:2]
    ('Noto Sans SC', 'Noto Sans')
    """
    own = _BY_SCRIPT[language(tag).script]
    first = (own, LATIN) if own in {"Noto Sans SC", "Noto Sans TC"} else (LATIN, own)
    return tuple(dict.fromkeys([*first, *(row[0] for row in _FONTS)]))
