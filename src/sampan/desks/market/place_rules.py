"""What the rules of the places ask of a deal, shown beside it while it is typed; they warn and never block."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sampan.catalogue.models import Title, Work
from sampan.engines.rights.regulation import Deal, Notice, findings

from .terms import Line, Terms


@dataclass(frozen=True, slots=True)
class Warned:
    """Each rule once, and the countries of which no rule is on file."""

    notices: tuple[Notice, ...]
    unknown: tuple[str, ...]


def warned(terms: Terms, works: Mapping[str, Work]) -> Warned:
    """Of all lines together. Raises Invalid for territories, languages or uses that are none."""
    titles = _titles(works.values())
    notices: dict[str, Notice] = {}
    unknown: dict[str, None] = {}
    for line in terms.lines:
        work = works[line.work]
        found = findings(_deal(line, work, titles.get(work.pk)))
        notices |= {one.rule.id: one for one in found.warnings if one.rule.id not in notices}
        unknown |= dict.fromkeys(found.unknown)
    return Warned(tuple(notices.values()), tuple(unknown))


def _deal(line: Line, work: Work, title: Title | None) -> Deal:
    countries = {one["territory"] for one in title.countries} if title else set()
    return Deal(
        box=line.rights.box(),
        kind=title.kind if title else work.kind,
        origin=frozenset(countries or {work.origin}),
        episodes=title.episodes if title else None,
        ratings={one.territory: one.value for one in title.ratings.all()} if title else {},
    )


def _titles(works: Iterable[Work]) -> dict[int, Title]:
    rows = Title.objects.filter(work__in=list(works)).prefetch_related("ratings")
    return {title.work_id: title for title in rows}
