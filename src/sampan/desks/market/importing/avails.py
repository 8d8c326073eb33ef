"""An Avails workbook, XML or table of the trade as a catalogue: its titles, and its avails as rights that are held."""

import re
from collections.abc import Iterator
from typing import Any

from sampan.engines.rights import LANGUAGES, TERRITORIES, USES, Grant
from sampan.engines.rights.exchange import Entry, Line, Partner, understand

from .workbook import Catalogue

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,1}(?![A-Za-z])")
_KINDS = {
    "single": "film", "movie": "film", "short": "short", "episode": "episode", "season": "season", "series": "series",
    "miniseries": "series",
}  # fmt: skip
_NAMES = (
    "TitleDisplayUnlimited",
    "TitleInternalAlias",
    "EpisodeTitleDisplayUnlimited",
    "SeriesTitleDisplayUnlimited",
)
_KEYS = ("ContentID", "EpisodeContentID", "TitleID", "ALID")


def read_avails(data: bytes, name: str, seller: str) -> Catalogue:
    """Raises ValueError, a sentence, for a file that is none of these."""
    found = understand(data, name=name, partner=Partner(licensor=seller))
    catalogue = Catalogue()
    for entry in found.entries():
        catalogue.faults += entry.faults
        if entry.line is not None and entry.grant is not None:
            _take(catalogue, entry, entry.line, entry.grant)
    catalogue.faults += found.faults
    return catalogue


def _take(catalogue: Catalogue, entry: Entry, line: Line, grant: Grant) -> None:
    reference = next((text for key in _KEYS if (text := line.text(key))), "")
    if not reference or grant.starts or grant.ends:
        return
    record = catalogue.titles.setdefault(reference[:80], _title(line, reference[:80], entry.place))
    tag = _TAG.match(line.text("AssetLanguage"))
    language = tag[0] if tag else "en"
    name = next((text for key in _NAMES if (text := line.text(key))), reference)
    record["words"].setdefault(language, [name, "", ""])
    record["rights"].append(
        {
            "territories": list(_codes(TERRITORIES, grant.box.territories)),
            "languages": list(_codes(LANGUAGES, grant.box.languages)),
            "uses": list(_codes(USES, grant.box.uses)),
            "start": grant.box.start.isoformat(),
            "end": grant.box.end.isoformat() if grant.box.end else "",
            "contract": grant.source,
            "clause": f"{grant.clause} {line.row}"[:40],
            "text": entry.place,
        }
    )


def _codes(vocabulary: Any, mask: int) -> Iterator[str]:
    parts = vocabulary.parts(mask)
    named = ", ".join(parts.included)
    if parts.excluded:
        yield f"{named} except {', '.join(parts.excluded)}"
    else:
        yield from parts.included


def _title(line: Line, reference: str, place: str) -> dict[str, Any]:
    year = line.text("ReleaseYear")[:4]
    return {
        "reference": reference, "kind": _KINDS.get(line.text("WorkType").casefold(), "film"), "parent": "",
        "number": None, "year": int(year) if year.isdecimal() else None, "minutes": None, "episodes": None,
        "genres": [], "language": "", "countries": [], "people": [], "rated": {}, "versions": [],
        "eidr": reference if "10.5240" in reference or "eidr" in reference else "", "isan": "",
        "words": {}, "rights": [], "place": place,
    }  # fmt: skip
