"""95 % intervals on arrays: the score interval with effective titles, the logarithmic and the logit ones."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Z = 1.959963984540054  # the normal quantile of 97.5 %


def effective(total: Array, squares: Array) -> Array:
    """Kish's effective number: how many clusters of equal size would tell as much.

    Kish (1965), Survey Sampling, §8.2: (Σ x)² / Σ x².

    >>> effective(np.array([10.0]), np.array([50.0]))
    array([2.])
    """
    return np.divide(total**2, squares, out=np.zeros_like(total), where=squares > 0)


def score(share: Array, clusters: Array) -> tuple[Array, Array]:
    """Wilson's interval of shares, each told by so many effective clusters; nearly 0 to 1 where there is but one.

    It is the interval of the score test on the logit scale, so it holds for rare origins and for few titles, where
    the linearised variance (which sees only the titles that came) is far too small. One cluster is spent on the share
    itself. It takes the origin of a title to be independent of its size. Wilson (1927); Korn and Graubard (1998) for
    the effective number.

    >>> [float(round(end[0], 4)) for end in score(np.array([0.1]), np.array([50.0]))]
    [0.0431, 0.215]
    """
    n = np.maximum(clusters - 1, 1e-12)
    share = np.clip(share, 0.0, 1.0)
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def quantile(degrees: Array) -> Array:
    """Student's quantile of 97.5 % for any degrees of freedom from 1.

    Hill (1970), Algorithm 396, CACM 13(10): within 5e-4 from 2 degrees on; below 2 that of 1.

    >>> [float(x) for x in quantile(np.array([5.0, 30.0])).round(4)]
    [2.5706, 2.0423]
    """
    n = np.maximum(degrees, 1.0)
    p = 0.05
    a = 1 / (n - 0.5)
    b = 48 / a**2
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * np.sqrt(a * np.pi / 2) * n
    y = (d * p) ** (2 / n)
    x = -Z
    far = x * (1 + 0 * n)
    z = far**2
    c = np.where(n < 5, c + 0.3 * (n - 4.5) * (far + 0.6), c)
    c = (((0.05 * d * far - 5) * far - 7) * far - 2) * far + b + c
    tail = (((((0.4 * z + 6.3) * z + 36) * z + 94.5) / c - z - 3) / b + 1) * far
    tail = np.expm1(a * tail**2)
    near = (
        ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1)
        * (n + 1) / (n + 2) + 1 / y
    )  # fmt: skip
    found: Array = np.sqrt(n * np.where(y > 0.05 + a, tail, near))
    return np.where(n < 2, 12.706204736, found)


def logarithmic(value: Array, variance: Array, degrees: Array) -> tuple[Array, Array]:
    """An interval of positive values from the variance of their logarithms."""
    wide = quantile(degrees) * np.sqrt(np.maximum(variance, 0.0))
    return value * np.exp(-wide), value * np.exp(wide)


def logit(value: Array, variance: Array, degrees: Array) -> tuple[Array, Array]:
    """An interval of values between 0 and 1 from their variance, taken on the logit scale."""
    inside = np.clip(value, 1e-12, 1 - 1e-12)
    wide = quantile(degrees) * np.sqrt(np.maximum(variance, 0.0)) / (inside * (1 - inside))
    middle = np.log(inside / (1 - inside))
    return 1 / (1 + np.exp(wide - middle)), 1 / (1 + np.exp(-wide - middle))
