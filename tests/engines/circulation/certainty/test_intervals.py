"""Intervals: against brute force over titles, against scipy, and their cover on Zipf's law."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.circulation.exchange import answer, large
from sampan.engines.circulation.certainty.blocks import block_draws
from sampan.engines.circulation.certainty.intervals import effective, logit, quantile, score
from sampan.engines.circulation.certainty.titles import Sizes, inverted
from sampan.engines.circulation.compile import Question


def test_students_quantile_is_scipys() -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    degrees = np.array([2.0, 2.5, 3.0, 4.0, 7.0, 29.0, 400.0])
    assert np.allclose(quantile(degrees), stats.t.ppf(0.975, degrees), rtol=5e-4)
    assert np.allclose(quantile(degrees[4:]), stats.t.ppf(0.975, degrees[4:]), rtol=1e-7)
    assert quantile(np.array([0.5]))[0] == quantile(np.array([1.0]))[0]


@given(
    st.floats(0, 1),
    st.floats(1.5, 1e6),
    st.floats(1.1, 10),
)
def test_more_titles_never_widen_and_the_share_lies_within(
    share: float, n: float, more: float
) -> None:
    low, high = (end[0] for end in score(np.array([share]), np.array([n])))
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    closer = [end[0] for end in score(np.array([share]), np.array([n * more]))]
    assert closer[1] - closer[0] <= high - low + 1e-12


def test_titles_of_one_size_are_as_many_as_they_are() -> None:
    x = np.full(40, 3.0)
    assert effective(np.array([x.sum()]), np.array([x @ x]))[0] == pytest.approx(40)


def test_logit_stays_between_nothing_and_all() -> None:
    low, high = logit(np.array([0.01, 0.99]), np.array([1e-4, 1e-4]), np.array([9.0, 9.0]))
    assert np.all((low > 0) & (high < 1))


def test_the_statement_gives_the_moments_of_the_titles() -> None:
    """The interval of one cell, worked out from its titles in plain numpy."""
    facts = large()
    where = {"territory": ("TH",)}
    question = Question("viewing-share", "fractional", "slots", ("origin",), where, joins="none")
    x, weight, known = np.array(facts.execute(
        "SELECT sum(value), any_value(coalesce(w, 0)), any_value(k) FROM engagement LEFT JOIN "
        "(SELECT work_id, sum(CASE WHEN country = 'KR' THEN share END) AS w, 1 AS k FROM origin GROUP BY 1) "
        "USING (work_id) WHERE unit = 'slots' AND territory = 'TH' GROUP BY work_id").fetchall(), float).T  # fmt: skip
    x, weight = x[known == 1], weight[known == 1]
    share = (x * weight).sum() / x.sum()
    ends = inverted(np.array([share]), of(x[None, :]))
    cell = answer(facts, question).cell("KR")
    assert (cell.value, cell.low, cell.high) == pytest.approx((share, ends.low[0], ends.high[0]))


def test_both_intervals_are_shown_where_they_differ() -> None:
    question = Question("viewing-share", "fractional", "slots", ("origin", "territory"))
    checked = answer(large(), question, check=True)
    plain = answer(large(), question)
    shown = [cell for cell in checked.rows if cell.check]
    assert shown
    for cell in shown:
        assert cell.low is not None
        assert cell.high is not None
        assert cell.check is not None
        wide = (cell.check[1] - cell.check[0]) / (cell.high - cell.low)
        assert wide > 1.5 or wide < 1 / 1.5
    assert [cell.value for cell in checked.rows] == [cell.value for cell in plain.rows]
    assert [cell.check for cell in plain.rows if cell.check] == []


def test_blocks_drawn_again_spread_as_their_ratio_does() -> None:
    random = np.random.default_rng(1)
    below = np.full((60, 1), 10.0)
    above = 3.0 + random.normal(0, 1, (60, 1))
    drawn = block_draws(above, below)
    expected = above.std() / 10 / np.sqrt(60)
    assert drawn.std() == pytest.approx(expected, rel=0.1)
    assert np.array_equal(drawn, block_draws(above, below))


def of(x: np.ndarray) -> Sizes:
    """The sizes of titles, one row a share."""
    return Sizes(x.sum(1), (x**2).sum(1), (x**3).sum(1), x.max(1))


def test_an_inverted_interval_is_that_of_every_way_the_titles_could_have_come() -> None:
    """Against the exact chances, of 2^14 ways, that the share would be as small or as large as it is."""
    x = 30.0 / np.arange(1, 15) ** 0.6
    ways = np.array([[int(bit) for bit in f"{at:014b}"] for at in range(1 << 14)])
    sums, hits = ways @ x, ways.sum(1)
    for seen in (0.2, 0.35, 0.5, 0.7):
        ends = inverted(np.array([seen]), of(x[None, :]))

        def below(p: float, seen: float = seen) -> float:
            chances = p**hits * (1 - p) ** (14 - hits)
            return float(chances[sums <= seen * x.sum()].sum())

        assert below(ends.low[0]) == pytest.approx(0.975, abs=0.012)
        assert below(ends.high[0]) == pytest.approx(0.025, abs=0.012)
        assert not ends.few[0]


@given(st.floats(0, 1), st.lists(st.floats(1e-3, 1e9), min_size=1, max_size=30))
def test_an_inverted_interval_holds_its_share(share: float, sizes: list[float]) -> None:
    ends = inverted(np.array([share]), of(np.array([sizes])))
    assert 0 <= ends.low[0] <= share <= ends.high[0] <= 1


def test_a_share_that_one_or_two_titles_carry_is_not_trusted() -> None:
    few = [[5.0], [1000.0, 1.0, 1.0], [100.0 / k for k in range(1, 300)]]
    assert [bool(inverted(np.array([0.004]), of(np.array([x]))).few[0]) for x in few] == [True] * 3
    alike = inverted(np.array([0.004]), of(np.ones((1, 3000))))
    assert not alike.few[0]
    figure = answer(large(), Question("viewing-share", "fractional", "slots", ("origin", "week")))
    (note,) = [one for one in figure.notes if one.kind == "few_titles"]
    assert note.parameters["count"] == len(note.parameters["cells"])
    assert note.parameters["of"] == len(figure.rows)
    for keys in note.parameters["cells"]:
        assert figure.cell(*keys).value


@pytest.mark.slow
@pytest.mark.parametrize("titles", [300, 1000, 3000])
@pytest.mark.parametrize("exponent", [0.6, 0.8, 1.0])
@pytest.mark.parametrize("share", [0.05, 0.1, 0.3])
def test_cover_holds_on_zipf_clusters_where_the_naive_interval_fails(
    titles: int, exponent: float, share: float
) -> None:
    """Of 4,000 draws each, so that a cover of 95 % is seen to half a point (two standard errors: 0.7)."""
    random = np.random.default_rng([titles, int(10 * exponent), int(100 * share)])
    ours, naive = [], []
    for _ in range(4):
        x = 1.0 + random.poisson(5000 / np.arange(1, titles + 1) ** exponent, (1000, titles))
        total = x.sum(1)
        seen = (x * (random.random(x.shape) < share)).sum(1) / total
        ends, binomial = inverted(seen, of(x)), score(seen, total)
        ours.append(np.mean((ends.low <= share) & (share <= ends.high)))
        naive.append(np.mean((binomial[0] <= share) & (share <= binomial[1])))
    assert 0.93 <= np.mean(ours) <= 0.97
    assert np.mean(naive) < 0.2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("titles", "exponent", "share"),
    [(3000, 0.8, 0.01), (3000, 0.8, 0.015), (3000, 0.6, 0.005), (1000, 0.8, 0.02)],
)
def test_rare_shares_of_many_titles_are_not_missed(
    titles: int, exponent: float, share: float
) -> None:
    """2,000 draws each; Wilson's side errs towards too wide, so there is no upper bar."""
    random = np.random.default_rng([titles, int(10 * exponent), int(1000 * share)])
    held = []
    for _ in range(2):
        x = 1.0 + random.poisson(5000 / np.arange(1, titles + 1) ** exponent, (1000, titles))
        ends = inverted((x * (random.random(x.shape) < share)).sum(1) / x.sum(1), of(x))
        held.append(np.mean((ends.low <= share) & (share <= ends.high)))
    assert np.mean(held) >= 0.95
