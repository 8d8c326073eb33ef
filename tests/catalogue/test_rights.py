from dataclasses import replace
from datetime import date, timedelta

import pytest

from sampan.catalogue.models import Grant, Work
from sampan.catalogue.rights import permit
from sampan.catalogue.services import GrantTerms, add_grant, create_work, supersede_grant
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role

TODAY = date(2027, 3, 1)
FEED = GrantTerms(
    verb="out-nonexclusive",
    territories=["CN"],
    languages=["zh"],
    uses=["news"],
    start_on=date(2026, 1, 1),
    end_on=date(2028, 1, 1),
    clause="4.1",
    clause_text="The agency may publish and translate the stories of the feed in China.",
    contract="feed agreement",
    obligations=[{"kind": "credit", "detail": "Namkhong"}],
)


@pytest.fixture
def work(lao: Actor) -> Work:
    return create_work(actor=lao)


def verdict(work: Work, actor: Actor, use: str = "news.publish", territory: str = "CN") -> str:
    return permit(
        work=work,
        party=actor.organisation,
        territory=territory,
        language="zh-Hans",
        use=use,
        on=TODAY,
    ).decision.verdict


def test_a_feed_covers_every_story_of_its_house_and_says_by_which_clause(
    work: Work, lao: Actor, chinese: Actor, thai: Actor
) -> None:
    grant = add_grant(actor=lao, terms=replace(FEED, licensee=chinese.organisation))
    permission = permit(
        work=work,
        party=chinese.organisation,
        territory="CN",
        language="zh-Hans",
        use="news.publish",
        on=TODAY,
    )
    assert (permission.allowed, permission.grants) == (True, (grant,))
    assert [reason.clause for reason in permission.decision.reasons] == ["4.1"]
    assert permission.decision.until == date(2028, 1, 1)
    assert [owed.detail for owed in permission.decision.obligations] == ["Namkhong"]
    assert verdict(work, thai) == "deny"
    assert verdict(work, chinese, use="ai.train") == "deny"
    assert verdict(work, chinese, territory="TH") == "deny"


def test_an_agency_owns_what_it_writes(work: Work, lao: Actor, chinese: Actor) -> None:
    assert (verdict(work, lao, use="ai.train"), verdict(work, chinese)) == ("allow", "deny")


def test_a_programme_is_owned_by_what_its_book_says(lao: Actor) -> None:
    film = create_work(actor=lao, kind="programme")
    assert verdict(film, lao, use="vod.svod") == "deny"
    own = replace(FEED, verb="in", territories=["World"], languages=["all"], uses=["vod"])
    add_grant(actor=lao, work=film, terms=replace(own, licensee=lao.organisation))
    assert verdict(film, lao, use="vod.svod") == "allow"


def test_a_holdback_on_one_story_takes_it_out_of_the_feed(
    work: Work, lao: Actor, chinese: Actor
) -> None:
    add_grant(actor=lao, terms=FEED)
    held = add_grant(actor=lao, work=work, terms=replace(FEED, verb="holdback", clause="9"))
    assert verdict(work, chinese) == "deny"
    assert verdict(create_work(actor=lao), chinese) == "allow"
    supersede_grant(actor=lao, grant=held)
    assert verdict(work, chinese) == "allow"


def test_what_was_known_then_can_be_asked(work: Work, lao: Actor, chinese: Actor) -> None:
    grant = add_grant(actor=lao, terms=FEED)
    successor = supersede_grant(actor=lao, grant=grant, terms=replace(FEED, territories=["TH"]))
    assert successor is not None

    def allowed(at_second: int) -> bool:
        return permit(
            work=work,
            party=chinese.organisation,
            territory="CN",
            language="zh-Hans",
            use="news.publish",
            on=TODAY,
            known_at=successor.recorded_at + timedelta(microseconds=at_second),
        ).allowed

    assert (allowed(-1), allowed(0)) == (True, False)
    kept = Grant.objects.get(pk=grant.pk)
    assert (kept.superseded_at, successor.recorded_at) == (successor.recorded_at,) * 2


def test_a_clause_is_superseded_once(work: Work, lao: Actor) -> None:
    grant = add_grant(actor=lao, work=work, terms=FEED)
    supersede_grant(actor=lao, grant=grant)
    with pytest.raises(Invalid) as caught:
        supersede_grant(actor=lao, grant=grant)
    assert str(caught.value) == "This clause was superseded already."
    assert list(Event.objects.order_by("pk").values_list("name", flat=True))[1:] == [
        "catalogue.grant.added",
        "catalogue.grant.superseded",
    ]


def test_only_the_house_records_its_rights(work: Work, lao: Actor, chinese: Actor) -> None:
    grant = add_grant(actor=lao, work=work, terms=FEED)
    reader = Actor(organisation=lao.organisation, roles=frozenset({Role.TRANSLATOR}))
    for actor in (chinese, reader):
        with pytest.raises(Refused):
            add_grant(actor=actor, work=work, terms=FEED)
        with pytest.raises(Refused):
            supersede_grant(actor=actor, grant=grant)
    with pytest.raises(Refused):
        add_grant(actor=chinese, terms=replace(FEED, licensor=lao.organisation))
    assert Grant.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"verb": "lend"}, "verb"),
        ({"territories": ["Atlantis"]}, "territory"),
        ({"languages": ["xx"]}, "language"),
        ({"uses": ["news.shout"]}, "use"),
        ({"end_on": date(2026, 1, 1)}, "end_on"),
        ({"clause": " "}, "clause"),
        ({"clause_text": ""}, "clause_text"),
        ({"obligations": [{"what": "x"}]}, "obligations"),
        ({"verb": "out-exclusive"}, "licensee"),
    ],
)
def test_what_the_engine_cannot_read_is_refused(
    lao: Actor, work: Work, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        add_grant(actor=lao, work=work, terms=replace(FEED, **change))
    assert caught.value.field == field
    assert Grant.objects.count() == 0


def test_an_unknown_use_is_said(work: Work, lao: Actor) -> None:
    with pytest.raises(Invalid) as caught:
        verdict(work, lao, use="news.shout")
    assert caught.value.field == "use"
