"""From grants to the lines of avails: what a shop offers, in the trade's words, and what those cannot say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sampan.engines.rights.grant import Anchor, Grant, Verb
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES

from .line import Cell, Line
from .terms import EndConvention
from .words import CONDITIONS

_SAID = {"vod.est": "EST", "vod.tvod": "VOD", "vod.svod": "SVOD"}


@dataclass(frozen=True, slots=True)
class Offered:
    """The lines of a grant, and a sentence for each part of it that avails have no word for."""

    lines: tuple[Line, ...]
    unsaid: tuple[str, ...]


def lines_of_grant(
    grant: Grant,
    work: Mapping[str, Cell],
    *,
    end_convention: EndConvention = "inclusive",
    sheet: str = "",
) -> Offered:
    """A line for each territory and kind of licence of a grant, as shops want them, under the columns of `work`
    (titles, identifiers, formats, prices).

    Avails know EST, VOD and SVOD; every other use, and grants that are no licence, are named and left out.

    >>> from sampan.engines.rights import box
    >>> sold = Grant(id="7", verb=Verb.OUT_NONEXCLUSIVE, licensor="A", licensee="B",
    ...              box=box("LA, TH", "lo/sub", "SVOD, theatrical", date(2026, 1, 1), date(2027, 1, 1)))
    >>> offered = lines_of_grant(sold, {"ALID": "river"})
    >>> [(one.text("Territory"), one.text("LicenseType"), one.text("End")) for one in offered.lines]
    [('LA', 'SVOD', '2026-12-31'), ('TH', 'SVOD', '2026-12-31')]
    >>> offered.unsaid
    ('Grant 7: avails have no word for cinemas.',)
    """
    if grant.verb not in (Verb.OUT_EXCLUSIVE, Verb.OUT_NONEXCLUSIVE):
        return Offered((), (f"Grant {grant.id}: avails have no word for {grant.verb.value}.",))
    common = dict(work) | _languages(grant) | _days(grant, end_convention) | _terms(grant)
    lines: list[Line] = []
    if not _tags(grant.box.languages):
        return Offered((), tuple(_unsaid(grant)))
    for licence in (_SAID[code] for code in USES.codes(grant.box.uses) if code in _SAID):
        for where in _places(grant):
            cells: dict[str, Cell] = {"LicenseType": licence, "AvailID": grant.id, **where}
            lines.append(Line(sheet, len(lines) + 1, common | cells))
    return Offered(tuple(lines), tuple(_unsaid(grant)))


def _places(grant: Grant) -> list[dict[str, Cell]]:
    mask = grant.box.territories
    if TERRITORIES.parts(mask).included == ("World",):
        left_out = ", ".join(_around(TERRITORIES.everything & ~mask))
        return [{"Territory": "WW", **({"TerritoryExclusion": left_out} if left_out else {})}]
    return [{"Territory": code} for code in _within(mask)]


def _within(mask: int) -> list[str]:
    """The codes of what a mask holds: countries where they are whole; "the rest of" one has no code."""
    return list(dict.fromkeys(code for code in _coded(mask) if not code.endswith("-*")))


def _around(mask: int) -> list[str]:
    """The codes of what a mask holds and, for the rest of a country, of all of that country."""
    return list(dict.fromkeys(code.removesuffix("-*") for code in _coded(mask)))


def _coded(mask: int) -> Iterator[str]:
    for leaf in TERRITORIES.codes(mask):
        country = leaf.partition("-")[0]
        yield leaf if TERRITORIES.mask(country) & ~mask else country


def _given(grant: Grant) -> int:
    """The territories that the lines of a grant give."""
    mask = 0
    for cells in _places(grant):
        named = "World" if cells["Territory"] == "WW" else str(cells["Territory"])
        mask |= TERRITORIES.mask(named)
        if "TerritoryExclusion" in cells:
            mask &= ~TERRITORIES.mask(str(cells["TerritoryExclusion"]))
    return mask


def _tags(mask: int) -> list[str]:
    """The tags of languages that a mask holds whole, and of the kinds that have a word: an original alone has none."""
    tags = []
    for leaf in LANGUAGES.codes(mask):
        tag, _, kind = leaf.partition("/")
        whole = LANGUAGES.mask(tag) & ~mask == 0
        if whole or kind != "original":
            tags.append(tag if whole else f"{tag}:{kind}")
    return list(dict.fromkeys(tags))


def _languages(grant: Grant) -> dict[str, Cell]:
    mask = grant.box.languages
    return {} if mask == LANGUAGES.everything else {"AllowedLanguages": ", ".join(_tags(mask))}


def _days(grant: Grant, convention: EndConvention) -> dict[str, Cell]:
    box = grant.box
    cells: dict[str, Cell] = {"Start": box.start if box.start > date.min else "Open"}
    last = box.end - timedelta(days=convention == "inclusive") if box.end else None
    cells["End"] = last or "Open"
    for column, anchor in (("Start", grant.starts), ("End", grant.ends)):
        if anchor and _is_condition(anchor):
            cells |= {column: anchor.event, f"{column}Lag": f"P{anchor.days}D".replace("P-", "-P")}
    return cells


def _is_condition(anchor: Anchor) -> bool:
    return anchor.event in CONDITIONS


def _terms(grant: Grant) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "DisplayName": grant.licensor,
        "Licensee": grant.licensee or "",
        "ContractID": grant.source,
        "Exclusive": grant.verb is Verb.OUT_EXCLUSIVE,
        "TitleStatus": "Approved" if grant.signed else "Pending",
    }
    return {name: cell for name, cell in cells.items() if cell}


def _unsaid(grant: Grant) -> list[str]:
    lost = []
    uses = grant.box.uses & ~USES.mask(", ".join(_SAID))
    if uses:
        lost.append(USES.words(uses))
    rest = grant.box.territories & ~_given(grant)
    if rest:
        lost.append(TERRITORIES.words(rest))
    said = sum(LANGUAGES.mask(tag.replace(":", "/")) for tag in _tags(grant.box.languages))
    if grant.box.languages & ~said:
        lost.append(LANGUAGES.words(grant.box.languages & ~said))
    if grant.runs is not None:
        lost.append("a number of runs")
    if grant.sublicensing:
        lost.append("sub-licensing")
    if grant.obligations:
        lost.append("duties")
    lost += [
        f"“{anchor.event}”"
        for anchor in (grant.starts, grant.ends)
        if anchor and not _is_condition(anchor)
    ]
    return [f"Grant {grant.id}: avails have no word for {one}." for one in lost]
