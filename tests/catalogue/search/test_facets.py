from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from sampan.catalogue.search.facets import Count, count, keeps
from sampan.catalogue.search.finding import fuse
from sampan.catalogue.search.sight import Facets, Row


def row(number: int, language: str, origin: str, month: int) -> Row:
    return Row(number, language, origin, "story", datetime(2026, month, 15, tzinfo=UTC))


ROWS = [row(1, "lo", "LA", 1), row(2, "lo", "LA", 2), row(3, "th", "TH", 2), row(4, "en", "LA", 2)]


def test_counts_of_everything() -> None:
    counts = count(ROWS, Facets())
    assert counts.languages == (Count("lo", 2), Count("en", 1), Count("th", 1))
    assert counts.origins == (Count("LA", 3), Count("TH", 1))
    assert counts.kinds == (Count("story", 4),)
    assert counts.months == (Count("2026-02", 3), Count("2026-01", 1))


def test_a_facet_is_counted_as_if_nothing_were_chosen_in_it() -> None:
    chosen = Facets(languages=["lo"], since=date(2026, 2, 1), until=date(2026, 3, 1))
    counts = count(ROWS, chosen)
    assert counts.languages == (Count("en", 1), Count("lo", 1, chosen=True), Count("th", 1))
    assert counts.origins == (Count("LA", 1),)
    assert counts.months == (Count("2026-02", 1), Count("2026-01", 1))


def test_what_was_chosen_is_shown_even_where_it_leaves_nothing() -> None:
    assert count(ROWS, Facets(languages=["km"])).languages[-1] == Count("km", 0, chosen=True)


FACETS = st.builds(
    Facets,
    languages=st.lists(st.sampled_from(["lo", "th", "en"]), max_size=2),
    origins=st.lists(st.sampled_from(["LA", "TH"]), max_size=2),
    since=st.none() | st.just(date(2026, 2, 1)),
)


@given(FACETS)
def test_the_chosen_counts_add_up_to_what_is_left(facets: Facets) -> None:
    left = sum(keeps(facets, each) for each in ROWS)
    for name in ("languages", "origins"):
        numbers = getattr(count(ROWS, facets), name)
        wanted = getattr(facets, name) or [each.value for each in numbers]
        assert sum(each.number for each in numbers if each.value in wanted) == left


RANKINGS = st.lists(st.lists(st.integers(1, 20), unique=True), min_size=1, max_size=3)


@given(RANKINGS)
def test_fusing_loses_nothing_and_keeps_an_undisputed_order(rankings: list[list[int]]) -> None:
    fused = fuse(*rankings)
    assert sorted(fused) == sorted(set().union(*rankings))
    if len(rankings) == 1:
        assert fused == rankings[0]
