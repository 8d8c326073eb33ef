"""What states ask of a deal, as dated data with sources: warnings, never a refusal."""

from .looking import Deal, Findings, Notice, Tally, findings, lowered
from .rules import Effect, Rule, rules
from .scales import Scale, ages_in, scale_of, scales

__all__ = [
    "Deal",
    "Effect",
    "Findings",
    "Notice",
    "Rule",
    "Scale",
    "Tally",
    "ages_in",
    "findings",
    "lowered",
    "rules",
    "scale_of",
    "scales",
]
