from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from sampan.catalogue import kept_rights
from sampan.catalogue.availability import availability_of, available
from sampan.catalogue.models import Grant, Title, Work
from sampan.catalogue.services import (
    Conflict,
    GrantTerms,
    Line,
    add_grant,
    create_work,
    end_grants,
    license_works,
    supersede_grant,
)
from sampan.catalogue.services.granting import row_of
from sampan.engines.rights import LANE_COLUMNS, Box, box, lanes
from sampan.partners.actor import Actor
from sampan.partners.errors import Refused
from sampan.partners.models import Event

YEAR = (date(2027, 1, 1), date(2028, 1, 1))
QUESTION = box("LA", "lo", "SVOD", *YEAR)


def held(actor: Actor) -> GrantTerms:
    return GrantTerms(
        verb="in",
        territories=["World"],
        languages=["all"],
        uses=["all-media"],
        start_on=date(2026, 1, 1),
        clause="1",
        clause_text="The house made it.",
        licensee=actor.organisation,
    )


def sold(seller: Actor, buyer: Actor, **other: object) -> GrantTerms:
    terms = GrantTerms(
        verb="out-exclusive",
        territories=["LA", "TH"],
        languages=["lo"],
        uses=["SVOD"],
        start_on=YEAR[0],
        end_on=YEAR[1],
        clause="2.1",
        clause_text="For a year, alone.",
        contract="deal",
        licensor=seller.organisation,
        licensee=buyer.organisation,
    )
    return replace(terms, **other)


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def film(thai: Actor) -> Work:
    work = create_work(actor=thai, kind="programme")
    add_grant(actor=thai, work=work, terms=held(thai))
    return work


def keys(question: Box = QUESTION, *, exclusive: bool = True) -> tuple[list[int], list[int]]:
    found = available(question, exclusive=exclusive)
    return found.sure.tolist(), found.conditional.tolist()


def test_the_lanes_are_the_engines() -> None:
    names = {field.name for field in Grant._meta.get_fields()}
    assert names & set(LANE_COLUMNS) == set(LANE_COLUMNS)


def test_a_row_keeps_its_box_and_is_found_by_what_it_meets(film: Work) -> None:
    row = film.grants.get()
    assert row.box == box("World", "all", "all-media", date(2026, 1, 1))
    assert [getattr(row, n) for n in LANE_COLUMNS] == list(
        lanes(row.box.territories, row.box.languages, row.box.uses)
    )
    meeting = Grant.objects.meeting
    assert meeting(QUESTION).get() == row
    assert not meeting(box("LA", "lo", "ai.train", *YEAR)).exists()
    assert not meeting(box("LA", "lo", "SVOD", date(2025, 1, 1), date(2026, 1, 1))).exists()


def test_an_agreement_becomes_grants_with_their_events(
    film: Work, thai: Actor, chinese: Actor
) -> None:
    line = Line(work=film, terms=sold(thai, chinese))
    (grant,) = license_works(actor=chinese, lines=[line])
    assert (grant.excludes, grant.licensor, grant.clause) == (True, thai.organisation, "2.1")
    event = Event.objects.filter(name="catalogue.grant.added").latest("pk")
    assert (event.organisation, event.data["licensee"]) == (thai.organisation, "yunling")
    answer = availability_of(film, QUESTION, exclusive=True)
    assert (answer.verdict, [r.clause for r in answer.reasons]) == ("unavailable", ["2.1"])


def test_one_that_breaks_another_leaves_nothing(
    film: Work, thai: Actor, chinese: Actor, lao: Actor
) -> None:
    license_works(actor=thai, lines=[Line(work=film, terms=sold(thai, chinese))])
    other = create_work(actor=thai, kind="programme")
    add_grant(actor=thai, work=other, terms=held(thai))
    lines = [Line(work=work, terms=sold(thai, lao, clause="7")) for work in (other, film)]
    with pytest.raises(Conflict) as caught:
        license_works(actor=thai, lines=lines)
    assert (caught.value.work, [r.clause for r in caught.value.reasons]) == (film, ["2.1"])
    assert Grant.objects.filter(licensee=lao.organisation).count() == 0
    assert "clause 2.1" in str(caught.value)


def test_only_the_two_houses_sign(film: Work, thai: Actor, chinese: Actor, lao: Actor) -> None:
    line = Line(work=film, terms=sold(thai, chinese))
    with pytest.raises(Refused):
        license_works(actor=lao, lines=[line])
    assert film.grants.count() == 1


