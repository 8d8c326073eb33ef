"""What the rules of the places ask of a deal, shown beside it while it is typed; they warn and never block."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sampan.catalogue.models import Title, Work
from sampan.catalogue.wording import reader_language, territory_name
from sampan.engines.rights.regulation import Deal, Notice, Tally, findings, lowered
from sampan.partners.models import Organisation

from .quotas import Gain, origin_of, tallies
from .terms import Line, Terms

# By the kinds of the engine's notices.
NOTICES: Mapping[str, Promise] = {
    "told": gettext_lazy("%(title)s."),
    "needed": gettext_lazy("the deal needs %(needs)s."),
    "counted": gettext_lazy("the deal counts against a quota: %(title)s."),
    "tallied": gettext_lazy(
        "with this deal %(foreign)s foreign works count in %(year)s; what else you offer was not declared: %(title)s."
    ),
    "within": gettext_lazy(
        "with this deal %(foreign)s of %(base)s would be foreign in %(year)s: %(share)s, within %(limit)s: %(title)s."
    ),
    "exceeded": gettext_lazy(
        "with this deal %(foreign)s of %(base)s would be foreign in %(year)s: %(share)s, more than %(limit)s: "
        "%(title)s."
    ),
    "within_domestic": gettext_lazy(
        "with this deal %(foreign)s foreign would stand beside %(base)s domestic in %(year)s: %(share)s, within "
        "%(limit)s: %(title)s."
    ),
    "exceeded_domestic": gettext_lazy(
        "with this deal %(foreign)s foreign would stand beside %(base)s domestic in %(year)s: %(share)s, more than "
        "%(limit)s: %(title)s."
    ),
    "unrated": gettext_lazy("the deal needs a rating."),
    "unrated_on_scale": gettext_lazy("the deal needs a rating (%(codes)s)."),
    "misrated": gettext_lazy("“%(rating)s” is no rating of the scale in use; it has %(codes)s."),
}


@dataclass(frozen=True, slots=True)
class Warned:
    """Each rule once, and the countries of which no rule is on file."""

    notices: tuple[Notice, ...]
    unknown: tuple[str, ...]


def warned(
    terms: Terms, works: Mapping[str, Work], *, reader: Organisation, seller: Organisation
) -> Warned:
    """Of all lines together, and where the reader's house would stand against quotas; the other's is not shown.

    Raises Invalid for territories, languages or uses that are none.
    """
    titles = _titles(works.values())
    # A line gives to the reader, or else to the house across the table; what the reader gets is told first.
    lines = sorted(terms.lines, key=lambda line: line.returned != (reader == seller))
    gains = [
        Gain(title, line.rights.box())
        for line in lines
        if line.returned == (reader == seller) and (title := titles.get(works[line.work].pk))
    ]
    counted = tallies(reader, gains)
    notices: dict[str, Notice] = {}
    unknown: dict[str, None] = {}
    for line in lines:
        work = works[line.work]
        found = findings(_deal(line, work, titles.get(work.pk), counted))
        notices |= {one.rule.id: one for one in found.warnings if one.rule.id not in notices}
        unknown |= dict.fromkeys(found.unknown)
    return Warned(tuple(notices.values()), tuple(unknown))


def quota_notices(
    terms: Terms, works: Iterable[Work], *, reader: Organisation, seller: Organisation
) -> list[Notice]:
    """Only where the reader's house would stand against quotas, for the pages of a deal."""
    named = {str(work.key): work for work in works}
    found = warned(terms, named, reader=reader, seller=seller).notices
    return [one for one in found if one.rule.effect == "quota" and one.kind != "counted"]


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


def _deal(
    line: Line, work: Work, title: Title | None, counted: Mapping[str, Sequence[Tally]]
) -> Deal:
    return Deal(
        box=line.rights.box(),
        kind=title.kind if title else work.kind,
        origin=origin_of(title) if title else frozenset({work.origin}),
        episodes=title.episodes if title else None,
        ratings={one.territory: one.value for one in title.ratings.all()} if title else {},
        tallies=counted,
    )


def _titles(works: Iterable[Work]) -> dict[int, Title]:
    rows = Title.objects.filter(work__in=list(works)).select_related("work")
    rows = rows.prefetch_related("ratings")
    return {title.work_id: title for title in rows}
