"""Facts that many readers make alike: works known by their title alone, titles, origins, genres."""

import re
from collections.abc import Iterator

from sampan.engines.circulation.facts import Row, Value
from sampan.engines.circulation.facts.countries import countries, country
from sampan.engines.circulation.joining.keys import key, script
from sampan.engines.circulation.joining.titles import take_apart

from .reading import Fact, Reading
from .remark import Remark

_SCRIPT_LANGUAGES = {
    "Thai": "th",
    "Laoo": "lo",
    "Khmr": "km",
    "Mymr": "my",
    "Kore": "ko",
    "Jpan": "ja",
    "Hani": "zh",
}
_NAMED = re.compile(r"['\"](iso_3166_1|name)['\"]\s*:\s*['\"]([^'\"]*)['\"]")
_LANGUAGES = {"cn": "yue", "xx": "", "fil": "tl"}


class Listings:
    """Works that a source names by title only, each told once with every title it has.

    The work_id is made of the source, the kind, the name and a year in brackets.
    """

    def __init__(self, source_id: str, reading: Reading) -> None:
        self._source = source_id
        self._reading = reading

    def tell(self, title: str, kind: str) -> tuple[str, list[Fact]]:
        """The work_id for a title, and the facts that introduce it, or its new title."""
        parts = take_apart(title)
        made = f" ({parts.year})" if parts.year else ""
        work_id = f"{self._source}:{kind}:{key(parts.name)}{made}"
        if not self._reading.is_new((work_id, title)):
            return work_id, []
        facts = [title_fact(work_id, title, self._source)]
        if self._reading.is_new(work_id):
            work: Row = {"work_id": work_id, "title": parts.name, "kind": kind, "year": parts.year}
            facts.insert(0, ("work", work))
        return work_id, facts


def title_fact(work_id: str, text: str, source_id: str, language: str = "") -> Fact:
    """A title; its language is guessed from nothing but a script that one language alone writes."""
    written = script(text)
    known = language or _SCRIPT_LANGUAGES.get(written, "")
    return "title", {
        "work_id": work_id,
        "text": text,
        "language": known or None,
        "script": written or None,
        "source": source_id,
    }


def origins(
    work_id: str, names: list[str], source_id: str, reading: Reading, *, confidence: float = 1.0
) -> Iterator[Fact]:
    """One fact a country, in the order named. A name that is no country is said once and left out."""
    codes: list[str] = []
    for name in names:
        code = country(name)
        if code is None:
            reading.note(Remark("unknown_country", {"said": name}))
        elif code not in codes:
            codes.append(code)
    for position, code in enumerate(codes, start=1):
        row: dict[str, Value] = {"work_id": work_id, "country": code, "source": source_id}
        row |= {"role": "main" if position == 1 else "minor", "share": 1 / len(codes)}
        yield "origin", row | {"position": position, "confidence": confidence}


def genres(work_id: str, scheme: str, codes: list[str]) -> Iterator[Fact]:
    for code in dict.fromkeys(code for code in codes if code):
        yield "genre", {"work_id": work_id, "scheme": scheme, "code": code}


def credits_of(work_id: str, names: list[str], role: str) -> Iterator[Fact]:
    for name in names:
        yield "credit", {"work_id": work_id, "name": name, "role": role}


def places(text: str) -> list[str]:
    """The countries that one cell names; lists as Python and JSON write them too.

    >>> places("['CN', 'HK']"), places("Korea, South"), places("未知")
    (['CN', 'HK'], ['South Korea'], [])
    """
    if text.startswith("[") and text.endswith("]"):
        return [name for part in parted(text) for name in countries(part) or [part]]
    return countries(text)


def parted(text: str) -> list[str]:
    """A list in one cell: parted by commas or semicolons, or written as Python or JSON writes lists.

    >>> parted(", South Korea"), parted("['US', \\"Cote d'Ivoire\\"]"), parted("")
    (['South Korea'], ['US', "Cote d'Ivoire"], [])
    >>> parted('[{"iso_3166_1": "TH", "name": "Thailand"}]'), parted('[{"id": 18, "name": "Drama"}]')
    (['TH'], ['Drama'])
    """
    if text.startswith("[{"):
        named = re.findall(_NAMED, text)
        codes = [text for name, text in named if name == "iso_3166_1"]
        return codes or [text for _, text in named]
    if text.startswith("[") and text.endswith("]"):
        found = re.findall(r"'([^']*)'|\"([^\"]*)\"", text)
        return [single or double for single, double in found if single or double]
    return [part.strip() for part in re.split(r"[,;、，]", text) if part.strip()]


def language_tag(code: str) -> str | None:
    """The tag for a source's language code: TMDB writes cn for Cantonese and xx for none.

    >>> language_tag("cn"), language_tag("th"), language_tag("xx")
    ('yue', 'th', None)
    """
    code = code.casefold()
    return _LANGUAGES.get(code, code) or None
