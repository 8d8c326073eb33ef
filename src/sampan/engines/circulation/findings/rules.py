"""Where the origin rule decides a headline."""

from sampan.engines.circulation.certainty.sensitivity import Sensitivity

from .finding import Finding, of

_MATTERS = 1.5  # rules whose values are further apart decide the finding


def rule_finding(found: Sensitivity, figure: str) -> Finding | None:
    """That the origin rule decides a headline: its values under two rules are over 1.5 times apart."""
    told = [
        (variant.cell.value, variant.name)
        for variant in found.variants
        if variant.kind == "origin_rule" and variant.cell.value is not None
    ]
    if len(told) < 2 or max(told)[0] <= _MATTERS * min(told)[0]:
        return None
    named = [*zip(found.dimensions, found.keys, strict=True)]
    words = of(found.measure, found.title, named) | {
        "unit": found.unit,
        "low": min(told)[0],
        "low_rule": min(told)[1],
        "high": max(told)[0],
        "high_rule": max(told)[1],
    }
    return Finding("rule_matters", words, figure)
