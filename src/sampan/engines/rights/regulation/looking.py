"""A deal beside the rules: which hold for it, and what each asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from fractions import Fraction
from typing import Any

from sampan.engines.rights.box import Box
from sampan.engines.rights.vocabulary import TERRITORIES

from .rules import Rule, rules
from .scales import scale_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """What is known of a deal. What is not known (None, or missing) is taken to be as the rule fears.

    `origin` are the territories that made the work; `at_hand` the numbers of permits, by what a rule needs; `ratings`
    by territory; `hours` when it is to be shown; `tallies` what counts against a quota once the deal is done, by the id
    of the rule, a year each.
    """

    box: Box
    kind: str
    origin: frozenset[str]
    episodes: int | None = None
    hours: tuple[time, time] | None = None
    at_hand: Mapping[str, str] = field(default_factory=dict)
    ratings: Mapping[str, str] = field(default_factory=dict)
    tallies: Mapping[str, Sequence["Tally"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """The works of a rule's kinds that a site has on offer in a year.

    `is_whole`: the site has said what it holds besides, so that no other work is on offer.
    """

    year: int
    foreign: int
    domestic: int
    is_whole: bool = False

    def base(self, rule: Rule) -> int:
        """Of how many works the foreign ones are a part."""
        return self.domestic if rule.base == "domestic" else self.foreign + self.domestic

    def share(self, rule: Rule) -> Fraction | None:
        """None of nothing.

        >>> rule = next(rule for rule in rules() if rule.id == "CN-2015-share")
        >>> Tally(2027, 7, 20).share(rule), Tally(2027, 7, 20).exceeds(rule), Tally(2027, 6, 20).exceeds(rule)
        (Fraction(7, 20), True, False)
        """
        base = self.base(rule)
        return Fraction(self.foreign, base) if base else None

    def exceeds(self, rule: Rule) -> bool:
        """Whether more are foreign than the rule allows."""
        return rule.share is not None and self.foreign > rule.share * self.base(rule)


SENTENCES: Mapping[str, str] = {
    "told": "{title}.",
    "needed": "the deal needs {needs}.",
    "counted": "the deal counts against a quota: {title}.",
    "tallied": "with this deal {foreign} foreign works count in {year}; what else is on offer is not known: {title}.",
    "within": "with this deal {foreign} of {base} are foreign in {year}: {share}, within {limit}: {title}.",
    "exceeded": "with this deal {foreign} of {base} are foreign in {year}: {share}, more than {limit}: {title}.",
    "within_domestic": (
        "with this deal {foreign} foreign to {base} domestic in {year}: {share}, within {limit}: {title}."
    ),
    "exceeded_domestic": (
        "with this deal {foreign} foreign to {base} domestic in {year}: {share}, more than {limit}: {title}."
    ),
    "unrated": "the deal needs a rating.",
    "unrated_on_scale": "the deal needs a rating ({codes}).",
    "misrated": "“{rating}” is no rating of the scale in use; it has {codes}.",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What one rule asks of a deal. A warning that is not `certain` hangs on what is not known of the deal.

    `kind` is a key of SENTENCES; `parameters` is what the sentence names besides the rule.
    """

    rule: Rule
    kind: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    certain: bool = True

    @property
    def sentence(self) -> str:
        """In English; other languages have sentences of the same kinds, and the rule's words."""
        rule = self.rule
        draft = " (a draft)" if rule.status == "draft" else ""
        told = SENTENCES[self.kind].format(
            title=lowered(rule.title), needs=rule.needs, **self.parameters
        )
        return f"{TERRITORIES.name(rule.territory)}{draft}: {told}"


def lowered(title: str) -> str:
    """A title as it stands within a sentence."""
    return f"{title[0].lower()}{title[1:]}"


@dataclass(frozen=True, slots=True)
class Findings:
    """The warnings, those by rules in force before drafts; and the territories of which no rule is on file.

    That none is on file does not mean that there is none.
    """

    warnings: tuple[Notice, ...]
    unknown: tuple[str, ...]


