"""A walk through a table, row by row: facts of the rows that are understood, refusals of the others."""

from collections.abc import Callable, Iterable, Iterator

from .forms import Forms
from .reading import Fact, Reading, Refusal, Refused
from .remark import Remark
from .sheet import Line, Sheet


def each_row(
    sheet: Sheet, forms: Forms, reading: Reading, facts_of: Callable[[Line], Iterable[Fact]]
) -> Iterator[Fact | Refusal]:
    """The facts of each row, whole or not at all, and the refusals of the others."""
    for line in sheet.lines():
        reading.begin()
        if isinstance(line, Refusal):
            yield line
        elif (repeat := forms.repeated(line)) is not None:
            yield repeat
        else:
            try:
                made = list(facts_of(line))
            except Refused as refused:
                reading.forget()
                yield refused.refusal
            else:
                yield from made


def needed(line: Line, heading: str, kind: str) -> str:
    """The text under a heading. Raises Refused, of that kind, where it is empty."""
    text = line.text(heading)
    if not text:
        raise Refused(line.number, heading, kind)
    return text


def amount_of(line: Line, heading: str, forms: Forms, unit: str) -> float | None:
    """The amount under a heading; None where it is empty. Raises Refused for one under zero."""
    amount = forms.number(line, heading)
    if amount is not None and amount < 0:
        raise Refused(line.number, heading, "under_zero", unit=unit)
    return amount


def year_of(line: Line, heading: str, forms: Forms, reading: Reading) -> int | None:
    """The year under a heading, of the common era. Raises Refused where it is none."""
    year = forms.number(line, heading)
    if year is None:
        return None
    if 2400 <= year <= 2700:
        reading.note(Remark("buddhist_years", {"column": heading}))
        year -= 543
    if not 1880 <= year <= 2100 or not year.is_integer():
        raise Refused(line.number, heading, "no_year", said=line.text(heading))
    return int(year)
