"""Whether a column of hours holds hours: the publisher's own rounding tells minutes, thousands and millions apart."""

import re

from .forms import Forms
from .numbers import number
from .reading import Refusal, Unreadable
from .sheet import Sheet


def check_hours(sheet: Sheet, hours: str, forms: Forms, *, least: int, step: int = 0) -> None:
    """Nothing where it may hold hours; raises Unreadable where it holds something else.

    `least` are the hours under which the publisher lists nothing, `step` those to which all are rounded.
    """
    if re.match(r"minutes", hours, re.I) or re.search(r"million|thousand", hours, re.I):
        raise Unreadable("wants_hours", column=hours)
    seen, most, as_minutes = 0, 0.0, 0
    for line in sheet.lines():
        if isinstance(line, Refusal):
            continue
        amount = number(line.cells.get(hours), forms.decimals[hours])
        if amount is None or amount <= 0:
            continue
        seen, most = seen + 1, max(most, amount)
        as_minutes += step > 0 and amount % (step * 60) == 0
    if seen > 20 and as_minutes > 0.9 * seen:
        raise Unreadable("too_many_minutes", column=hours, step=step * 60, hours=step)
    if seen and most < least:
        raise Unreadable("too_small", column=hours, largest=most, least=least)
