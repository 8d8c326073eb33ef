"""What states ask of a deal, as dated data with sources: warnings, never a refusal."""

from .looking import Deal, Findings, Notice, findings
from .rules import Effect, Rule, rules
from .scales import Scale, scale_of, scales

__all__ = [
    "Deal",
    "Effect",
    "Findings",
    "Notice",
    "Rule",
    "Scale",
    "findings",
    "rules",
    "scale_of",
    "scales",
]
