"""Skies and horizons, shared by all motifs."""

from sampan.cli.demo.drawings.canvas import WIDTH, Canvas, Point, blend


def sky(canvas: Canvas, end: float = 800) -> None:
    canvas.gradient(canvas.colours.sky, canvas.colours.horizon, 0, end)


def sun(canvas: Canvas, y: float, radius: float = 62) -> float:
    """A low sun with its glow; answers where it stands."""
    x = canvas.between(280, 920)
    canvas.glow(x, y, radius * 4, canvas.colours.light, 0.55)
    canvas.disc(x, y, radius, blend(canvas.colours.light, canvas.colours.accent, 0.12))
    return x


def clouds(canvas: Canvas, count: int, fill: str, low: float = 60, high: float = 240) -> None:
    for _ in range(count):
        x, y, width = canvas.between(40, 1100), canvas.between(low, high), canvas.between(90, 190)
        canvas.box(x, y, x + width, y + 22, fill, 11)
        canvas.box(x + width * 0.25, y - 16, x + width * 0.8, y + 12, fill, 14)


def birds(canvas: Canvas, count: int) -> None:
    x, y = canvas.between(150, 850), canvas.between(110, 210)
    for _ in range(count):
        x, y = x + canvas.between(34, 70), y + canvas.between(-24, 24)
        wing = canvas.between(9, 14)
        points = [
            (x - wing, y - 6),
            (x - wing / 2, y - 9),
            (x, y),
            (x + wing / 2, y - 9),
            (x + wing, y - 6),
        ]
        canvas.line(points, canvas.colours.near, 2.6)


def karst(canvas: Canvas, base: float, tall: float, fill: str, *, step: float = 170) -> None:
    """A row of the steep round hills of Guilin and Vang Vieng."""
    x = canvas.between(-150, -40)
    while x < WIDTH + 60:
        width, height = step * canvas.between(0.7, 1.25), tall * canvas.between(0.45, 1.0)
        canvas.polygon(_hump(x, base, width, height, canvas.between(-0.14, 0.14)), fill)
        x += step * canvas.between(0.5, 0.95)


def _hump(x: float, base: float, width: float, height: float, lean: float) -> list[Point]:
    steps = [i / 40 for i in range(-40, 41)]
    return [
        (x + s * width / 2 + lean * width * (1 - s * s), base - height * (1 - abs(s) ** 2.6) ** 0.8)
        for s in steps
    ]
