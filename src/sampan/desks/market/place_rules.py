"""What the rules of the places ask of a deal, shown beside it while it is typed; they warn and never block."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sampan.catalogue.models import Title, Work
from sampan.catalogue.wording import reader_language, territory_name
from sampan.engines.rights.regulation import Deal, Notice, findings, lowered

from .terms import Line, Terms

# By the kinds of the engine's notices.
NOTICES: Mapping[str, Promise] = {
    "told": gettext_lazy("%(title)s."),
    "needed": gettext_lazy("the deal needs %(needs)s."),
    "counted": gettext_lazy("the deal counts against a quota: %(title)s."),
    "exceeded": gettext_lazy("the deal brings a share above its quota: %(title)s."),
    "unrated": gettext_lazy("the deal needs a rating."),
    "unrated_on_scale": gettext_lazy("the deal needs a rating (%(codes)s)."),
    "misrated": gettext_lazy("“%(rating)s” is no rating of the scale in use; it has %(codes)s."),
}


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


def worded(notice: Notice) -> str:
    """What a notice says, in the reader's language."""
    rule, tag = notice.rule, reader_language()
    told = str(NOTICES[notice.kind]) % {
        "title": lowered(rule.title_in(tag)), "needs": rule.needs_in(tag), **notice.parameters
    }  # fmt: skip
    draft = _(" (a draft)") if rule.status == "draft" else ""
    return _("%(place)s%(draft)s: %(told)s") % {
        "place": territory_name(rule.territory), "draft": draft, "told": told
    }  # fmt: skip


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
