"""How the pages of deals name works, prices and states."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from sampan.catalogue.models import Work
from sampan.desks.market.naming import Name
from sampan.desks.market.place_rules import worded
from sampan.desks.market.quality import clock
from sampan.desks.market.terms import Price, PriceModel
from sampan.engines.rights.money import Money
from sampan.engines.rights.regulation import Notice

register = template.Library()

_BADGES = {
    "open": "wait", "agreed": "good", "declined": "bad", "withdrawn": "plain", "lapsed": "plain", "closed": "plain",
    "draft": "draft", "pending": "wait", "active": "good", "rejected": "bad", "terminated": "bad", "expired": "plain",
    "superseded": "plain", "wanted": "draft", "checking": "wait", "delivered": "note", "accepted": "good",
}  # fmt: skip


@register.filter
def named(names: Mapping[int, Name], work: Work) -> Name:
    return names.get(work.pk) or Name(work.slugline, "")


@register.filter
def listed(work: Work) -> list[Work]:
    return [work]


@register.filter
def rule_words(notice: Notice) -> str:
    return worded(notice)


@register.filter
def state_badge(state: str) -> str:
    return _BADGES.get(state, "plain")


@register.simple_tag
def all_names(works: Iterable[Work], names: Mapping[int, Name]) -> str:
    return " · ".join(named(names, work).text for work in works)


@register.filter
def price(said: Price) -> str:
    """In a few words, for lists."""
    if said.model == PriceModel.BARTER:
        return _("barter")
    if said.model == PriceModel.PER_STREAM:
        return _("%(price)s a stream") % {"price": f"{said.currency} {said.per_stream}"}
    if said.model == PriceModel.SHARE:
        return f"{said.share} %"
    return (
        f"{said.money} + {said.share} %" if said.model == PriceModel.GUARANTEE else str(said.money)
    )


@register.simple_tag
def amount(currency: str, minor: int) -> str:
    return str(Money(currency, minor))


@register.filter
def facts_line(facts: Mapping[str, Any]) -> str:
    """What was measured of a file, in one line."""
    parts = [str(facts[key]) for key in ("container", "video") if key in facts]
    if "width" in facts:
        parts.append(f"{facts['width']} × {facts['height']}")
    if "audio" in facts:
        parts.append(f"{facts['audio']} {facts['sample_rate'] / 1000:g} kHz")
    if "lufs" in facts:
        parts.append(f"{facts['lufs']:.1f} LUFS")
    if "seconds" in facts:
        parts.append(clock(facts["seconds"]))
    return " · ".join(parts)
