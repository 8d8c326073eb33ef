"""How often 95 % intervals hold the truth, on titles whose sizes follow Zipf's law."""

import numpy as np

from figures import emit
from sampan.engines.circulation.certainty.intervals import score
from sampan.engines.circulation.certainty.titles import Sizes, inverted

AT_ONCE = 2_000_000  # titles drawn at a time
SHAPES = [(n, s, p) for n in (300, 1000, 3000) for s in (0.6, 0.8, 1.0) for p in (0.05, 0.1, 0.3)]
RARE = [
    (300, 1.0, 0.02),
    (3000, 0.8, 0.02),
    (3000, 0.8, 0.01),
    (3000, 0.8, 0.015),
    (3000, 0.6, 0.005),
    (1000, 0.8, 0.02),
    (3000, 1.0, 0.01),
    (10, 1.3, 0.1),
]
Covered = dict[str, float]


def cover(*, draws: int = 10_000) -> None:
    """Each shape has so many draws, so a cover of 95 % is known to 0.4 points (two standard errors)."""
    random = np.random.default_rng(11)
    found = [covered(random, *shape, draws=draws) for shape in SHAPES]
    error = round(200 * (0.95 * 0.05 / draws) ** 0.5, 2)
    what = f"cover of the 95 % interval, {len(SHAPES)} shapes of Zipf clusters, ±{error}"
    kinds = list(found[0])
    for name, pick in (("least", min), ("greatest", max)):
        said = {kind: round(100 * pick(one[kind] for one in found), 1) for kind in kinds}
        _said(f"{what}: {name}", said, bar=93 if name == "least" else 97, high=name == "greatest")
    mean = {kind: round(100 * sum(one[kind] for one in found) / len(found), 1) for kind in kinds}
    _said(f"{what}: mean", mean, bar=None)
    for shape in RARE:
        titles, exponent, share = shape
        one = covered(random, *shape, draws=draws)
        named = f"{titles} titles, exponent {exponent}, share {share:.1%}"
        _said(f"cover of a rare share: {named}", {k: round(100 * v, 1) for k, v in one.items()})
    leaning = covered(random, 1000, 0.8, 0.1, draws=draws, lean=0.3)
    said = {kind: round(100 * rate, 1) for kind, rate in leaning.items()}
    _said("cover where large titles are likelier of the origin", said)


def _said(figure: str, said: Covered, *, bar: float | None = None, high: bool = False) -> None:
    value = said.pop("ours")
    better = "lower" if high else "higher"
    emit(figure=figure, value=value, unit="%", bar=bar, better=better, peer=said)


def covered(
    random: np.random.Generator,
    titles: int,
    exponent: float,
    share: float,
    *,
    draws: int,
    lean: float = 0.0,
) -> Covered:
    """Rates of cover, and of shares marked as not to be trusted.

    With `lean`, the odds that a title is of the origin rise with that power of its size.
    """
    sums: dict[str, float] = {}
    left = draws
    while left > 0:
        some = min(left, max(1, AT_ONCE // titles))
        left -= some
        shape = (titles, exponent, share)
        for kind, held in _drawn(random, shape, some, lean).items():
            sums[kind] = sums.get(kind, 0.0) + float(np.sum(held))
    return {kind: held / draws for kind, held in sums.items()}


def _drawn(
    random: np.random.Generator,
    shape: tuple[int, float, float],
    draws: int,
    lean: float,
) -> dict[str, np.ndarray]:
    titles, exponent, share = shape
    x = 1.0 + random.poisson(5000 / np.arange(1, titles + 1) ** exponent, (draws, titles))
    odds = share / (1 - share) * np.exp(lean * (np.log(x) - np.log(x).mean(1, keepdims=True)))
    chance = odds / (1 + odds)
    total = x.sum(1)
    truth = (x * chance).sum(1) / total
    y = x * (random.random((draws, titles)) < chance)
    value = y.sum(1) / total
    wide = 1.96 * np.sqrt(((y - value[:, None] * x) ** 2).sum(1)) / total
    squares = (x * x).sum(1)
    ours = inverted(value, Sizes(total, squares, (x**3).sum(1), x.max(1)))
    ends = {
        "ours": (ours.low, ours.high),
        "score, effective titles": score(value, total**2 / squares),
        "linearised, titles": (value - wide, value + wide),
        "naive binomial": score(value, total),
    }
    held = {kind: (low <= truth) & (truth <= high) for kind, (low, high) in ends.items()}
    return held | {"of these marked as not to be trusted": ours.few}
