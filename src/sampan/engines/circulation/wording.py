"""Refusals, notes and findings in plain English. A desk words the same kinds in its readers' languages."""

from collections.abc import Mapping, Sequence
from typing import Any

KINDS: dict[str, str] = {
    "coverage": "No {measure} is given: the {what} of {unknown} is unknown, and at most {limit} may be.",
    "no_data": "There are no data for {territories}.",
    "no_rows": "No rows answer this question.",
    "few": "Not shown: {effective} effective answers, fewer than {limit}.",
    "few_titles": "For {count} of {of} values the interval is not to be trusted: too few effective titles carry them.",
    "one_way": "{measure} needs both directions, and there are no data for {territories}.",
    "origin_rule": "Name an origin rule for {measure}: {rules}.",
    "unit": "Name a unit for {measure}: {units}.",
    "unknown_measure": "There is no measure “{name}”; the registry has {known}.",
    "unknown_name": "{measure} cannot be shown by “{name}”; write one of {known}.",
    "unknown_rule": "There is no origin rule “{name}”; write one of {rules}.",
    "unknown_unit": "{measure} cannot be counted in “{name}”; write one of {units}.",
    "no_shelf": "No title of it is on offer, so there is no share of the shelf to compare with.",
    "undefined": "It cannot be told from these rows.",
    "twice": "{measure} cannot be shown by {names} at once: each may be named once, and one alone may be divided.",
    "needs": "{measure} can only be given by {names}.",
    "ranks": "Ranks are counted as points (11 less the rank), because the unit asked for is points.",
    "doubtful": "{share} of it rests on joins of titles that are less than {limit} sure.",
    "no_convergence": "The gravity model did not settle in {steps} steps; its figures are not shown.",
    "rose": "{subject} rose from {before}{since} to {after}{until}, more than the interval.",
    "fell": "{subject} fell from {before}{since} to {after}{until}, more than the interval.",
    "steady": "{subject} went from {before}{since} to {after}{until}, within the interval.",
    "leads": "{key} leads{where} with {value}; {second} follows with {second_value}.",
    "leads_widely": "{key} leads{where}, with {least} to {most}.",
    "level": "{key} ({value}) and {second} ({second_value}) are level{where}, within the interval.",
    "extremes": "{subject} is highest{where} with {value} and lowest{second_where} with {second_value}.",
    "below": "{subject} is {value}: seen less than its share of the shelf.",
    "below_all": "{subject} is {least} to {most}: seen less than their share of the shelf.",
    "above": "{subject} is {value}: seen more than its share of the shelf.",
    "above_all": "{subject} is {least} to {most}: seen more than their share of the shelf.",
    "oftener": "{subject} is {value}: more often than in all.",
    "more_goes": "{subject} is {value}: more goes that way than comes back.",
    "more_comes": "{subject} is {value}: more comes back than goes that way.",
    "rule_matters": "{subject} is {low} under “{low_rule}” and {high} under “{high_rule}”: the rule decides.",
}


def sentence(kind: str, parameters: Mapping[str, Any]) -> str:
    """A reason, a note or a finding in English. Raises KeyError on a kind that is not in KINDS.

    Numbers are written in the unit that the parameters name: a share as a percentage.

    >>> sentence("no_data", {"territories": ["CN", "KH"]})
    'There are no data for CN and KH.'
    >>> sentence("above", {"subject": "Visibility ratio of KR", "value": 1.2551, "unit": "ratio"})
    'Visibility ratio of KR is 1.26: seen more than its share of the shelf.'
    """
    unit = parameters.get("unit", "share")
    words = {name: _worded(value, unit) for name, value in parameters.items()}
    words |= {
        name: f" in {words[name]}" if words.get(name) else ""
        for name in ("where", "second_where", "since", "until")
    }
    said = KINDS[kind].format(**words)
    return said[0].upper() + said[1:]


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them.

    >>> listed(["any", "first", "fractional"])
    'any, first and fractional'
    """
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _worded(value: Any, unit: str) -> Any:
    if isinstance(value, list | tuple):
        return listed([str(one) for one in value])
    if not isinstance(value, float):
        return value
    if unit == "share":
        return f"{100 * value:.2f} %" if abs(value) < 0.1 else f"{100 * value:.1f} %"
    return f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
