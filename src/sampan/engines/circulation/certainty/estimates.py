"""Values and 95 % intervals of all cells at once, from the moments that a compiled statement gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sampan.engines.circulation.compile.question import Question
from sampan.engines.circulation.registry import UNKNOWN

from .intervals import Array, Z, effective, logarithmic, logit, score
from .titles import Sizes, inverted

Columns = Mapping[str, npt.NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Estimates:
    """Arrays, one entry a cell. `effective` is what suppression looks at; `unknown` the unknown part of the group.

    `few` marks the intervals that too few effective titles carry to be trusted; empty where the form does not tell.
    """

    value: Array
    low: Array
    high: Array
    effective: Array
    unknown: Array
    method: str
    few: npt.NDArray[np.bool_] | None = None


def numbers(columns: Columns, name: str) -> Array:
    """A column of numbers; what is empty is NaN."""
    return np.asarray(columns[name], dtype=np.float64)


def ratio(above: Array, below: Array) -> Array:
    """A quotient; NaN where there is nothing below.

    >>> ratio(np.array([1.0, 1.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def counts_unknown(question: Question) -> bool:
    """Whether shares are of everything: the question says so, or what is unknown is itself an answer."""
    return question.base == "all" or question.definition.settings.get("unknown") == "counted"


def _share(question: Question, columns: Columns) -> Estimates:
    """Of what is known; the unknown row, and all rows where the question says so, of everything."""
    whole = np.asarray(columns[question.of] == UNKNOWN) | counts_unknown(question)

    def sizes(known: str, every: str) -> Array:
        return np.where(whole, numbers(columns, every), numbers(columns, known))

    total, squares = sizes("x", "x_all"), sizes("xx", "xx_all")
    value = ratio(numbers(columns, "y"), total)
    moments = Sizes(total, squares, sizes("xxx", "xxx_all"), sizes("x_top", "x_all_top"))
    ends = inverted(value, moments)
    unknown = 1 - ratio(numbers(columns, "x"), numbers(columns, "x_all"))
    n = effective(total, squares)
    return Estimates(value, ends.low, ends.high, n, unknown, "inverted, titles", ends.few)


def _quotient(question: Question, columns: Columns) -> Estimates:
    """The variance of log V − log C over titles: V = y/x, C = b/a, from their joint moments."""
    del question
    c = {name: numbers(columns, name) for name in columns if columns[name].dtype != object}
    v, shelf = ratio(c["y"], c["x"]), ratio(c["b"], c["a"])
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = (c["yy"] - 2 * v * c["xy"] + v**2 * c["xx"]) / (v * c["x"]) ** 2
        held = (c["bb"] - 2 * shelf * c["ab"] + shelf**2 * c["aa"]) / (shelf * c["a"]) ** 2
        both = c["yb"] - shelf * c["ya"] - v * c["ya"] + v * shelf * c["xa"]
        both = both / (v * c["x"] * shelf * c["a"])
        n = effective(c["x"], c["xx"])
        rate = np.fmax(v, shelf)  # what the share would be seen with if titles were seen alike
        variance = np.maximum(seen + held - 2 * both, (1 - rate) / (rate * n))
        value = np.where(shelf > 0, v / shelf, np.nan)
    low, high = logarithmic(value, variance, n - 1)
    some = v > 0
    low, high = np.where(some, low, 0.0), np.where(some, high, ratio(score(v, n)[1], shelf))
    known = np.minimum(ratio(c["a"], c["a_all"]), ratio(c["x"], c["x_all"]))
    return Estimates(value, low, high, n, 1 - known, "linearised, log, titles")


def _concentration(question: Question, columns: Columns) -> Estimates:
    """The statistic's linear form over titles: u_k = (Σ_i c_i y_ki − x_k Σ_i c_i s_i) / X."""
    statistic = str(question.definition.settings["statistic"])
    value, cs, items = (numbers(columns, name) for name in ("value", "cs", "items"))
    x, xx = numbers(columns, "x"), numbers(columns, "xx")
    zz, zx = numbers(columns, "zz"), numbers(columns, "zx")
    variance = ratio(np.maximum(zz - 2 * cs * zx + cs**2 * xx, 0.0), x**2)
    n = effective(x, xx)
    unknown = 1 - ratio(numbers(columns, "x_known"), numbers(columns, "x_all"))
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = logarithmic(value, variance / value**2, n - 1)
    method = "linearised, log, titles"
    if statistic == "cr":
        (low, high), method = score(value, n), "score, effective titles"
    elif statistic == "gini":
        (low, high), method = logit(value, variance, n - 1), "linearised, logit, titles"
    elif statistic == "effective":
        value, low, high = 1 / value, 1 / np.minimum(high, 1.0), 1 / np.maximum(low, 1 / items)
    else:
        least = 1 / items
        low, high = np.maximum(low, least), np.minimum(high, 1.0)
        if statistic == "hhi_small":
            value, low, high = (ratio(one - least, 1 - least) for one in (value, low, high))
        value, low, high = value * 1e4, low * 1e4, high * 1e4
    return Estimates(value, low, high, n, unknown, method)


def _balance(question: Question, columns: Columns) -> Estimates:
    """Both from r = log V_ij − log V_ji: symmetry is exp(−|r|), net flow tanh(r / 2)."""
    out = np.nan_to_num(numbers(columns, "out_y"))
    back = np.nan_to_num(numbers(columns, "back_y"))
    there, here = numbers(columns, "there_x"), numbers(columns, "here_x")
    v, w = ratio(out, there), ratio(back, here)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.log(v) - np.log(w)
        variance = (1 - v) / (v * effective(there, numbers(columns, "there_xx")))
        variance = variance + (1 - w) / (w * effective(here, numbers(columns, "here_xx")))
        wide = Z * np.sqrt(variance)
        low, high = r - wide, r + wide
    if question.definition.settings["statistic"] == "net":
        value, low, high = np.tanh(r / 2), np.tanh(low / 2), np.tanh(high / 2)
    else:
        far = np.maximum(np.abs(low), np.abs(high))
        near = np.where((low <= 0) & (high >= 0), 0.0, np.minimum(np.abs(low), np.abs(high)))
        value, low, high = np.exp(-np.abs(r)), np.exp(-far), np.exp(-near)
    none = ~np.isfinite(wide)
    low, high = np.where(none, np.nan, low), np.where(none, np.nan, high)
    known = np.fmin(
        ratio(there, numbers(columns, "there_x_all")), ratio(here, numbers(columns, "here_x_all"))
    )
    n = np.fmin(numbers(columns, "out_clusters"), numbers(columns, "back_clusters"))
    return Estimates(value, low, high, n, 1 - known, "score variance, log, titles")


def _lift(question: Question, columns: Columns) -> Estimates:
    """Taylor on log(p/q), p = Σgy/Σgm in the segment and q = Σy/Σm in all, over subjects."""
    c = {name: numbers(columns, name) for name in columns if columns[name].dtype != object}
    p, q = ratio(c["gy"], c["gm"]), ratio(c["y"], c["m"])
    with np.errstate(divide="ignore", invalid="ignore"):
        part = (c["ggyy"] - 2 * p * c["ggym"] + p**2 * c["ggmm"]) / (p * c["gm"]) ** 2
        all_ = (c["yy"] - 2 * q * c["ym"] + q**2 * c["mm"]) / (q * c["m"]) ** 2
        both = c["gyy"] - (p + q) * c["gym"] + p * q * c["gmm"]
        variance = part + all_ - 2 * both / (p * c["gm"] * q * c["m"])
        value = p / q
    n = effective(c["gm"], c["ggmm"])
    low, high = logarithmic(value, variance, n - 1)
    unknown = 1 - ratio(c["x"], c["x_all"])
    subject = {"genre-lift": "titles", "audience-lift": "respondents"}.get(
        question.measure, "periods"
    )
    return Estimates(value, low, high, n, unknown, f"linearised, log, {subject}")


def _mean(question: Question, columns: Columns) -> Estimates:
    del question
    y, x, xx = (numbers(columns, name) for name in ("y", "x", "xx"))
    value = ratio(y, x)
    spread = numbers(columns, "yy") - 2 * value * numbers(columns, "xy") + value**2 * xx
    n = effective(x, xx)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = logarithmic(value, np.maximum(spread, 0.0) / (x * value) ** 2, n - 1)
    low, high = np.where(value > 0, low, 0.0), np.where(value > 0, high, 0.0)
    return Estimates(value, low, high, n, np.zeros_like(value), "linearised, log, titles")


_FORMS: Mapping[str, Callable[[Question, Columns], Estimates]] = {
    "share": _share,
    "quotient": _quotient,
    "concentration": _concentration,
    "balance": _balance,
    "lift": _lift,
    "mean": _mean,
}


def estimates(question: Question, columns: Columns) -> Estimates:
    """Values and intervals of all cells of an answered statement."""
    return _FORMS[question.definition.form](question, columns)
