"""Runs: noted by who shows, counted by who asks whether one more is allowed, never taken off the record."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from desks.conftest import house
from sampan.catalogue import rights
from sampan.catalogue.models import Grant, Run, Work
from sampan.catalogue.services import GrantTerms, Shown, add_grant, create_work, note_runs
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role

TODAY = timezone.localdate()


@pytest.fixture
def seller(db: None) -> Actor:
    return house("lanna", "TH", "th", roles=(Role.SELLER,))


@pytest.fixture
def buyer(db: None) -> Actor:
    return house("pearl", "LA", "lo", roles=(Role.BUYER,))


@pytest.fixture
def film(seller: Actor) -> Work:
    work = create_work(actor=seller, kind="programme", slugline="ferry", origin="TH")
    licensed(seller, work, "in", seller, runs=None, territories=["World"])
    return work


def licensed(
    seller: Actor,
    work: Work,
    verb: str,
    licensee: Actor,
    *,
    runs: int | None,
    territories: list[str],
) -> Grant:
    terms = GrantTerms(
        verb=verb,
        licensee=licensee.organisation,
        territories=territories,
        languages=["all"],
        uses=["all-media"],
        start_on=TODAY - timedelta(days=100),
        end_on=TODAY + timedelta(days=100),
        clause="2.1",
        clause_text="As agreed.",
        runs=runs,
    )
    return add_grant(actor=seller, work=work, terms=terms)


@pytest.fixture
def licence(seller: Actor, buyer: Actor, film: Work) -> Grant:
    return licensed(seller, film, "out-nonexclusive", buyer, runs=2, territories=["LA", "KH"])


def may_show(film: Work, buyer: Actor, **asked: object) -> tuple[str, list[str]]:
    found = rights.permit(
        work=film, party=buyer.organisation, territory="LA", language="lo", use="broadcast.free",
        on=TODAY, **asked,
    )  # fmt: skip
    return found.decision.verdict, [reason.kind for reason in found.decision.reasons]


def shown(count: int = 1, territory: str = "LA", days_ago: int = 1) -> Shown:
    return Shown(on=TODAY - timedelta(days=days_ago), territory=territory, count=count)


def test_the_last_run_ends_the_leave_and_a_correction_gives_it_back(
    film: Work, buyer: Actor, licence: Grant
) -> None:
    assert may_show(film, buyer)[0] == "allow"
    note_runs(actor=buyer, grant=licence, shown=shown())
    assert may_show(film, buyer)[0] == "allow"
    before = timezone.now()
    note_runs(actor=buyer, grant=licence, shown=shown(territory="KH"))
    assert may_show(film, buyer) == ("deny", ["runs"])
    assert may_show(film, buyer, known_at=before)[0] == "allow"
    note_runs(actor=buyer, grant=licence, shown=shown(-1))
    assert may_show(film, buyer)[0] == "allow"
    assert list(Run.objects.order_by("pk").values_list("count", flat=True)) == [1, 1, -1]


def test_more_than_agreed_is_noted_and_said(buyer: Actor, licence: Grant) -> None:
    note_runs(actor=buyer, grant=licence, shown=shown(5))
    event = Event.objects.get(name="catalogue.runs.noted")
    assert (event.data["used"], event.data["runs"], event.data["over"]) == (5, 2, 3)
    assert event.organisation == buyer.organisation


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (shown(0), "count"),
        (shown(-1), "count"),
        (shown(2000), "count"),
        (shown(days_ago=-1), "on"),
        (shown(days_ago=101), "on"),
        (shown(territory="TH"), "territory"),
        (shown(territory="Atlantis"), "territory"),
    ],
)
def test_what_cannot_have_been_shown_is_refused(
    buyer: Actor, licence: Grant, told: Shown, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        note_runs(actor=buyer, grant=licence, shown=told)
    assert (caught.value.field, Run.objects.count()) == (field, 0)


def test_a_licence_without_a_number_counts_none(seller: Actor, buyer: Actor, film: Work) -> None:
    free = licensed(seller, film, "out-nonexclusive", buyer, runs=None, territories=["LA"])
    with pytest.raises(Invalid) as caught:
        note_runs(actor=buyer, grant=free, shown=shown())
    assert str(caught.value) == "This licence counts no runs."


def test_nobody_notes_the_runs_of_another(seller: Actor, licence: Grant) -> None:
    for other in (seller, house("kham", "LA", "lo", roles=(Role.BUYER,))):
        with pytest.raises(Refused):
            note_runs(actor=other, grant=licence, shown=shown())


def test_both_parties_see_them_and_nobody_else(seller: Actor, buyer: Actor, licence: Grant) -> None:
    note_runs(actor=buyer, grant=licence, shown=shown())
    other = house("kham", "LA", "lo")
    seen = [Run.objects.visible_to(one.organisation).count() for one in (seller, buyer, other)]
    assert seen == [1, 1, 0]
    (count,) = Run.objects.counts([licence])
    assert (count.used, count.last) == (1, TODAY - timedelta(days=1))
    assert isinstance(Run.objects.get().on, date)
