"""What a figure is called, by rule: its measure, by what it is shown, and to what it is narrowed."""

from collections.abc import Mapping, Sequence

from sampan.engines.circulation import charts
from sampan.engines.circulation.figure import Figure

from . import words
from .wording import measure_name

_MOST = 6
_FLOW = {"origin", "territory"}


def title(figures: Sequence[Figure], tag: str) -> str:
    """The title of a chart of figures; of several, which differ in their origin rule.

    >>> from sampan.engines.circulation.figure import Source
    >>> made = Figure("viewing-share", 1, "V", "share", {"where": {"kind": ["film"]}}, ("origin", "territory"),
    ...     (), Source("", {}, "", {}, {}, 0, ""))
    >>> title([made], "en")
    'Viewing share by origin and territory (film)'
    """
    first = figures[0]
    named = words.listed([charts.term("dimensions", on, tag) for on in first.dimensions], tag)
    text = measure_name(first.measure, tag)
    if named:
        text = words.word("by", tag, measure=text, dimensions=named)
    narrowed = narrowing(first, tag)
    if narrowed:
        text = words.word("narrowed", tag, title=text, where=narrowed)
    count = charts.number(len(figures), "count", tag)
    if len({str(one.parameters.get("origin_rule")) for one in figures}) > 1:
        text = words.word("under_rules", tag, title=text, count=count)
    elif len(figures) > 1:
        text = words.word("under_joins", tag, title=text, count=count)
    return text


def narrowing(figure: Figure, tag: str) -> str:
    """The keys that a figure is narrowed to, as `film; Thailand, Vietnam`; long lists are counted.

    Where both ends of a flow are narrowed, each says which it is.

    >>> from sampan.engines.circulation.figure import Source
    >>> where = {"origin": ["ASEAN"], "territory": ["CN", "JP"]}
    >>> source = Source("", {}, "", {}, {}, 0, "")
    >>> narrowing(Figure("viewing-share", 1, "V", "share", {"where": where}, (), (), source), "en")
    'origin: ASEAN; territory: China, Japan'
    """
    where = figure.parameters.get("where")
    if not isinstance(where, Mapping):
        return ""
    is_flow = where.keys() >= _FLOW
    parts = []
    for on, keys in where.items():
        term = charts.term("dimensions", str(on), tag)
        names = [charts.name(str(on), str(key), tag) for key in keys]
        if len(names) > _MOST:
            parts.append(f"{term}: {len(names)}")
            continue
        listed = words.sections(tag)["document"]["separator"].join(names)
        parts.append(f"{term}: {listed}" if is_flow and on in _FLOW else listed)
    return "; ".join(parts)
