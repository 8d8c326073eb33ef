"""Posters for the demonstration: a drawing cut upright, with the title's name set in its own script."""

import io

from PIL import Image, ImageDraw, ImageFont

from sampan.engines.language import words
from sampan.engines.typesetting import families, installed_fonts

from .drawing import draw

WIDTH, HEIGHT = 480, 720
_MARGIN = 32
_SIZES = (64, 56, 48, 40, 34)
_MOST_LINES = 4
Type = ImageFont.FreeTypeFont


def poster(slug: str, motif: str, name: str, language: str) -> bytes:
    """A JPEG of 480 x 720, the same for the same arguments."""
    with Image.open(io.BytesIO(draw(slug, motif))) as drawn:
        scaled = drawn.resize((WIDTH * 9 // 4, HEIGHT), Image.Resampling.LANCZOS)
    left = (scaled.width - WIDTH) // 2
    sheet = scaled.crop((left, 0, left + WIDTH, HEIGHT)).convert("RGB")
    sheet.paste(Image.new("RGB", sheet.size, "#0b1418"), (0, 0), _shade())
    pen = ImageDraw.Draw(sheet)
    font, lines = _set(pen, name, language)
    height = font.size * 1.5
    top = HEIGHT - _MARGIN - height * len(lines)
    for place, line in enumerate(lines):
        pen.text((_MARGIN, top + place * height), line, font=font, fill="#fffaf0")
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _shade() -> Image.Image:
    """Darker towards the foot, so that the name can be read on any drawing."""
    column = Image.new("L", (1, HEIGHT))
    for y in range(HEIGHT):
        column.putpixel((0, y), round(245 * max(0.0, (y / HEIGHT - 0.3) / 0.7) ** 0.9))
    return column.resize((WIDTH, HEIGHT))


def _set(pen: ImageDraw.ImageDraw, name: str, language: str) -> tuple[Type, list[str]]:
    """The name in the largest size in which it stands on few enough lines."""
    paths = {font.family: font.path for font in installed_fonts()}
    family = next(one for one in families(language) if one != "Noto Sans" or _is_latin(language))
    for size in _SIZES:
        font = ImageFont.truetype(str(paths[family]), size, layout_engine=ImageFont.Layout.RAQM)
        axes = font.get_variation_axes()
        font.set_variation_by_axes(
            [700.0 if axis["name"] == b"Weight" else float(axis["default"] or 0) for axis in axes]
        )
        lines = _broken(pen, name, language, font)
        if len(lines) <= _MOST_LINES:
            break
    return font, lines


def _is_latin(language: str) -> bool:
    return families(language)[0] == "Noto Sans" and families(language)[1] == "Noto Sans SC"


def _broken(pen: ImageDraw.ImageDraw, name: str, language: str, font: Type) -> list[str]:
    """Lines broken between words, as the language divides them; marks stay with the word before."""
    starts = [span.start for span in words(name, language)] or [0]
    pieces = [name[a:b] for a, b in zip([0, *starts[1:]], [*starts[1:], len(name)], strict=True)]
    lines: list[str] = []
    for piece in pieces:
        joined = lines[-1] + piece if lines else piece
        if lines and pen.textlength(joined.strip(), font=font) > WIDTH - 2 * _MARGIN:
            lines.append(piece)
        elif lines:
            lines[-1] = joined
        else:
            lines.append(piece)
    return [line.strip() for line in lines]
