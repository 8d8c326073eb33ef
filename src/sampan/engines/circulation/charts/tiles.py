"""A map of tiles: one for each territory of the region, about where it lies. Our own: no borders are drawn.

A figure by territory alone is one map. One by something else as well is a small map for each of its keys, all on one
scale: who watches whom is seen at a glance, and Brunei is seen as well as China.
"""

from collections.abc import Sequence

from sampan.engines.circulation.figure import Figure

from . import labels
from .frame import FORMATS, frame
from .maps import Maps
from .pen import Pen
from .places import PLACES, hatching
from .style import TEXT, Spec
from .wrapping import LEADING, wrap

_SWATCH = 18.0


def tiles(figure: Figure, pen: Pen) -> Spec:
    """A figure on the map. Hatched is a territory that no list speaks of; 0 is one where nothing of it was seen."""
    maps = Maps(figure, pen)
    rows, foot = maps.rows(), _foot(maps)
    height = max([maps.height, *(line["y"] + 3 for line in foot)])
    x = _axis("x", [0, pen.width])
    y = _axis("y", [0, height], reverse=True)
    lines = [line for row in rows if row["state"] == "unseen" for line in _hatched(row)]
    if maps.unseen:
        lines += _hatched(_swatch(foot))
    layers = [
        *_boxes(rows, maps, x, y),
        _rules(lines, x, y),
        *_words(rows, maps, x, y),
        _texts(_heads(maps) + foot, x, y),
    ]
    return frame(layers, pen, rows=rows, height=height)


def _axis(field: str, domain: list[float], *, reverse: bool = False) -> Spec:
    scale = {"domain": domain, "reverse": reverse, "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _boxes(rows: Sequence[Spec], maps: Maps, x: Spec, y: Spec) -> list[Spec]:
    box: Spec = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}
    pointed: Spec = {"tooltip": _pointed_at(maps)}

    def layer(states: Sequence[str], style: str, **more: Spec) -> Spec:
        return {
            "transform": [{"filter": {"field": "state", "oneOf": list(states)}}],
            "mark": {"type": "rect", "style": style},
            "encoding": box | more,
        }

    layers = [
        (("unasked",), "empty", {}),
        (("empty", "unseen"), "empty", pointed),
        (("light", "dark"), "shade", pointed | {"color": _shade(maps)}),
    ]
    held = {row["state"] for row in rows}
    return [layer(states, style, **more) for states, style, more in layers if held & {*states}]


def _shade(maps: Maps) -> Spec:
    """One scale for all maps, drawn above them; about 0 where values lie on both sides."""
    figure = maps.figure
    both = any((cell.value or 0.0) < 0 for cell in figure.rows)
    scale: Spec = {"domain": [0, maps.most]}
    if both:
        scale = {"domain": [-maps.most, 0, maps.most], "range": "diverging"}
    legend = {
        "title": maps.pen.measure(figure),
        "format": FORMATS.get(figure.unit, ",.2~f"),
        "tickCount": 4,
        "gradientLength": 140,
        "gradientThickness": 8,
    }
    return {"field": "value", "type": "quantitative", "scale": scale, "legend": legend}


def _pointed_at(maps: Maps) -> list[Spec]:
    pen, rest = maps.pen, maps.rest
    told = [{"field": "panel", "title": pen.word(rest[0], section="dimensions")}] if rest else []
    told += [
        {"field": "name", "title": pen.word(maps.place, section="dimensions")},
        {"field": "said", "title": pen.measure(maps.figure)},
        {"field": "between", "title": pen.word("interval")},
    ]
    return [one | {"type": "nominal"} for one in told]


def _hatched(box: Spec) -> list[Spec]:
    sides = (box["x"] + 1, box["y"] + 1, box["x2"] - 1, box["y2"] - 1)
    return [dict(zip(("x", "y", "x2", "y2"), line, strict=True)) for line in hatching(*sides)]


def _rules(lines: Sequence[Spec], x: Spec, y: Spec) -> Spec:
    ends = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}
    return {
        "data": {"values": list(lines)},
        "mark": {"type": "rule", "style": "hatch"},
        "encoding": ends,
    }


def _words(rows: Sequence[Spec], maps: Maps, x: Spec, y: Spec) -> list[Spec]:
    """The name or code of each tile, and what is in it."""
    size = {} if maps.is_named else {"fontSize": 7}

    def layer(style: str, states: Sequence[str], field: str, height: str) -> Spec:
        within = {"field": "state", "oneOf": list(states)}
        return {
            "transform": [{"filter": within}, {"filter": f"datum.{field} != ''"}],
            "mark": {"type": "text", "style": style} | size,
            "encoding": {
                "x": x | {"field": "middle"},
                "y": y | {"field": height},
                "text": {"field": field},
            },
        }

    styles = {"number": ["light"], "on-dark": ["dark"], "aside": ["empty", "unseen", "unasked"]}
    held = {row["state"] for row in rows}
    return [
        layer(style, states, *where)
        for style, states in styles.items()
        for where in (("short", "up"), ("within", "down"))
        if held & {*states}
    ]


def _texts(rows: Sequence[Spec], x: Spec, y: Spec) -> Spec:
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "text", "style": "number", "align": "left", "baseline": "alphabetic"},
        "encoding": {"x": x, "y": y, "text": {"field": "text"}},
    }


def _heads(maps: Maps) -> list[Spec]:
    """What each of several maps shows, above it."""
    if len(maps.keys) == 1:
        return []
    longest = 5 * maps.wide / TEXT
    heads = []
    for index, keys in enumerate(maps.keys):
        x, y = maps.corner(index)
        text = maps.pen.say(maps.pen.cut(maps.named(keys), longest))
        heads.append({"x": x, "y": y - 5, "text": text})
    return heads


def _foot(maps: Maps) -> list[Spec]:
    """Under the maps: which territories have no data, what the codes mean, how many maps there would be."""
    pen = maps.pen
    notes = []
    if maps.unseen:
        names = _named(maps.unseen, maps)
        notes.append((f"{labels.word('no_data', pen.tag)}: {names}", _SWATCH))
    if not maps.is_named:
        seen = [code for code in PLACES if code not in maps.unseen and maps.is_asked(code)]
        notes.append((_named(seen, maps), 0.0))
    if len(maps.held) > len(maps.keys):
        told = labels.word("shown_of", pen.tag).format(shown=len(maps.keys), all=len(maps.held))
        notes.append((told, 0.0))
    lines: list[Spec] = []
    y = maps.height + 5
    for note, x in notes:
        for text in wrap(note, pen.shaper, (pen.width - x - 2) / TEXT):
            y += TEXT * LEADING.get(pen.tag, 1.35)
            lines.append({"x": x, "y": y, "text": pen.say(text)})
    return lines


def _named(codes: Sequence[str], maps: Maps) -> str:
    """Territories by name; by code and name where the maps have codes."""
    names = [labels.name(maps.place, code, maps.pen.tag) for code in codes]
    if maps.is_named:
        return ", ".join(names)
    return " · ".join(f"{code}\u00a0{name}" for code, name in zip(codes, names, strict=True))


def _swatch(foot: Sequence[Spec]) -> Spec:
    """A little hatched box before the first line of the foot."""
    y = foot[0]["y"]
    return {"x": 0.0, "x2": _SWATCH - 5, "y": y - 8, "y2": y + 1}
