"""The interval of a share that titles of very unlike sizes carry: a test inverted, with the largest title apart."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .intervals import Array, effective, score

_LEAST = 1e-12  # of a chance
_STEPS = 45  # halvings of an interval between 0 and 1: to 1e-13
_DOUBTED = 2.5  # skewness from which the cover on Zipf clusters may fall under 93 %
_SKEWED = 4.5  # skewness beyond which three moments no longer tell the sum
_FEWEST = 2.0  # effective titles
_MANY = 60.0  # effective titles from which Wilson's rare side is not too wide where the skewness is doubted


@dataclass(frozen=True, slots=True)
class Sizes:
    """Titles by what they weigh: Σx, Σx², Σx³ and the largest x, one entry a share."""

    total: Array
    squares: Array
    cubes: Array
    largest: Array


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends of 95 % intervals; `few` where too few effective titles carry one for it to be trusted."""

    low: Array
    high: Array
    few: npt.NDArray[np.bool_]


def inverted(share: Array, sizes: Sizes) -> Ends:
    """The shares p under which one as small, and one as large, as that seen has a chance of 2.5 %.

    Under p each title is of the origin with chance p, whatever its size. The largest is taken as it is: of the origin
    or not. The sum of the others is told by its mean, variance and skewness as a Pearson III curve. The normal curve
    of Wilson's interval misses on one side alone there: a few hits skew the sum. On 27 shapes of Zipf's law with
    shares of 5 to 30 % this covers 94 to 97 %, equally often missed on both sides (`bench/circulation.py`).

    A rare share hangs on the few large titles, of which none may have come. Where the skewness of the sum passes 2.5
    the share is marked `few`, and with 60 effective titles or more its rare side reaches as far as Wilson's: shares of
    0.5 to 2 % of 1,000 to 3,000 titles are so covered at 96 to 98 %; the curve alone covers 84 to 92 %. With fewer
    titles that side is too wide, so it is taken beyond a skewness of 4.5, or under two effective titles. A title's
    origin is taken to be independent of its size.

    Inversion: Cox and Hinkley (1974), Theoretical Statistics, §7.2. Pearson III by its cube root: Wilson and Hilferty
    (1931), PNAS 17(12). Effective number: Kish (1965), Survey Sampling.

    >>> alike = Sizes(*(np.array([x]) for x in (50.0, 50.0, 50.0, 1.0)))
    >>> ends = inverted(np.array([0.1]), alike)
    >>> [float(end[0].round(3)) for end in (ends.low, ends.high)], bool(ends.few[0])
    ([0.039, 0.207], False)
    """
    share = np.clip(np.nan_to_num(share), 0.0, 1.0)
    below = _Below(share, sizes)
    low = np.minimum(_solved(below, 0.975, np.zeros_like(share), share), share)
    high = np.maximum(_solved(below, 0.025, share, np.ones_like(share)), share)
    clusters = effective(sizes.total, sizes.squares)
    skewness, single = below.skewness(share), clusters < _FEWEST
    wide, doubted, rare = score(share, clusters), skewness > _DOUBTED, share < 0.5
    untold = single | (skewness > _SKEWED) | (doubted & (clusters >= _MANY))
    return Ends(
        low=np.where(untold & ~rare, np.minimum(low, wide[0]), low),
        high=np.where(untold & rare, np.maximum(high, wide[1]), high),
        few=single | doubted,
    )


class _Below:
    """The chance of a share as small as that seen, as a function of the true one."""

    def __init__(self, share: Array, sizes: Sizes) -> None:
        with np.errstate(divide="ignore", invalid="ignore"):
            self._top = np.nan_to_num(sizes.largest / sizes.total)
            squares = np.nan_to_num(sizes.squares / sizes.total**2) - self._top**2
            cubes = np.nan_to_num(sizes.cubes / sizes.total**3) - self._top**3
        self._share = share
        self._squares = np.maximum(squares, 1e-12)
        self._skew = np.clip(cubes, 0.0, self._squares**1.5) / self._squares**1.5

    def __call__(self, p: Array) -> Array:
        variance = p * (1 - p)
        spread = np.sqrt(variance * self._squares)
        skew = self._skew * (1 - 2 * p) / np.sqrt(variance)
        seen = self._share - p * (1 - self._top)
        without, within = (_pearson(gone / spread, skew) for gone in (seen, seen - self._top))
        return np.asarray((1 - p) * without + p * within)

    def skewness(self, p: Array) -> Array:
        """That of the sum of all titles but the largest."""
        inside = np.clip(p, _LEAST, 1 - _LEAST)
        return np.asarray(self._skew * np.abs(1 - 2 * inside) / np.sqrt(inside * (1 - inside)))


def _solved(below: _Below, chance: float, low: Array, high: Array) -> Array:
    """Where `below`, which falls, has the chance; by halving between `low` and `high`."""
    for _ in range(_STEPS):
        middle = np.clip((low + high) / 2, _LEAST, 1 - _LEAST)
        above = below(middle) > chance
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return (low + high) / 2


def _pearson(deviate: Array, skew: Array) -> Array:
    """The chance below a standardised deviate of a Pearson III curve, by Wilson and Hilferty's cube root."""
    sign = np.where(skew < 0, -1.0, 1.0)
    size = np.maximum(np.abs(skew), 1e-6)
    root = 1 + size * sign * deviate / 2
    z = 6 / size * (np.cbrt(np.maximum(root, 0.0)) - 1) + size / 6
    return _normal(sign * np.where(root > 0, z, -40.0))


def _normal(z: Array) -> Array:
    """The normal curve's chance below z, to 1e-7: Abramowitz and Stegun (1964), 26.2.17."""
    t = 1 / (1 + 0.2316419 * np.abs(z))
    tail = t * (
        0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    )
    beyond = np.exp(-(np.minimum(np.abs(z), 40.0) ** 2) / 2) / np.sqrt(2 * np.pi) * tail
    return np.asarray(np.where(z > 0, 1 - beyond, beyond))
