"""PPML: a Poisson regression by iteratively reweighted least squares, with robust errors."""

from dataclasses import dataclass

import numpy as np

from .intervals import Array

STEPS = 100
_SETTLED = 1e-10


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, their robust standard errors (HC1), and whether the model settled."""

    coefficients: Array
    errors: Array
    settled: bool


def ppml(y: Array, x: Array) -> Fit:
    """y ≈ exp(x b) by Poisson pseudo-maximum likelihood; y counts or amounts, x one row a pair.

    Santos Silva and Tenreyro (2006), The log of gravity. Zeros stay in; the variance need not be Poisson's.
    Columns of x that say nothing (constant twice, or a mix of others) have a coefficient and an error of NaN.

    >>> x = np.column_stack([np.ones(4), np.arange(4.0)])
    >>> [float(b) for b in ppml(np.exp(1 + 0.5 * np.arange(4.0)), x).coefficients.round(6)]
    [1.0, 0.5]
    """
    kept = _independent(x)
    coefficients = np.full(x.shape[1], np.nan)
    errors = np.full(x.shape[1], np.nan)
    z = x[:, kept]
    scale = max(float(y.mean()), 1e-300)
    mean = (y / scale + 1.0) / 2
    eta: Array = np.log(mean)
    deviance, settled = np.inf, False
    b: Array = np.zeros(z.shape[1])
    for _ in range(STEPS):
        working = eta + (y / scale - mean) / mean
        root = np.sqrt(mean)
        solved = np.linalg.lstsq(z * root[:, None], working * root, rcond=None)[0]
        b = np.asarray(solved, dtype=np.float64)
        eta = np.asarray(np.clip(z @ b, -300, 300), dtype=np.float64)
        mean = np.exp(eta)
        now = _deviance(y / scale, mean)
        settled = abs(now - deviance) <= _SETTLED * (abs(now) + 1e-8)
        deviance = now
        if settled:
            break
    coefficients[kept], errors[kept] = b, _robust(z, y / scale, mean)
    coefficients[kept[0]] += np.log(scale) if kept.size and np.all(z[:, 0] == 1) else 0.0
    return Fit(coefficients, errors, settled)


def _independent(x: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """The columns that add something to those before them."""
    kept: list[int] = []
    for at in range(x.shape[1]):
        if np.linalg.matrix_rank(x[:, [*kept, at]]) > len(kept):
            kept.append(at)
    return np.array(kept, dtype=np.intp)


def _deviance(y: Array, mean: Array) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(y > 0, y * np.log(y / mean), 0.0)
    return float(2 * np.sum(own - (y - mean)))


def _robust(x: Array, y: Array, mean: Array) -> Array:
    bread = np.linalg.pinv(x.T @ (x * mean[:, None]))
    meat = x.T @ (x * ((y - mean) ** 2)[:, None])
    spare = len(y) - x.shape[1]
    variance = bread @ meat @ bread * (len(y) / spare if spare > 0 else np.nan)
    found: Array = np.sqrt(np.maximum(np.diag(variance), 0.0))
    return found
