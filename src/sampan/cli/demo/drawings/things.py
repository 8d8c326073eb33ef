"""A table with books, a panda among bamboo."""

from sampan.cli.demo.drawings.canvas import HEIGHT, WIDTH, Canvas, blend
from sampan.cli.demo.drawings.sky import sky


def books(canvas: Canvas) -> None:
    c = canvas.colours
    wall = blend(c.horizon, c.ground, 0.35)
    canvas.gradient(blend(wall, c.sky, 0.35), wall)
    _window(canvas, canvas.between(110, 170))
    canvas.gradient(blend(c.ground, c.accent, 0.3), blend(c.dark, c.ground, 0.4), 610, HEIGHT)
    canvas.box(0, 604, WIDTH, 620, blend(c.ground, c.light, 0.35))
    covers = [c.accent, c.near, c.ground, c.middle, blend(c.accent, c.light, 0.35), c.dark]
    canvas.chance.shuffle(covers)
    level = 606.0
    for colour in covers[:5]:
        thick, shift, width = (
            canvas.between(34, 50),
            canvas.between(-24, 24),
            canvas.between(270, 340),
        )
        left = 470 + shift
        canvas.box(left, level - thick, left + width, level, colour, 6)
        canvas.box(left + 10, level - thick + 7, left + width + 2, level - 7, c.light, 3)
        canvas.box(left, level - thick, left + 44, level, colour, 6)
        canvas.box(left + 12, level - thick + 4, left + 18, level - 4, blend(colour, c.light, 0.5))
        level -= thick + 1
    _open_book(canvas, 250, 640)
    _lamp(canvas, 960, 606)


def _window(canvas: Canvas, x: float) -> None:
    c = canvas.colours
    canvas.box(x, 90, x + 300, 430, c.light, 6)
    canvas.box(x + 14, 104, x + 286, 416, blend(c.sky, c.horizon, 0.3))
    canvas.disc(x + canvas.between(80, 220), 190, 34, c.light)
    for hump, tall in ((64, 74), (160, 112), (236, 60)):
        canvas.box(x + hump - 44, 416 - tall, x + hump + 44, 416, blend(c.far, c.middle, 0.4), 40)
    canvas.box(x + 14, 380, x + 286, 416, blend(c.far, c.middle, 0.65))
    canvas.box(x, 410, x + 300, 430, c.light)
    canvas.box(x - 18, 428, x + 318, 448, blend(c.light, c.ground, 0.4), 4)
    canvas.box(x + 144, 100, x + 156, 420, c.light)


def _open_book(canvas: Canvas, x: float, y: float) -> None:
    c = canvas.colours
    canvas.polygon(
        [
            (x - 178, y + 74),
            (x - 140, y - 14),
            (x, y + 8),
            (x + 140, y - 14),
            (x + 178, y + 74),
            (x, y + 96),
        ],
        c.dark,
    )
    for side in (-1, 1):
        page = [(0, 0), (60, -24), (132, -24), (164, 60), (80, 60), (0, 84)]
        canvas.polygon(
            [(x + side * a, y + b) for a, b in page],
            c.light if side < 0 else blend(c.light, c.ground, 0.12),
        )
        for line in range(5):
            top, near = y + 2 + line * 11, 20 + line * 2
            points = [(x + side * near, top), (x + side * (108 + line * 6), top - 14)]
            canvas.line(points, blend(c.far, c.light, 0.35), 3)


def _lamp(canvas: Canvas, x: float, y: float) -> None:
    c = canvas.colours
    canvas.glow(x - 20, y - 190, 300, c.light, 0.6)
    canvas.box(x - 66, y - 16, x + 66, y + 4, c.dark, 9)
    canvas.line([(x, y - 10), (x, y - 260)], c.dark, 10)
    canvas.disc(x, y - 240, 26, c.light)
    canvas.polygon(
        [(x - 46, y - 340), (x + 46, y - 340), (x + 110, y - 236), (x - 110, y - 236)], c.accent
    )


def panda(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas, HEIGHT)
    canvas.beneath(canvas.wave(430, 40, 700), blend(c.far, c.horizon, 0.4))
    for layer, colour in enumerate((blend(c.far, c.middle, 0.4), c.middle, c.near)):
        for _ in range(9):
            x = canvas.between(0, WIDTH)
            if layer == 2 and 330 < x < 870:
                continue
            _bamboo(canvas, x, 14 + layer * 7, colour)
    canvas.beneath(canvas.wave(680, 16, 500), c.near)
    canvas.beneath(canvas.wave(740, 12, 380), c.dark)
    _cub(canvas, canvas.between(560, 640), 690)


def _bamboo(canvas: Canvas, x: float, width: float, colour: str) -> None:
    lean, y = canvas.between(-0.05, 0.05), 760.0
    while y > -40:
        tall = canvas.between(84, 122)
        canvas.line(
            [(x + lean * (760 - y), y), (x + lean * (760 - y + tall), y - tall + 5)], colour, width
        )
        if canvas.chance.random() < 0.55:
            side = canvas.chance.choice((-1, 1))
            for leaf in range(3):
                bx, by = x + lean * (760 - y), y - 6
                tip = (bx + side * (70 + leaf * 14), by + 34 - leaf * 30)
                canvas.polygon(
                    [
                        (bx, by),
                        (bx + side * 34, by - leaf * 16 - 4),
                        tip,
                        (bx + side * 36, by + 18 - leaf * 12),
                    ],
                    colour,
                )
        y -= tall


def _cub(canvas: Canvas, x: float, y: float) -> None:
    c = canvas.colours
    black, white = "#26282b", c.light
    canvas.disc(x, y - 112, 136, white, 150)
    canvas.disc(x, y - 178, 122, black, 66)
    canvas.disc(x, y - 92, 108, white, 92)
    for side in (-1, 1):
        canvas.disc(x + side * 96, y - 16, 62, black, 46)
        canvas.disc(x + side * 106, y - 18, 26, blend(black, "#c9a79a", 0.45), 20)
        canvas.disc(x + side * 98, y - 372, 42, black)
    canvas.disc(x, y - 282, 134, white, 112)
    for side in (-1, 1):
        canvas.disc(x + side * 54, y - 284, 32, black, 38)
        canvas.disc(x + side * 48, y - 288, 11, white)
        canvas.disc(x + side * 46, y - 287, 7, black)
        canvas.disc(x + side * 86, y - 238, 22, blend(white, c.accent, 0.22), 14)
    canvas.disc(x, y - 244, 20, black, 13)
    canvas.line([(x, y - 240), (x, y - 222)], black, 4)
    smile = [(x + 28 * s / 6, y - 212 - 12 * (s / 6) ** 2) for s in range(-6, 7)]
    canvas.line(smile, black, 4)
    canvas.line([(x - 150, y - 60), (x + 170, y - 176)], c.middle, 13)
    for a, b in ((40, -156), (96, -176), (150, -190)):
        canvas.polygon(
            [
                (x + a, y + b + 22),
                (x + a + 20, y + b - 26),
                (x + a + 60, y + b - 44),
                (x + a + 38, y + b),
            ],
            c.near,
        )
    canvas.disc(x - 78, y - 92, 40, black, 34)
    canvas.disc(x + 74, y - 138, 40, black, 34)