def findings(deal: Deal, *, known: Iterable[Rule] | None = None) -> Findings:
    """What the rules (the shipped ones, or `known`) ask of a deal.

    >>> from datetime import date
    >>> from sampan.engines.rights import box
    >>> series = Deal(box=box("CN, LA", "zh", "SVOD", date(2026, 1, 1), date(2027, 1, 1)), kind="series",
    ...               origin=frozenset({"TH"}))
    >>> found = findings(series)
    >>> [one.rule.id for one in found.warnings], found.unknown
    (['CN-2015-share', 'CN-2015-registration', 'CN-2018-share'], ('LA',))
    >>> found.warnings[1].certain, found.warnings[1].sentence
    (True, 'China: the deal needs registration on the unified platform for foreign films and series.')
    """
    record = tuple(rules() if known is None else known)
    held = [one for rule in record if _concerns(rule, deal) and (one := _asked(rule, deal))]
    held.sort(key=lambda one: one.rule.status != "in force")
    covered = {rule.territory for rule in record}
    return Findings(
        tuple(held), tuple(code for code in _countries(deal.box) if code not in covered)
    )


def _countries(box: Box) -> tuple[str, ...]:
    codes = (code.partition("-")[0] for code in TERRITORIES.codes(box.territories))
    return tuple(dict.fromkeys(codes))


def _concerns(rule: Rule, deal: Deal) -> bool:
    """Whether a rule is about a deal: there, then, for such a use of such a work."""
    box = deal.box
    if not (
        TERRITORIES.mask(rule.territory, rule.begins) & box.territories and rule.uses & box.uses
    ):
        return False
    if rule.kinds and deal.kind not in rule.kinds:
        return False
    foreign = rule.territory not in deal.origin
    if rule.origin and (rule.origin == "foreign") != foreign:
        return False
    return rule.in_force(box.start, box.end)


def _asked(rule: Rule, deal: Deal) -> Notice | None:
    """What a rule that concerns a deal asks of it; None where the deal has it."""
    if rule.effect == "require":
        return None if deal.at_hand.get(rule.needs) else Notice(rule, "needed")
    if rule.effect == "rating":
        return _rated(rule, deal)
    if rule.effect == "quota":
        return _shared(rule, deal)
    if rule.hours is not None:
        met = deal.hours is None or _overlap(rule.hours, deal.hours)
        return Notice(rule, "told", certain=deal.hours is not None) if met else None
    if rule.episodes is not None:
        met = deal.episodes is None or deal.episodes > rule.episodes
        return Notice(rule, "told", certain=deal.episodes is not None) if met else None
    return Notice(rule, "told")


def _shared(rule: Rule, deal: Deal) -> Notice:
    """The first year that exceeds the share, or else the first."""
    years = deal.tallies.get(rule.id, ())
    if not years or rule.share is None:
        return Notice(rule, "counted", certain=False)
    tally = next((one for one in years if one.is_whole and one.exceeds(rule)), years[0])
    share = tally.share(rule)
    figures = {
        "year": tally.year,
        "foreign": tally.foreign,
        "base": tally.base(rule),
        "share": "–" if share is None else f"{float(share):.1%}",
        "limit": f"{float(rule.share):.0%}",
    }
    if not tally.is_whole:
        return Notice(rule, "tallied", figures, certain=False)
    kind = "exceeded" if tally.exceeds(rule) else "within"
    return Notice(rule, f"{kind}_domestic" if rule.base == "domestic" else kind, figures)


def _rated(rule: Rule, deal: Deal) -> Notice | None:
    value = deal.ratings.get(rule.territory)
    scale = scale_of(rule.territory, max(deal.box.start, rule.begins))
    codes = ", ".join(scale.codes) if scale else ""
    if not value:
        kind = "unrated_on_scale" if codes else "unrated"
        return None if rule.optional else Notice(rule, kind, {"codes": codes})
    if scale and value not in scale.codes:
        return Notice(rule, "misrated", {"rating": value, "codes": codes})
    return None


def _overlap(one: tuple[time, time], other: tuple[time, time]) -> bool:
    """Whether two stretches of a day meet; one that ends before it begins runs over midnight."""
    return any(
        start < last and first < end
        for start, end in _halves(one)
        for first, last in _halves(other)
    )


def _halves(hours: tuple[time, time]) -> list[tuple[time, time]]:
    start, end = hours
    return [(start, end)] if start < end else [(start, time.max), (time.min, end)]
