"""River, boat and storm."""

import math

from sampan.cli.demo.drawings.canvas import HEIGHT, WIDTH, Canvas, blend
from sampan.cli.demo.drawings.sky import birds, clouds, karst, sky, sun


def river(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas, 470)
    sun(canvas, 300)
    karst(canvas, 470, 250, blend(c.far, c.horizon, 0.35), step=150)
    karst(canvas, 470, 190, c.far, step=190)
    karst(canvas, 470, 120, c.middle, step=230)
    birds(canvas, 4)
    _water(canvas, 466, HEIGHT)
    _bank(canvas, 610, left=True)
    _bank(canvas, 690, left=False)
    sampan(canvas, canvas.between(480, 700), 610, 1.0)


def boat(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas, 440)
    sun(canvas, 250)
    clouds(canvas, 3, blend(c.horizon, c.light, 0.6))
    canvas.beneath(canvas.wave(405, 34, 900), blend(c.far, c.horizon, 0.25), 450)
    canvas.beneath(canvas.wave(428, 16, 500), c.middle, 450)
    birds(canvas, 3)
    _water(canvas, 440, HEIGHT)
    _launch(canvas, canvas.between(430, 560), 585)
    canvas.beneath(canvas.wave(770, 14, 700), c.near)


def storm(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas, 520)
    for level, share in ((40, 0.0), (110, 0.25), (170, 0.5)):
        for _ in range(9):
            x, y = canvas.between(0, WIDTH), level + canvas.between(-40, 30)
            canvas.disc(
                x,
                y,
                canvas.between(90, 190),
                blend(c.dark, c.sky, 0.35 + share),
                canvas.between(40, 70),
            )
    karst(canvas, 500, 170, c.far, step=210)
    canvas.beneath(canvas.wave(486, 14, 420), c.middle, 520)
    _water(canvas, 505, HEIGHT)
    _gauge(canvas, canvas.between(820, 960), 470)
    _stilt_house(canvas, canvas.between(170, 330), 520)
    for _ in range(150):
        x, y, drop = canvas.between(-40, WIDTH), canvas.between(140, 760), canvas.between(18, 44)
        canvas.line([(x, y), (x - drop * 0.35, y + drop)], blend(c.horizon, c.light, 0.5), 1.5)


def _water(canvas: Canvas, top: float, bottom: float) -> None:
    c = canvas.colours
    canvas.gradient(blend(c.horizon, c.far, 0.45), blend(c.middle, c.near, 0.45), top, bottom)
    for _ in range(46):
        depth = canvas.chance.random()
        y = top + 8 + (bottom - top - 8) * depth
        x, length = canvas.between(-60, WIDTH), 30 + 170 * depth
        canvas.box(
            x, y, x + length, y + 2 + 3 * depth, blend(c.horizon, c.middle, 0.25 + 0.5 * depth), 2
        )


def _bank(canvas: Canvas, top: float, *, left: bool) -> None:
    wave = canvas.wave(0, 10, 330)
    reach = canvas.between(360, 470)

    def edge(x: float) -> float:
        far = x if left else WIDTH - x
        return top + 190 * math.pow(max(0.0, far / reach), 2.2) + wave(x)

    canvas.beneath(edge, canvas.colours.near)
    for _ in range(16):
        x = canvas.between(0, reach * 0.7)
        x = x if left else WIDTH - x
        y, tall = edge(x) + 8, canvas.between(26, 60)
        for lean in (-14, 0, 13):
            canvas.line([(x, y), (x + lean, y - tall)], canvas.colours.dark, 3)


def sampan(canvas: Canvas, x: float, y: float, size: float) -> None:
    """The flat boat: hull, mat roof, a rower who stands."""
    c = canvas.colours
    hull = [(-150, -14), (-112, 14), (100, 14), (150, -20), (110, -6), (-108, -4)]
    canvas.disc(x, y + 22 * size, 140 * size, blend(c.middle, c.near, 0.55), 7 * size)
    roof = [(-62, -6), (-56, -34), (-30, -48), (14, -48), (40, -34), (46, -6)]
    canvas.polygon([(x + a * size, y + b * size) for a, b in roof], c.ground)
    canvas.polygon([(x + a * size, y + b * size) for a, b in hull], c.dark)
    canvas.line(
        [(x + 92 * size, y - 4 * size), (x + 92 * size, y - 58 * size)], c.accent, 13 * size
    )
    canvas.disc(x + 92 * size, y - 70 * size, 9 * size, c.dark)
    hat = [(68, -72), (116, -72), (92, -92)]
    canvas.polygon([(x + a * size, y + b * size) for a, b in hat], c.light)
    canvas.line(
        [(x + 80 * size, y - 46 * size), (x + 168 * size, y + 34 * size)], c.dark, 3.4 * size
    )


def _launch(canvas: Canvas, x: float, y: float) -> None:
    c = canvas.colours
    canvas.disc(x + 150, y + 62, 330, blend(c.middle, c.near, 0.4), 15)
    canvas.box(x + 10, y - 128, x + 300, y - 112, c.dark, 6)
    canvas.box(x + 30, y - 114, x + 280, y, c.light)
    for window in range(4):
        left = x + 52 + window * 57
        canvas.box(left, y - 88, left + 36, y - 44, blend(c.sky, c.near, 0.35), 5)
    canvas.line([(x + 246, y - 128), (x + 246, y - 196)], c.dark, 5)
    canvas.polygon([(x + 246, y - 196), (x + 310, y - 182), (x + 246, y - 166)], c.accent)
    hull = [(-90, -10), (370, -30), (410, -34), (340, 58), (-50, 58)]
    canvas.polygon([(x + a, y + b) for a, b in hull], c.accent)
    band = [(-68, 28), (363, 28), (340, 58), (-50, 58)]
    canvas.polygon([(x + a, y + b) for a, b in band], c.dark)
    for wake in range(3):
        left = x - 190 - wake * 70
        canvas.box(left, y + 50 + wake * 9, left + 80, y + 54 + wake * 9, c.light, 2)


def _gauge(canvas: Canvas, x: float, y: float) -> None:
    c = canvas.colours
    canvas.box(x, y - 60, x + 34, y + 210, c.light, 4)
    for mark in range(9):
        top = y - 46 + mark * 28
        canvas.box(
            x, top, x + (34 if mark % 3 == 0 else 18), top + 9, c.accent if mark < 3 else c.dark
        )
    canvas.disc(x + 17, y + 214, 90, blend(c.middle, c.near, 0.3), 8)


def _stilt_house(canvas: Canvas, x: float, y: float) -> None:
    c = canvas.colours
    for post in (10, 70, 130, 190):
        canvas.line([(x + post, y - 60), (x + post, y + 46)], c.dark, 7)
    canvas.box(x - 8, y - 128, x + 208, y - 56, c.ground)
    canvas.box(x + 84, y - 112, x + 122, y - 56, c.dark)
    canvas.box(x + 20, y - 108, x + 56, y - 78, c.accent)
    canvas.box(x + 148, y - 108, x + 184, y - 78, c.accent)
    canvas.polygon(
        [(x - 40, y - 122), (x + 36, y - 202), (x + 164, y - 202), (x + 240, y - 122)], c.dark
    )
    canvas.disc(x + 100, y + 48, 150, blend(c.middle, c.near, 0.3), 8)
