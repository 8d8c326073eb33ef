"""What every chart is drawn with: a language's words, its numbers, its letters, and how wide they are."""

from dataclasses import dataclass
from functools import cache, cached_property

import icu

from sampan.engines.circulation.figure import Cell, Figure
from sampan.engines.typesetting import Shaper

from . import labels, numbers
from .lettering import Lettering, Plain, StandIns
from .style import LIGHT, PAPER_WIDTH, TEXT, THEMES

LONGEST_NAME = 17.0  # ems; a longer one is cut


@cache
def _shaper(tag: str) -> Shaper:
    return Shaper(tag)


@dataclass(frozen=True)
class Pen:
    """Writes for one language and one ground. `width` is the chart's, in points (on a page: what a phone has)."""

    tag: str
    lettering: Lettering
    width: float
    turn: float = LIGHT.turn

    @classmethod
    def for_paper(cls, tag: str, *, width: float = PAPER_WIDTH) -> "Pen":
        return cls(tag, StandIns(_shaper(tag)), width)

    @classmethod
    def for_page(cls, tag: str, *, ground: str = "light") -> "Pen":
        return cls(tag, Plain(), 330, THEMES[ground].turn)

    @cached_property
    def shaper(self) -> Shaper:
        return _shaper(self.tag)

    @property
    def on_paper(self) -> bool:
        return not isinstance(self.lettering, Plain)

    def say(self, text: str, *, bold: bool = False) -> str:
        """A text as the chart is to hold it."""
        return self.lettering.write(text, bold=bold)

    def word(self, key: str, *, section: str = "words") -> str:
        return self.say(labels.word(key, self.tag, section=section))

    def name(self, dimension: str, key: str, *, longest: float = LONGEST_NAME) -> str:
        """A key's name, cut between letters where it is too long for its place."""
        return self.say(self.cut(labels.name(dimension, key, self.tag), longest))

    def number(self, value: float, unit: str) -> str:
        return self.say(numbers.number(value, unit, self.tag))

    def points_wide(self, text: str) -> float:
        """How wide a text is on paper, in points."""
        return self.shaper.width(text) * TEXT

    def cut(self, text: str, longest: float) -> str:
        if self.shaper.width(text) <= longest:
            return text
        letters = icu.BreakIterator.createCharacterInstance(icu.Locale(self.tag))
        held = icu.UnicodeString(text)
        letters.setText(held)
        for end in reversed(list(letters)):
            short = str(held[:end]).rstrip() + "…"
            if self.shaper.width(short) <= longest:
                return short
        return "…"

    def measure(self, figure: Figure) -> str:
        """The title of a value axis: the measure, and what was counted."""
        name = labels.sections(self.tag)["measures"].get(figure.measure, figure.title)
        counted = labels.sections(self.tag)["units"].get(str(figure.parameters.get("unit")))
        shown = counted and figure.unit in {"share", "ratio", "index"}
        return self.say(f"{name} ({counted})" if shown else name)

    def said(self, cell: Cell, unit: str) -> str:
        """What stands beside a mark: the value, or that there is none."""
        return self.word("not_shown") if cell.value is None else self.number(cell.value, unit)
