"""What a match amounts to, once it is known what the copier was allowed to do.

The rules are those an editor goes by; where they draw the line is a parameter, for it is house policy and not law.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from .matches import Match
from .units import units


class Verdict(StrEnum):
    """What a match amounts to."""

    LICENSED = "licensed"
    QUOTATION = "quotation"
    TAKEN = "taken"
    COINCIDENCE = "coincidence"


class Rule(StrEnum):
    """Why: each desk has a sentence for each, in the reader's language."""

    STOCK_PHRASE = "stock-phrase"  # so little is shared that two writers may have hit on it
    PERMITTED = "permitted"  # a grant covers the whole
    EXCERPT_PERMITTED = "excerpt-permitted"  # short, and a grant covers excerpts
    CREDITED_QUOTATION = "credited-quotation"  # short, and the source is named
    UNCREDITED = "uncredited"  # short, but the source is not named
    TOO_LONG = "too-long"  # more than a quotation, and no grant covers it


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Where the lines are drawn. Lengths are in shortest runs (12 words, 22 characters of Thai type, 9 Han).

    A match is a stock phrase while `phrase_runs` and `phrase_share` of the copier's text are both more than it
    shares. It is short while it is no more than `quotation_share` of the copier's text and `source_share` of the
    source.
    """

    phrase_runs: float = 1.5
    phrase_share: float = 0.1
    quotation_share: float = 0.2
    source_share: float = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict, the rule it rests on, and the figures its sentence needs."""

    verdict: Verdict
    rule: Rule
    share: float
    source_share: float
    matched: float
    longest: float


def judge(
    match: Match,
    *,
    permitted: bool,
    excerpt_permitted: bool,
    credited: bool,
    lines: Lines | None = None,
) -> Judgement:
    """Judge a match of somebody's text with one of ours.

    `permitted` and `excerpt_permitted` are the rights engine's answers for the copier, the day and the place;
    `credited` says that the copier names the source (see `is_credited`). Rules are tried in the order of `Rule`.

    >>> found = Match(document=1, score=0.6, source_share=0.8, matched=20.0, longest=7.5, spans=())
    >>> judgement = judge(found, permitted=False, excerpt_permitted=True, credited=True)
    >>> judgement.verdict.value, judgement.rule.value
    ('taken', 'too-long')
    """
    rule = _rule(
        match,
        lines or Lines(),
        permitted=permitted,
        excerpt_permitted=excerpt_permitted,
        credited=credited,
    )
    return Judgement(
        verdict=_VERDICTS[rule],
        rule=rule,
        share=match.score,
        source_share=match.source_share,
        matched=match.matched,
        longest=match.longest,
    )


def is_credited(text: str, language: str | None, names: Iterable[str]) -> bool:
    """Whether a text names one of `names` (an agency's, in any of the languages it is called in), whatever the case.

    >>> is_credited("VIENTIANE (KPL) - The ferry left late.", "en", ["Lao News Agency", "KPL"])
    True
    """
    said = units(text, language).hashes
    sought = (units(name, language).hashes for name in names)
    return any(
        bool((np.lib.stride_tricks.sliding_window_view(said, len(name)) == name).all(axis=1).any())
        for name in sought
        if 0 < len(name) <= len(said)
    )


_VERDICTS = {
    Rule.STOCK_PHRASE: Verdict.COINCIDENCE,
    Rule.PERMITTED: Verdict.LICENSED,
    Rule.EXCERPT_PERMITTED: Verdict.LICENSED,
    Rule.CREDITED_QUOTATION: Verdict.QUOTATION,
    Rule.UNCREDITED: Verdict.TAKEN,
    Rule.TOO_LONG: Verdict.TAKEN,
}


def _rule(
    match: Match,
    lines: Lines,
    *,
    permitted: bool,
    excerpt_permitted: bool,
    credited: bool,
) -> Rule:
    if match.matched < lines.phrase_runs and match.score < lines.phrase_share:
        return Rule.STOCK_PHRASE
    if permitted:
        return Rule.PERMITTED
    short = match.score <= lines.quotation_share and match.source_share <= lines.source_share
    if not short:
        return Rule.TOO_LONG
    if excerpt_permitted:
        return Rule.EXCERPT_PERMITTED
    return Rule.CREDITED_QUOTATION if credited else Rule.UNCREDITED
