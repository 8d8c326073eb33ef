"""Railway, market, skyline and stage."""

import math

from sampan.cli.demo.drawings.canvas import HEIGHT, WIDTH, Canvas, blend
from sampan.cli.demo.drawings.sky import birds, clouds, karst, sky, sun


def railway(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas)
    sun(canvas, 240)
    clouds(canvas, 2, blend(c.horizon, c.light, 0.45))
    karst(canvas, 800, 540, blend(c.far, c.horizon, 0.35), step=220)
    karst(canvas, 800, 400, c.far, step=260)
    karst(canvas, 800, 260, c.middle, step=240)
    deck = 520
    for pier in range(7):
        x = 60 + pier * 190
        canvas.polygon([(x - 12, deck), (x + 34, deck), (x + 44, HEIGHT), (x - 22, HEIGHT)], c.dark)
    canvas.box(0, deck, WIDTH, deck + 26, c.near)
    canvas.box(0, deck - 5, WIDTH, deck + 2, c.dark)
    _train(canvas, canvas.between(860, 960), deck - 6)
    canvas.beneath(canvas.wave(708, 34, 560), c.near)
    canvas.beneath(canvas.wave(762, 22, 430), c.dark)
    birds(canvas, 3)


def _train(canvas: Canvas, nose: float, rail: float) -> None:
    c = canvas.colours
    top = rail - 78
    head = [
        (nose - 190, top),
        (nose - 70, top),
        (nose - 20, top + 26),
        (nose + 14, top + 60),
        (nose, rail - 6),
    ]
    canvas.polygon([*head, (nose - 190, rail - 6)], c.light)
    canvas.polygon(
        [
            (nose - 62, top + 14),
            (nose - 34, top + 20),
            (nose - 10, top + 42),
            (nose - 66, top + 42),
        ],
        c.dark,
    )
    for coach in range(5):
        right = nose - 194 - coach * 214
        canvas.box(right - 208, top, right, rail - 6, c.light, 6)
    canvas.box(0, rail - 32, nose - 2, rail - 18, c.accent)
    for window in range(34):
        left = nose - 126 - window * 35.6
        if (nose - 194 - left) % 214 > 22 or left > nose - 190:
            canvas.box(left, top + 18, left + 22, top + 42, blend(c.sky, c.dark, 0.4), 3)
    canvas.box(0, rail - 8, nose - 4, rail - 2, c.dark)


def market(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas, 480)
    sun(canvas, 150, 48)
    canvas.beneath(canvas.wave(330, 26, 500), c.far)
    _roofs(canvas, 400)
    canvas.gradient(blend(c.ground, c.light, 0.3), blend(c.ground, c.dark, 0.2), 470, HEIGHT)
    cloths = [c.accent, c.near, c.light, blend(c.accent, c.ground, 0.5), c.middle]
    canvas.chance.shuffle(cloths)
    for stall, x in enumerate((-70, 350, 770)):
        _stall(canvas, x + canvas.between(0, 40), cloths[stall], cloths[(stall + 2) % 5])
    lamps = [(x, 250 + 34 * math.sin(x / 1200 * 9.42) ** 2) for x in range(0, WIDTH + 1, 20)]
    canvas.line(lamps, c.dark, 2.4)
    for x, y in lamps[2::5]:
        canvas.glow(x, y + 14, 46, c.light, 0.5)
        canvas.disc(x, y + 14, 12, c.accent, 14)


def _roofs(canvas: Canvas, level: float) -> None:
    c = canvas.colours
    x = canvas.between(-60, -10)
    while x < WIDTH:
        width, tall = canvas.between(130, 210), canvas.between(50, 120)
        canvas.box(x, level - tall + 30, x + width, 480, blend(c.middle, c.horizon, 0.3))
        canvas.polygon(
            [
                (x - 20, level - tall + 36),
                (x + width / 2, level - tall - 34),
                (x + width + 20, level - tall + 36),
            ],
            c.middle,
        )
        x += width + canvas.between(6, 40)


def _stall(canvas: Canvas, x: float, first: str, second: str) -> None:
    c = canvas.colours
    for post in (24, 356):
        canvas.line([(x + post, 380), (x + post, 740)], c.dark, 9)
    canvas.box(x + 6, 590, x + 374, 720, blend(c.dark, c.ground, 0.35), 6)
    canvas.box(x - 4, 574, x + 384, 600, c.dark, 6)
    for stripe in range(8):
        left = x - 14 + stripe * 51
        colour = first if stripe % 2 else second
        skew = (stripe - 4) * 4.5
        canvas.polygon(
            [(left + 25 - skew - 14, 350), (left + 51 - skew, 350), (left + 51, 430), (left, 430)],
            colour,
        )
        canvas.disc(left + 25.5, 430, 25.5, colour, 18)
    fruits = [c.accent, c.ground, blend(c.near, c.light, 0.25), blend(c.accent, c.ground, 0.5)]
    for heap in range(4):
        colour, base = fruits[(heap + round(x)) % 4], x + 50 + heap * 92
        for row, count in enumerate((4, 3, 2)):
            for fruit in range(count):
                px, py = base - 30 + fruit * 20 + row * 10, 566 - row * 17
                canvas.disc(px, py, 11.5, blend(colour, c.dark, 0.14))
                canvas.disc(px - 2, py - 2, 8.5, colour)