def test_an_option_of_another_stands_in_the_way_until_it_lapses(
    film: Work, thai: Actor, chinese: Actor, lao: Actor
) -> None:
    today = timezone.now().date()
    option = sold(thai, lao, verb="option", lapses_on=today + timedelta(days=9), clause="3")
    license_works(actor=thai, lines=[Line(work=film, terms=option)])
    assert keys() == ([], [film.pk])
    with pytest.raises(Conflict) as caught:
        license_works(actor=thai, lines=[Line(work=film, terms=sold(thai, chinese))])
    assert [r.kind for r in caught.value.reasons] == ["option"]
    Grant.objects.filter(verb="option").update(lapses_on=today)
    assert keys() == ([film.pk], [])
    license_works(actor=thai, lines=[Line(work=film, terms=sold(thai, chinese))])
    assert keys() == ([], [])


def test_what_a_waiver_lifts_may_be_sold_once_more(
    film: Work, thai: Actor, chinese: Actor, lao: Actor
) -> None:
    (first,) = license_works(actor=thai, lines=[Line(work=film, terms=sold(thai, chinese))])
    waiver = sold(
        thai, chinese, verb="waiver", waives=first, territories=["LA"], clause="9", licensee=None
    )
    add_grant(actor=thai, work=film, terms=waiver)
    (second,) = license_works(
        actor=thai, lines=[Line(work=film, terms=sold(thai, lao, territories=["LA"]))]
    )
    assert (first.excludes, second.excludes) == (True, False)


def test_an_agreement_that_ends_gives_back_what_it_took(
    film: Work, thai: Actor, chinese: Actor
) -> None:
    grants = license_works(actor=thai, lines=[Line(work=film, terms=sold(thai, chinese))])
    assert keys() == ([], [])
    assert end_grants(actor=chinese, grants=grants) == 1
    assert end_grants(actor=chinese, grants=grants) == 0
    assert keys() == ([film.pk], [])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a constraint of PostgreSQL")
def test_the_database_is_the_second_lock(
    film: Work, thai: Actor, chinese: Actor, lao: Actor
) -> None:
    """Whoever goes past the service meets the constraint."""
    license_works(actor=thai, lines=[Line(work=film, terms=sold(thai, chinese))])
    second = row_of(thai, sold(thai, lao, territories=["LA"]), film)
    second.excludes = True
    with pytest.raises(IntegrityError, match="grant_exclusive_once"), transaction.atomic():
        second.save()
    second.start_on, second.end_on = YEAR[1], None
    second.save()


def test_the_whole_catalogue_is_answered_as_each_work_is(
    thai: Actor, chinese: Actor, lao: Actor
) -> None:
    films = []
    for number in range(6):
        work = create_work(actor=thai, kind="programme")
        films.append(work)
        if number:
            add_grant(actor=thai, work=work, terms=held(thai))
    license_works(actor=thai, lines=[Line(work=films[1], terms=sold(thai, chinese))])
    shared = sold(thai, chinese, verb="out-nonexclusive")
    license_works(actor=thai, lines=[Line(work=films[2], terms=shared)])
    kept_rights.refresh()

    def each(*, exclusive: bool) -> list[int]:
        return [
            work.pk
            for work in films
            if availability_of(work, QUESTION, exclusive=exclusive).verdict == "available"
        ]

    for exclusive in (True, False):
        assert keys(exclusive=exclusive)[0] == each(exclusive=exclusive)
    feed = sold(thai, lao, verb="holdback", licensee=None, territories=["LA"], clause="5")
    holdback = add_grant(actor=thai, terms=feed)
    assert keys(exclusive=False) == ([], [])
    supersede_grant(actor=thai, grant=holdback)
    assert keys(exclusive=False)[0] == each(exclusive=False) == [work.pk for work in films[2:]]


def test_what_is_sold_of_a_series_is_sold_of_its_episodes(thai: Actor, chinese: Actor) -> None:
    series, season, episode = (create_work(actor=thai, kind="programme") for _ in range(3))
    above = None
    for work, kind in ((series, "series"), (season, "season"), (episode, "episode")):
        above = Title.objects.create(work=work, kind=kind, parent=above)
    add_grant(actor=thai, work=series, terms=held(thai))
    kept_rights.refresh()
    assert keys()[0] == [series.pk, season.pk, episode.pk]
    license_works(actor=thai, lines=[Line(work=season, terms=sold(thai, chinese))])
    assert keys()[0] == [series.pk]
    assert availability_of(episode, QUESTION).verdict == "unavailable"
    kept_rights.refresh(behind=0)
    assert keys()[0] == [series.pk]
