"""From a line to a grant, and the day by which the trade disagrees.

A date without a time as End: MovieLabs counts that day in, Google Play counts it out. Each partner's convention is
stated, and the canonical pair is half-open.
"""

import re
from datetime import date, timedelta
from typing import Literal

from sampan.engines.rights.box import Box
from sampan.engines.rights.grant import Anchor, Grant, Verb
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES

from .faults import LAG, LICENSES, day_of, language_term
from .workbook import Line

EndConvention = Literal["inclusive", "exclusive"]
_EVER = date.min


def grant_of(
    line: Line,
    *,
    id: str,  # noqa: A002 - the field of Grant
    licensor: str,
    licensee: str | None,
    end_convention: EndConvention,
    subject: str = "",
    source: str = "",
) -> Grant:
    """The grant that a line without faults offers. `end_convention` says whether a date-only End is counted in.

    Raises ValueError, a sentence, where the line leaves nothing (it ends before it starts).

    >>> from datetime import datetime
    >>> line = Line("Movies", 4, {"Territory": "LA", "LicenseType": "SVOD", "Start": datetime(2026, 1, 1),
    ...                           "End": datetime(2026, 12, 31)})
    >>> asked = dict(id="1", licensor="A", licensee="B")
    >>> [str(grant_of(line, end_convention=c, **asked).box.end) for c in ("inclusive", "exclusive")]
    ['2027-01-01', '2026-12-31']
    """
    start, starts = _start(line)
    end, ends = _end(line, start, end_convention)
    exclusive = line.text("Exclusive").casefold() in ("true", "1", "yes") and licensee is not None
    return Grant(
        id=id,
        verb=Verb.OUT_EXCLUSIVE if exclusive else Verb.OUT_NONEXCLUSIVE,
        box=Box(
            _where(line), _how(line), USES.mask(LICENSES[line.text("LicenseType")]), start, end
        ),
        licensor=licensor,
        licensee=licensee,
        subject=subject,
        clause=line.text("AvailID") or f"{line.sheet}, row {line.row}",
        source=source or line.text("ContractID"),
        starts=starts,
        ends=ends,
        signed=line.text("TitleStatus").casefold() != "pending",
    )


def _where(line: Line) -> int:
    left_out = _union(line.text("TerritoryExclusion"))
    return _union(line.text("Territory")) & ~left_out


def _union(codes: str) -> int:
    mask = 0
    for code in filter(None, re.split(r"[\s,;]+", codes)):
        mask |= TERRITORIES.mask("World" if code == "WW" else code)
    return mask


def _how(line: Line) -> int:
    allowed, kept = _tags(line.text("AllowedLanguages")), _tags(line.text("HoldbackLanguage"))
    return (allowed or LANGUAGES.everything) & ~kept


def _tags(cell: str) -> int:
    mask = 0
    for tag in filter(None, re.split(r"[\s,;]+", cell)):
        mask |= LANGUAGES.mask(language_term(tag))
    return mask


def _start(line: Line) -> tuple[date, Anchor | None]:
    day = day_of(line.cells.get("Start"))
    if day:
        return day, None
    condition = line.text("Start")
    if condition in ("Immediate", "Open"):
        return _EVER, None
    return _EVER, Anchor(condition, _days(line.text("StartLag")))


def _end(line: Line, start: date, convention: EndConvention) -> tuple[date | None, Anchor | None]:
    day = day_of(line.cells.get("End"))
    if day:
        whole = _is_whole_day(line)
        return day + timedelta(days=whole and convention == "inclusive"), None
    condition = line.text("End")
    if condition and condition != "Open":
        return None, Anchor(condition, _days(line.text("EndLag")))
    window = _days(line.text("WindowDuration"))
    return (start + timedelta(days=window) if window else None), None


def _is_whole_day(line: Line) -> bool:
    """Whether End names a day and no time of it."""
    given = line.cells["End"]
    if isinstance(given, str):
        return len(given.strip()) <= len("2026-01-31")
    hour = getattr(given, "hour", 0)
    return not (hour or getattr(given, "minute", 0))


def _days(lag: str) -> int:
    found = LAG.fullmatch(lag)
    return int(found[2]) * (-1 if found[1] else 1) if found else 0
