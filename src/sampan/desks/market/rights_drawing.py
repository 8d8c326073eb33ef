"""The rights map laid out: where each bar stands, so that a template can draw it without a script."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.wording import territory_name
from sampan.engines.rights import TERRITORIES, Box, Reason

from .rights_map import Line, State, Stretch

Why = Callable[[Sequence[Reason]], list[str]]
LEFT, WIDTH, ROW, TOP = 190, 960, 28, 34
_BAR = ROW - 8

STATES: dict[State, Promise] = {
    State.FREE: _("free"),
    State.SHARED: _("free, not exclusively"),
    State.OPTION: _("on a condition"),
    State.HELD: _("held back"),
    State.SOLD: _("sold"),
    State.YOURS: _("licensed to you"),
    State.UNKNOWN: _("no right on record"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    state: str
    label: str
    start: date
    end: date
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    y: int
    bars: tuple[Bar, ...]

    @property
    def middle(self) -> float:
        return self.y + _BAR / 2 + 5


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the reader's question falls, a piece for each run of rows that it names."""

    x: float
    y: int
    width: float
    height: int


@dataclass(frozen=True, slots=True)
class Drawing:
    rows: tuple[Row, ...]
    years: tuple[tuple[float, int], ...]
    frames: tuple[Frame, ...]
    states: tuple[tuple[str, str], ...]

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.rows) + 8

    width, left, top, bar = WIDTH, LEFT, TOP, _BAR


class _Scale:
    def __init__(self, start: date, end: date) -> None:
        self._start, self._days = start, (end - start).days
        self.start, self.end = start, end

    def x(self, day: date) -> float:
        shown = min(max(day, self.start), self.end)
        return round(LEFT + (WIDTH - LEFT) * (shown - self._start).days / self._days, 1)


def drawing(lines: Sequence[Line], *, window: Box, asked: Box | None, why: Why) -> Drawing:
    """The lines as rows; `asked` is drawn as a frame; `why` words the reasons for whoever looks."""
    assert window.end is not None
    scale = _Scale(window.start, window.end)
    rows = tuple(
        Row(
            territory_name(line.territory),
            TOP + place * ROW,
            tuple(_bar(one, scale, why) for one in line.stretches),
        )
        for place, line in enumerate(lines)
    )
    used = dict.fromkeys(one.state for line in lines for one in line.stretches)
    years = range(window.start.year, window.end.year + 1)
    return Drawing(
        rows=rows,
        years=tuple(
            (scale.x(date(year, 1, 1)), year)
            for year in years
            if window.start <= date(year, 1, 1) < window.end
        ),
        frames=tuple(_frames(lines, scale, asked)) if asked else (),
        states=tuple((state.value, str(STATES[state])) for state in State if state in used),
    )


def _bar(one: Stretch, scale: _Scale, why: Why) -> Bar:
    x = scale.x(one.start)
    return Bar(
        x=x,
        width=round(scale.x(one.end) - x, 1),
        state=one.state.value,
        label=str(STATES[one.state]),
        start=one.start,
        end=one.end,
        reasons=tuple(why(one.reasons)),
    )


def _frames(lines: Sequence[Line], scale: _Scale, asked: Box) -> list[Frame]:
    x = scale.x(asked.start)
    width = round(scale.x(asked.end or scale.end) - x, 1)
    frames: list[Frame] = []
    if width <= 0:
        return frames
    for place, line in enumerate(lines):
        if not TERRITORIES.mask(line.territory) & asked.territories:
            continue
        y = TOP + place * ROW - 3
        last = frames[-1] if frames else None
        if last and last.y + last.height == y:
            frames[-1] = Frame(x, last.y, width, last.height + ROW)
        else:
            frames.append(Frame(x, y, width, ROW))
    return frames
