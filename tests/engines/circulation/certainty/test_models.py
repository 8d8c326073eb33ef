"""Raking against svy, gravity against statsmodels."""

import numpy as np
import pytest

from sampan.engines.circulation.certainty.gravity import ppml
from sampan.engines.circulation.certainty.raking import Unrakeable, kish, rake

SIZES = {"age": 4, "sex": 2, "education": 3}


def survey(people: int) -> tuple[dict[str, np.ndarray], dict[str, dict[str, float]]]:
    random = np.random.default_rng(3)
    answers = {
        n: np.array([f"{n}{k}" for k in random.integers(0, size, people)])
        for n, size in SIZES.items()
    }
    totals = {}
    for name, size in SIZES.items():
        parts = random.dirichlet(np.full(size, 9.0)) * people
        totals[name] = {f"{name}{k}": float(parts[k]) for k in range(size)}
    return answers, totals


def test_raking_is_svys() -> None:
    polars = pytest.importorskip("polars", reason="Polars is not installed")
    svy = pytest.importorskip("svy", reason="svy is not installed")
    answers, totals = survey(3000)
    first = np.random.default_rng(4).uniform(0.5, 2.0, 3000)
    ours = rake(first, {n: (answers[n].tolist(), totals[n]) for n in SIZES})
    frame = polars.DataFrame(answers | {"weight": first})
    sample = svy.Sample(frame, svy.Design(wgt="weight"))
    raked = sample.weighting.rake(controls=totals, wgt_name="raked", tol=1e-12, max_iter=500)
    assert np.allclose(ours.weights, raked.data["raked"].to_numpy(), rtol=1e-6)


def test_raked_weights_meet_every_margin() -> None:
    answers, totals = survey(500)
    raked = rake(np.ones(500), {n: (answers[n].tolist(), totals[n]) for n in SIZES})
    for name, wanted in totals.items():
        for category, total in wanted.items():
            assert raked.weights[answers[name] == category].sum() == pytest.approx(total)
    assert raked.effective == pytest.approx(kish(raked.weights))
    assert raked.effective < 500


@pytest.mark.parametrize(
    ("margin", "said"),
    [
        (
            (["f", "f"], {"f": 1.0, "m": 1.0}),
            "Margin sex: nobody is “m”, for whom a total is wanted.",
        ),
        ((["f", "x"], {"f": 2.0}), "Margin sex: no total is given for “x”."),
    ],
)
def test_what_cannot_be_raked_is_said(
    margin: tuple[list[str], dict[str, float]], said: str
) -> None:
    with pytest.raises(Unrakeable) as refused:
        rake(np.ones(2), {"sex": margin})
    assert str(refused.value) == said


def test_margins_that_contradict_one_another_are_refused() -> None:
    margins = {"sex": (["f", "m"], {"f": 1.0, "m": 1.0}), "age": (["o", "o"], {"o": 5.0})}
    with pytest.raises(Unrakeable, match="The margins sex, age contradict one another"):
        rake(np.ones(2), margins)


def test_gravity_is_statsmodels() -> None:
    models = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed")
    random = np.random.default_rng(8)
    x = np.column_stack([np.ones(300), random.normal(0, 1, 300), random.integers(0, 2, 300)])
    y = random.poisson(np.exp(x @ [2.0, 0.7, -0.5])) * random.integers(0, 3, 300).astype(float)
    ours = ppml(y, x)
    theirs = models.GLM(y, x, family=models.families.Poisson()).fit(cov_type="HC0", tol=1e-12)
    assert ours.settled
    assert np.allclose(ours.coefficients, theirs.params, rtol=1e-6)
    assert np.allclose(ours.errors, theirs.bse * np.sqrt(300 / 297), rtol=1e-6)


def test_terms_that_say_nothing_new_have_no_coefficient() -> None:
    x = np.column_stack([np.ones(20), np.arange(20.0), np.arange(20.0)])
    fit = ppml(np.exp(0.1 * np.arange(20.0)), x)
    assert fit.coefficients[:2] == pytest.approx([0.0, 0.1], abs=1e-6)
    assert np.isnan(fit.coefficients[2])
