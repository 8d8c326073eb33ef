"""Rice terraces, rows of coffee and tea, a football pitch."""

import math
from collections.abc import Callable

from sampan.cli.demo.drawings.canvas import HEIGHT, WIDTH, Canvas, blend
from sampan.cli.demo.drawings.sky import birds, clouds, karst, sky, sun


def terraces(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas, 420)
    sun(canvas, 190)
    karst(canvas, 400, 190, blend(c.far, c.horizon, 0.3), step=240)
    canvas.beneath(canvas.wave(360, 40, 900), c.far)
    canvas.beneath(canvas.wave(392, 26, 600), c.middle)
    lean, bend = canvas.between(-0.05, 0.05), canvas.between(0, 6.28)
    for step in range(11):
        depth = step / 10
        level, swell = 418 + 400 * depth**1.35, 14 + 46 * depth
        wall = _lip(level, swell, bend + step * 0.35, lean)
        field = _lip(level + 10 + 16 * depth, swell, bend + step * 0.35, lean)
        canvas.beneath(wall, blend(c.near, c.dark, 0.25))
        canvas.beneath(field, _crop(canvas, step))
    birds(canvas, 5)
    _farmer(canvas, canvas.between(420, 760), 640)


def _lip(level: float, swell: float, phase: float, lean: float) -> Callable[[float], float]:
    return lambda x: level + swell * math.sin(x / 260 + phase) + lean * (x - 600)


def _crop(canvas: Canvas, step: int) -> str:
    c = canvas.colours
    crops = (
        c.ground,
        blend(c.ground, c.middle, 0.45),
        blend(c.middle, c.ground, 0.2),
        blend(c.ground, c.light, 0.35),
    )
    return crops[(step + canvas.chance.randrange(2)) % 4]


def _farmer(canvas: Canvas, x: float, y: float) -> None:
    c = canvas.colours
    canvas.line([(x, y), (x, y - 46)], c.dark, 20)
    canvas.line([(x, y - 46), (x, y - 92)], c.accent, 26)
    canvas.line([(x - 4, y - 84), (x - 40, y - 56)], c.accent, 10)
    canvas.disc(x, y - 112, 13, c.dark)
    canvas.polygon([(x - 42, y - 112), (x + 42, y - 112), (x, y - 144)], c.light)


def hills(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas, 460)
    sun(canvas, 210)
    clouds(canvas, 2, blend(c.horizon, c.light, 0.6))
    canvas.beneath(canvas.wave(330, 46, 800), blend(c.far, c.horizon, 0.4))
    canvas.beneath(canvas.wave(384, 42, 640), c.far)
    canvas.beneath(canvas.wave(428, 22, 700), blend(c.horizon, c.light, 0.5))
    canvas.beneath(canvas.wave(452, 34, 980), c.middle)
    slope = canvas.wave(520, 26, 1300)
    canvas.beneath(slope, blend(c.middle, c.near, 0.5))
    for row in range(9):
        depth = row / 8
        size, drop = 12 + 26 * depth, 22 + 280 * depth**1.25
        x = canvas.between(-30, 10)
        while x < WIDTH + 40:
            y = slope(x) + drop
            canvas.disc(x, y, size, blend(c.near, c.dark, 0.15 * (row % 3)), size * 0.72)
            canvas.disc(
                x - size * 0.2,
                y - size * 0.2,
                size * 0.66,
                blend(c.near, c.middle, 0.5),
                size * 0.42,
            )
            if canvas.chance.random() < 0.3:
                canvas.disc(x + size * 0.3, y, 3 + 3 * depth, c.accent)
            x += size * 1.7
    birds(canvas, 4)


def football(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas, 400)
    sun(canvas, 230)
    canvas.beneath(canvas.wave(330, 26, 700), c.far)
    _stand(canvas)
    grass = blend(c.near, "#3f8a55", 0.65)
    for band in range(8):
        top = 440 + 360 * (band / 8) ** 1.4
        canvas.box(0, top, WIDTH, HEIGHT, blend(grass, c.light, 0.10 if band % 2 else 0.02))
    canvas.line([(0, 470), (WIDTH, 470)], c.light, 4)
    _goal(canvas, canvas.between(430, 600))
    canvas.line([(120, 560), (1080, 560)], c.light, 5)
    canvas.line([(120, 560), (40, 800)], c.light, 6)
    canvas.line([(1080, 560), (1160, 800)], c.light, 6)
    _ball(canvas, canvas.between(330, 860), 668)


def _stand(canvas: Canvas) -> None:
    c = canvas.colours
    canvas.box(0, 340, WIDTH, 446, c.middle)
    for row in range(4):
        for seat in range(80):
            colour = canvas.chance.choice([c.light, c.accent, c.ground, c.near, c.far, c.dark])
            canvas.disc(8 + seat * 15 + row % 2 * 7, 360 + row * 22, 6, colour)
    canvas.box(0, 432, WIDTH, 448, c.dark)
    for x in (90, 1110):
        canvas.line([(x, 440), (x, 130)], c.dark, 9)
        canvas.box(x - 44, 104, x + 44, 152, c.dark, 6)
        for lamp in range(3):
            canvas.disc(x - 26 + lamp * 26, 128, 10, c.light)
        canvas.glow(x, 128, 120, c.light, 0.4)


def _goal(canvas: Canvas, x: float) -> None:
    c = canvas.colours
    for thread in range(13):
        left = x + thread * 18
        canvas.line([(left, 372), (left, 468)], blend(c.light, c.middle, 0.45), 1.2)
    for thread in range(6):
        canvas.line(
            [(x, 380 + thread * 16), (x + 216, 380 + thread * 16)],
            blend(c.light, c.middle, 0.45),
            1.2,
        )
    canvas.line([(x, 470), (x, 370), (x + 216, 370), (x + 216, 470)], c.light, 7)


def _ball(canvas: Canvas, x: float, y: float) -> None:
    c = canvas.colours
    canvas.disc(x + 26, y + 60, 72, blend(c.dark, "#3f8a55", 0.45), 14)
    canvas.disc(x, y, 62, c.light)
    corners = [(math.sin(k * 1.2566), -math.cos(k * 1.2566)) for k in range(5)]
    canvas.polygon([(x + 22 * a, y + 22 * b) for a, b in corners], c.dark)
    for a, b in corners:
        canvas.line([(x + 22 * a, y + 22 * b), (x + 46 * a, y + 46 * b)], c.dark, 3)
        patch = [(50, 0), (41, 17), (57, 20), (61, 0), (57, -20), (41, -17)]
        canvas.polygon(
            [(x + p * a - q * b * 0.8, y + p * b + q * a * 0.8) for p, q in patch], c.dark
        )
