"""Small maps of one figure: which keys have one, where each stands, what its tiles hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sampan.engines.circulation.figure import Cell, Figure

from . import labels, numbers
from .frame import LAST, numbers_of
from .pen import Pen
from .places import COLUMNS, PLACES, ROWS
from .style import TEXT, Spec
from .trend import TIMES

MOST = 9  # maps of one figure; its table has all
_GAP = 16.0  # points between maps
_HEAD = 17.0  # above each of several
_NAMED = 60.0  # a tile as wide has room for the name of its territory; a smaller one for the code
_LEAST = (
    125.0  # of a map's width: a drawing has as many in a row as its own width allows, two at least
)
_MAPPED = ("territory", "origin", "leader")
Keys = tuple[str, ...]


def place_of(figure: Figure) -> str | None:
    """The dimension of a figure that stands on a map: where it is seen, else where it comes from.

    >>> from sampan.engines.circulation.figure import Source
    >>> source = Source("", {}, "", {}, {}, 0, "")
    >>> place_of(Figure("viewing-share", 1, "V", "share", {}, ("origin", "territory"), (), source))
    'territory'
    """
    return next((one for one in _MAPPED if one in figure.dimensions), None)


def mapped(figure: Figure) -> bool:
    """Whether a map has something to show of a figure: of a catalogue of the whole world it has not."""
    place = place_of(figure)
    at = figure.dimensions.index(place) if place else 0
    return place is not None and any(cell.keys[at] in PLACES for cell in figure.rows)


@dataclass(frozen=True)
class Maps:
    """The maps of a figure, for a pen; places are in points from the upper left."""

    figure: Figure
    pen: Pen

    @cached_property
    def place(self) -> str:
        return place_of(self.figure) or "territory"

    @cached_property
    def rest(self) -> Keys:
        """The dimensions that tell the maps apart."""
        return tuple(one for one in self.figure.dimensions if one != self.place)

    @cached_property
    def held(self) -> dict[Keys, dict[str, Cell]]:
        """Cells by the keys that name a map, then by territory."""
        at = self.figure.dimensions.index(self.place)
        found: dict[Keys, dict[str, Cell]] = {}
        for cell in self.figure.rows:
            found.setdefault(cell.keys[:at] + cell.keys[at + 1 :], {})[cell.keys[at]] = cell
        return found or {(): {}}

    @cached_property
    def keys(self) -> list[Keys]:
        """The latest of times, or the largest of others and then what is unknown."""
        if any(name in TIMES for name in self.rest):
            return sorted(self.held)[-MOST:]
        ranked = sorted(self.held, key=lambda keys: (-self._sum(keys), keys))
        last = [keys for keys in ranked if set(keys) & {*LAST}]
        return [*[keys for keys in ranked if keys not in last][: MOST - len(last)], *last]

    def _sum(self, keys: Keys) -> float:
        return sum(cell.value or 0.0 for cell in self.held[keys].values())

    @cached_property
    def most(self) -> float:
        """The value that has the deepest shade."""
        values = [
            abs(cell.value or 0.0)
            for keys in self.keys
            for code, cell in self.held[keys].items()
            if code in PLACES
        ]
        return max(values, default=0.0) or 1.0

    @cached_property
    def unseen(self) -> tuple[str, ...]:
        """Territories that were asked about and that no list speaks of."""
        if self.place != "territory":
            return ()
        seen = {code for cells in self.held.values() for code in cells}
        return tuple(code for code in PLACES if code not in seen and self.is_asked(code))

    def is_asked(self, code: str) -> bool:
        where = self.figure.parameters.get("where")
        asked = where.get(self.place) if isinstance(where, Mapping) else None
        return not asked or code in asked

    @cached_property
    def across(self) -> int:
        """How many maps stand in a row."""
        return min(len(self.keys), max(2, int((self.pen.width + _GAP) // (_LEAST + _GAP))))

    @property
    def wide(self) -> float:
        """Of a tile."""
        return (self.pen.width - _GAP * (self.across - 1)) / self.across / COLUMNS

    @property
    def tall(self) -> float:
        """Of a tile."""
        return 40.0 if self.is_named else 23.0

    @property
    def is_named(self) -> bool:
        """Whether tiles have room for names; else for codes."""
        return self.wide >= _NAMED

    @property
    def head(self) -> float:
        return _HEAD if len(self.keys) > 1 else 0.0

    @property
    def height(self) -> float:
        downward = -(-len(self.keys) // self.across)
        return downward * (self.head + ROWS * self.tall + _GAP) - _GAP

    def corner(self, index: int) -> tuple[float, float]:
        """Where a map begins, below its heading."""
        down, over = divmod(index, self.across)
        return (
            over * (COLUMNS * self.wide + _GAP),
            down * (self.head + ROWS * self.tall + _GAP) + self.head,
        )

    def named(self, keys: Keys) -> str:
        """What one of the maps shows, in words."""
        names = zip(self.rest, keys, strict=True)
        return " · ".join(labels.name(on, key, self.pen.tag) for on, key in names)

    def rows(self) -> list[Spec]:
        """One row a tile: its box, its words, its value."""
        return [
            self._box(code, self.corner(index)) | self._words(keys, code)
            for index, keys in enumerate(self.keys)
            for code in PLACES
        ]

    def _box(self, code: str, corner: tuple[float, float]) -> Spec:
        column, row = PLACES[code]
        x, y = corner[0] + (column - 1) * self.wide, corner[1] + row * self.tall
        upright = {"up": y + 0.32 * self.tall, "down": y + 0.69 * self.tall}
        sides = {"x": x, "x2": x + self.wide, "y": y, "y2": y + self.tall}
        return sides | upright | {"middle": x + self.wide / 2}

    def _words(self, keys: Keys, code: str) -> Spec:
        name = labels.name(self.place, code, self.pen.tag)
        short = self.pen.cut(name, (self.wide - 6) / TEXT) if self.is_named else code
        told = {"panel": self.pen.say(self.named(keys)), "name": self.pen.say(name)}
        return told | {"short": self.pen.say(short)} | self._value(self.held[keys].get(code), code)

    def _value(self, cell: Cell | None, code: str) -> Spec:
        """`said` is what the pointer is told, `within` what stands in the tile."""
        if cell is not None and cell.value is not None:
            within = self.pen.say(numbers.brief(cell.value, self.figure.unit, self.pen.tag))
            state = "dark" if abs(cell.value) > self.pen.turn * self.most else "light"
            return numbers_of(cell, self.figure, self.pen) | {"within": within, "state": state}
        told: Spec = {"value": None, "between": "", "state": "empty"}
        if cell is not None:
            said = self.pen.word("not_shown")
            return told | {"said": said, "within": said if self.is_named else self.pen.say("×")}
        if code in self.unseen:
            said = self.pen.word("no_data")
            within = said if self.is_named else ""
            return told | {"said": said, "within": within, "state": "unseen"}
        said = self.pen.say("0") if self.is_asked(code) else ""
        return told | {"said": said, "within": said, "state": "empty" if said else "unasked"}
