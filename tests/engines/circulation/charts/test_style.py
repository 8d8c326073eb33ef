"""Colours that people with any colour vision can part, on either ground."""

from itertools import combinations

import numpy as np
import pytest

from sampan.engines.circulation.charts import DARK, LIGHT
from sampan.engines.circulation.charts.style import Theme

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "normal": (1, 0, 0, 0, 1, 0, 0, 0, 1),
    "protanopia": (
        *(0.152286, 1.052583, -0.204868),
        *(0.114503, 0.786281, 0.099216),
        *(-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        *(0.367322, 0.860646, -0.227968),
        *(0.280085, 0.672501, 0.047413),
        *(-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        *(1.255528, -0.076749, -0.178779),
        *(-0.078411, 0.930809, 0.147602),
        *(0.004733, 0.691367, 0.303900),
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    scaled = XYZ @ np.clip(light, 0, 1) / WHITE
    bent = np.where(scaled > (6 / 29) ** 3, np.cbrt(scaled), scaled / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((float(XYZ[1] @ linear(one)), float(XYZ[1] @ linear(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_every_two_series_stay_apart(theme: Theme, vision: str) -> None:
    """CIE 1976 distance; about 2.3 is the least that a normal eye sees."""
    matrix = np.array(VISION[vision]).reshape(3, 3)
    seen = [lab(matrix @ linear(colour)) for colour in theme.series]
    least = min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))
    assert least > 13


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_marks_stand_out_from_their_ground(theme: Theme) -> None:
    assert contrast(theme.ink, theme.ground) > 7
    assert contrast(theme.muted, theme.ground) > 4.5
    assert contrast(theme.muted, theme.sunk) > 4.5
    assert contrast(theme.ground, theme.ramp[1]) > 4.5
    assert contrast(theme.ink, theme.ramp[0]) > 4.5
    assert min(contrast(colour, theme.ground) for colour in theme.series) > 2.2


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_in_cells_stand_out_from_every_shade(theme: Theme) -> None:
    """3:1 is what WCAG asks of large letters and of drawings; the number is in the table as well."""
    for step in range(21):
        shade = between(*theme.ramp, step / 20)
        letters = theme.ground if step / 20 > theme.turn else theme.ink
        assert contrast(letters, shade) > 3.2, step


def between(one: str, other: str, part: float) -> str:
    """A colour on the way between two, as Vega mixes them."""
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (one, other)]
    return "#" + "".join(
        f"{round(low + part * (high - low)):02x}" for low, high in zip(*ends, strict=True)
    )
