"""From a line to a grant, and the day by which the trade disagrees.

A date without a time as End: MovieLabs counts that day in, Google Play counts it out. Each partner's convention is
stated, and the canonical pair is half-open. Rights are of whole days: a Start in the middle of a day counts from the
next one, an End in the middle of a day from the day itself.
"""

from datetime import date, datetime, time, timedelta
from typing import Literal

from sampan.engines.rights.box import Box
from sampan.engines.rights.grant import Anchor, Grant, Verb
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES

from .forms import day_of
from .line import Line
from .words import LAG, LICENSES, condition_of, license_of, listed_codes, spoken
from .zones import first_day_out, first_whole_day

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
    uses = USES.mask(LICENSES[license_of(line.text("LicenseType"))])
    return Grant(
        id=id,
        verb=Verb.OUT_EXCLUSIVE if exclusive else Verb.OUT_NONEXCLUSIVE,
        box=Box(_where(line), _how(line), uses, start, end),
        licensor=licensor,
        licensee=licensee,
        subject=subject,
        clause=line.text("AvailID") or _place(line),
        source=source or line.text("ContractID"),
        starts=starts,
        ends=ends,
        signed=line.text("TitleStatus").casefold() != "pending",
    )


def _place(line: Line) -> str:
    return f"{line.sheet}, row {line.row}" if line.sheet else f"line {line.row}"


def _where(line: Line) -> int:
    left_out = _union(line.text("TerritoryExclusion"))
    return _union(line.text("Territory")) & ~left_out


def _union(codes: str) -> int:
    mask = 0
    for code in listed_codes(codes):
        mask |= TERRITORIES.mask("World" if code == "WW" else code)
    return mask


def _how(line: Line) -> int:
    allowed, kept = _tags(line.text("AllowedLanguages")), _tags(line.text("HoldbackLanguage"))
    return (allowed or LANGUAGES.everything) & ~kept


def _tags(cell: str) -> int:
    """The languages of a cell. Those that we do not know cannot be kept; `faults` has warned of them."""
    mask = 0
    for tag in listed_codes(cell):
        found = spoken(tag)
        mask |= found if isinstance(found, int) else 0
    return mask


def _start(line: Line) -> tuple[date, Anchor | None]:
    moment = moment_of(line.cells.get("Start"))
    if moment:
        return first_whole_day(moment, listed_codes(line.text("Territory"))), None
    condition = condition_of(line.text("Start"))
    if condition in ("Immediate", "Open"):
        return _EVER, None
    return _EVER, Anchor(condition, _days(line.text("StartLag")))


def _end(line: Line, start: date, convention: EndConvention) -> tuple[date | None, Anchor | None]:
    cell = line.cells.get("End")
    moment = moment_of(cell)
    if moment and whole_day(cell):
        return moment.date() + timedelta(days=convention == "inclusive"), None
    if moment:
        return first_day_out(moment, listed_codes(line.text("Territory"))), None
    condition = condition_of(line.text("End"))
    if condition and condition != "Open":
        return None, Anchor(condition, _days(line.text("EndLag")))
    window = _days(line.text("WindowDuration"))
    return (start + timedelta(days=window) if window and start > _EVER else None), None


def moment_of(cell: object) -> datetime | None:
    """The moment that a cell holds, midnight where it has no time; None where it holds none.

    >>> moment_of("2026-01-31T12:00:00Z").isoformat(), moment_of("soon")
    ('2026-01-31T12:00:00+00:00', None)
    """
    if isinstance(cell, datetime):
        return cell
    day = day_of(cell)
    if day is None:
        return None
    try:
        return datetime.fromisoformat(str(cell).strip())
    except ValueError:
        return datetime.combine(day, time())


def whole_day(cell: object) -> bool:
    """Whether a cell names a day and no time of it."""
    if isinstance(cell, str):
        return len(cell.strip()) <= len("2026-01-31")
    return not (isinstance(cell, datetime) and cell.time() > time())


def _days(lag: str) -> int:
    found = LAG.fullmatch(lag)
    return int(found[2]) * (-1 if found[1] else 1) if found else 0
