"""Where a house stands against the quotas of a place: its licences here, and what it declared to hold elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sampan.catalogue.models import Grant, GrantVerb, Title
from sampan.engines.rights import LANGUAGES, TERRITORIES, Box
from sampan.engines.rights.regulation import Rule, Tally, rules
from sampan.partners.models import Organisation

from .models import QuotaDeclaration

_LICENCES = (GrantVerb.OUT_EXCLUSIVE, GrantVerb.OUT_NONEXCLUSIVE)
_AHEAD = 6  # years of a deal that are looked at


@dataclass(frozen=True, slots=True)
class Gain:
    """What a house would get by a deal: a title and the rights in it."""

    title: Title
    box: Box


@dataclass(frozen=True, slots=True)
class Standing:
    """A house and a rule in one year; `declared` is None where it has not said what it holds elsewhere."""

    rule: Rule
    tally: Tally
    declared: QuotaDeclaration | None

    @property
    def exceeds(self) -> bool:
        return self.tally.is_whole and self.tally.exceeds(self.rule)

    @property
    def limit(self) -> str:
        return f"{float(self.rule.share or 0):.0%}"

    @property
    def percent(self) -> str:
        share = self.tally.share(self.rule)
        return "–" if share is None or not self.tally.is_whole else f"{float(share):.1%}"


def counted_rules() -> dict[str, Rule]:
    """The quotas that can be counted in works, by their ids."""
    return {rule.id: rule for rule in rules() if rule.effect == "quota" and rule.counts == "works"}


def standing(house: Organisation, rule: Rule, year: int, gains: Iterable[Gain] = ()) -> Standing:
    """In that year, with what a deal would add to it; a work that is licensed already counts once."""
    asked = _box(rule, year)
    titles = {title.pk: title for title in _licensed(house, rule, asked)}
    titles |= {
        one.title.pk: one.title
        for one in gains
        if one.title.kind in rule.kinds and one.box.meets(asked)
    }
    foreign = sum(rule.territory not in origin_of(title) for title in titles.values())
    domestic = len(titles) - foreign
    declared = (
        QuotaDeclaration.objects.visible_to(house)
        .filter(rule=rule.id, year=year)
        .order_by("-pk")
        .first()
    )
    if declared is None:
        return Standing(rule, Tally(year, foreign, domestic), None)
    tally = Tally(year, foreign + declared.foreign, domestic + declared.domestic, is_whole=True)
    return Standing(rule, tally, declared)


def concerns(house: Organisation, rule: Rule, years: Iterable[Standing]) -> bool:
    """Whether the house is there, holds rights there, or has declared something."""
    is_there = house.territory.partition("-")[0] == rule.territory
    return is_there or any(one.declared or one.tally.foreign + one.tally.domestic for one in years)


def tallies(house: Organisation, gains: Sequence[Gain]) -> Mapping[str, tuple[Tally, ...]]:
    """By the rule's id, for every year in which a deal would add a work to what counts there."""
    found: dict[str, tuple[Tally, ...]] = {}
    for rule in counted_rules().values():
        held = [one for one in gains if one.title.kind in rule.kinds]
        years = sorted(
            {year for one in held for year in _years(one.box) if one.box.meets(_box(rule, year))}
        )
        if years:
            found[rule.id] = tuple(standing(house, rule, year, held).tally for year in years)
    return found


def origin_of(title: Title) -> frozenset[str]:
    """Where it was made: every country of a co-production."""
    return frozenset(one["territory"] for one in title.countries) or frozenset({title.work.origin})


def _licensed(house: Organisation, rule: Rule, asked: Box) -> Iterable[Title]:
    grants = Grant.objects.filter(
        licensee=house, verb__in=_LICENCES, superseded_at=None, signed=True
    ).meeting(asked)
    found = Title.objects.filter(kind__in=rule.kinds, work__in=grants.values("work"))
    return found.select_related("work")


def _box(rule: Rule, year: int) -> Box:
    """There, in that year, in any language: the uses that the rule looks at."""
    start = date(year, 1, 1)
    return Box(
        TERRITORIES.mask(rule.territory, start),
        LANGUAGES.everything,
        rule.uses,
        start,
        date(year + 1, 1, 1),
    )


def _years(box: Box) -> range:
    last = box.start.year + _AHEAD if box.end is None else box.end.year
    return range(box.start.year, min(last, box.start.year + _AHEAD - 1) + 1)
