"""Who leads where, and where most and least is."""

from collections import defaultdict
from collections.abc import Iterator

from sampan.engines.circulation.figure import Cell, Figure

from .finding import NOBODY, SAID, Finding, apart, narrowed, of, told

ORIGINS = frozenset({"origin", "origin_bloc"})


def leaders(figure: Figure) -> Iterator[Finding]:
    """The first origin of each group beside the second; in many groups, each leader with where it leads."""
    at = next(at for at, name in enumerate(figure.dimensions) if name in ORIGINS)
    found = [*_firsts(figure, at)]
    if len(found) > SAID:
        found = [*_together(found, figure)]
    yield from found


def _firsts(figure: Figure, at: int) -> Iterator[Finding]:
    groups: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in figure.rows:
        if told(cell) and cell.keys[at] not in NOBODY:
            groups[cell.keys[:at] + cell.keys[at + 1 :]].append(cell)
    narrow = [key for name, key in narrowed(figure) if name == "territory"]
    for keys, cells in sorted(groups.items()):
        ranked = sorted(cells, key=lambda cell: (-(cell.value or 0.0), cell.keys))
        if len(ranked) < 2:
            continue
        first, second = ranked[:2]
        words = {"key": first.keys[at], "value": first.value, "second": second.keys[at]}
        words |= {"second_value": second.value, "where": ", ".join([*keys, *narrow])}
        kind = "leads" if apart(first, second) else "level"
        yield Finding(kind, words | {"unit": figure.unit}, figure.id)


def _together(found: list[Finding], figure: Figure) -> Iterator[Finding]:
    """Each leader with its places, whoever leads in most of them first; then the places where two are level."""
    led: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        if one.kind == "leads":
            led[one.parameters["key"]].append(one)
    for key, places in sorted(led.items(), key=lambda one: (-len(one[1]), one[0])):
        if len(places) == 1:
            yield places[0]
            continue
        values = [one.parameters["value"] for one in places]
        where = ", ".join(one.parameters["where"] for one in places)
        words = {"key": key, "where": where, "least": min(values), "most": max(values)}
        yield Finding("leads_widely", words | {"unit": figure.unit}, figure.id)
    yield from (one for one in found if one.kind == "level")


def extremes(figure: Figure) -> Iterator[Finding]:
    """The territories with most and least of what has one value each, where the two are apart."""
    at = figure.dimensions.index("territory")
    cells = [cell for cell in figure.rows if told(cell) and cell.keys[at] not in NOBODY]
    if len({cell.keys[at] for cell in cells}) < max(2, len(cells)):
        return
    ranked = sorted(cells, key=lambda cell: (cell.value or 0.0, cell.keys))
    least, most = ranked[0], ranked[-1]
    if apart(least, most):
        words = of(figure.measure, figure.title, narrowed(figure)) | {"unit": figure.unit}
        words |= {"where": most.keys[at], "value": most.value}
        words |= {"second_where": least.keys[at], "second_value": least.value}
        yield Finding("extremes", words, figure.id)