def skyline(canvas: Canvas) -> None:
    c = canvas.colours
    sky(canvas, 560)
    for _ in range(60):
        canvas.disc(
            canvas.between(0, WIDTH), canvas.between(0, 300), canvas.between(0.8, 2.2), c.light
        )
    moon = canvas.between(200, 1000)
    canvas.glow(moon, 150, 170, c.light, 0.45)
    canvas.disc(moon, 150, 46, c.light)
    for layer, (tall, fill) in enumerate(((330, c.far), (250, c.middle), (150, c.near))):
        _towers(canvas, tall, fill, lit=0.10 + 0.14 * layer)
    canvas.gradient(c.ground, c.dark, 570, HEIGHT)
    for _ in range(70):
        x, y = canvas.between(0, WIDTH), canvas.between(580, 790)
        canvas.box(
            x,
            y,
            x + canvas.between(20, 90),
            y + 3,
            blend(c.ground, c.accent, canvas.between(0.1, 0.75)),
            1.5,
        )
    bridge = [(x, 640 - 110 * math.sin(x / WIDTH * math.pi)) for x in range(0, WIDTH + 1, 10)]
    canvas.line(bridge, c.dark, 10)
    for x, y in bridge[4::8]:
        canvas.line([(x, y), (x, 640)], c.dark, 3)
        canvas.disc(x, y - 4, 5, c.accent)
    canvas.box(0, 634, WIDTH, 650, c.dark)


def _towers(canvas: Canvas, tall: float, fill: str, *, lit: float) -> None:
    c = canvas.colours
    x = canvas.between(-40, 0)
    while x < WIDTH:
        width, height = canvas.between(60, 130), tall * canvas.between(0.5, 1.15)
        canvas.box(x, 570 - height, x + width, 572, fill)
        for row in range(int(height // 26)):
            for column in range(int(width // 22)):
                if canvas.chance.random() < lit:
                    left, top = x + 9 + column * 22, 580 - height + row * 26
                    canvas.box(left, top, left + 10, top + 13, blend(fill, c.accent, 0.85))
        x += width + canvas.between(0, 26)


def stage(canvas: Canvas) -> None:
    c = canvas.colours
    canvas.gradient(c.sky, c.middle)
    canvas.box(170, 90, 1030, 610, c.light, 4)
    canvas.gradient(blend(c.accent, c.light, 0.55), blend(c.accent, c.horizon, 0.35), 100, 600)
    for edge in ((0, 180), (1020, WIDTH)):
        canvas.box(edge[0], 0, edge[1], 640, c.dark)
    canvas.box(0, 0, WIDTH, 110, c.dark)
    canvas.disc(canvas.between(420, 780), 270, 92, c.light)
    canvas.beneath(canvas.wave(480, 44, 600), blend(c.far, c.accent, 0.25))
    canvas.beneath(canvas.wave(540, 26, 420), c.middle)
    canvas.box(0, 600, WIDTH, HEIGHT, c.near)
    canvas.polygon([(140, 600), (1060, 600), (1180, 690), (20, 690)], "#b98a54")
    canvas.box(20, 688, 1180, 706, c.dark)
    red = "#a8402f"
    for left in (True, False):
        _curtain(canvas, red, left=left)
    for swag in range(8):
        canvas.disc(75 + swag * 150, 60, 88, blend(red, c.dark, 0.18 * (swag % 2)), 74)
    canvas.box(0, 0, WIDTH, 44, blend(red, c.dark, 0.45))
    _audience(canvas)


def _curtain(canvas: Canvas, red: str, *, left: bool) -> None:
    for fold in range(6):
        shade = blend(red, canvas.colours.dark, 0.30 if fold % 2 else 0.05)
        reach = 250 - fold * 40
        inner = [(reach, 60), (reach - 14, 300), (reach - 70 + fold * 8, 460), (reach - 36, 650)]
        points = [(0.0, 60.0), *[(float(x), float(y)) for x, y in inner], (0.0, 650.0)]
        canvas.polygon([(x if left else WIDTH - x, y) for x, y in points], shade)


def _audience(canvas: Canvas) -> None:
    for row, (level, colour) in enumerate(
        ((752, canvas.colours.middle), (806, canvas.colours.dark))
    ):
        x = canvas.between(-20, 20) + row * 30
        while x < WIDTH + 30:
            size = canvas.between(25, 31)
            canvas.disc(x, level - 22, size * 0.8, colour)
            canvas.disc(x, level + 42, size * 1.5, colour, size * 1.6)
            x += canvas.between(74, 96)
