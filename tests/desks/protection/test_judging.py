"""A sighting is matched, judged and told to the owner alone; what follows is the owner's to say."""

import pytest
from django.test import Client

from desks.conftest import colleague, draft, published
from desks.newswire.test_intake import signed_in
from desks.newswire.test_stories import license_translation
from sampan.desks.newswire.models import Pickup
from sampan.desks.protection import services
from sampan.desks.protection.models import Match, MatchState, Sighting
from sampan.desks.report.models import Fact
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Organisation, Role
from sampan.partners.worker import drain

STORY = (
    "The new ferry across the river carries forty passengers and two carts on each crossing, the harbour office said.",
    "It replaces the wooden boat that had served the two villages for more than thirty years without an accident.",
    "Children from the far bank will reach their school in ten minutes instead of the hour that the road takes.",
)


def see(
    reporter: Actor, *paragraphs: str, party: Organisation | None = None, outlet: str = "The Copy"
) -> Sighting:
    return services.report_sighting(
        actor=reporter,
        data="\n\n".join(("A morning on the river", *paragraphs)).encode(),
        name="seen.txt",
        seen=services.Seen(
            outlet=outlet, territory="TH", url="https://copy.example/1", party=party
        ),
    )


def test_a_stranger_who_took_it_is_told_to_the_owner_alone(
    lao: Actor, chinese: Actor, thai: Actor
) -> None:
    edition = published(lao, "A new ferry", *STORY)
    sighting = see(thai, "We went by boat.", *STORY[:2])
    drain()
    match = Match.objects.get()
    assert (match.verdict, match.version.edition) == ("taken", edition)
    for start, end, source_start, source_end, _kind in match.spans:
        assert sighting.text[start:end] == match.version.text[source_start:source_end]
    assert match.reasons == [{"kind": "no_partner", "party": "The Copy"}]
    for actor, seen in ((lao, [match]), (chinese, []), (thai, [])):
        assert list(Match.objects.visible_to(actor.organisation)) == seen
        told = Event.objects.told_to(actor.organisation).filter(name="protection.match.judged")
        assert told.count() == len(seen)
    assert list(Sighting.objects.visible_to(chinese.organisation)) == []
    assert list(Sighting.objects.visible_to(thai.organisation)) == [sighting]
    pickup = Pickup.objects.get()
    assert (pickup.edition, pickup.verdict, pickup.get_verdict_display()) == (
        edition,
        "taken",
        "Taken without leave",
    )


@pytest.mark.parametrize(("is_licensed", "verdict"), [(True, "licensed"), (False, "taken")])
def test_a_partner_is_judged_by_its_licence(
    lao: Actor, thai: Actor, *, is_licensed: bool, verdict: str
) -> None:
    edition = published(lao, "A new ferry", *STORY)
    if is_licensed:
        license_translation(lao, edition)
    see(lao, *STORY, party=thai.organisation, outlet="Lanna")
    drain()
    match = Match.objects.get()
    assert (match.verdict, match.grant_id is not None) == (verdict, is_licensed)
    fact = Fact.objects.get()
    assert (fact.kind, fact.licensed, fact.receiver) == ("pickup", is_licensed, thai.organisation)
    # The outlet itself is not told what was found of it.
    assert list(Fact.objects.visible_to(thai.organisation)) == []
    assert list(Fact.objects.visible_to(lao.organisation)) == [fact]


def test_what_a_house_publishes_of_its_own_is_no_match(lao: Actor) -> None:
    published(lao, "A new ferry", *STORY)
    see(lao, *STORY, party=lao.organisation)
    drain()
    assert Match.objects.count() == 0


def test_heard_twice_it_is_judged_and_counted_once(lao: Actor, thai: Actor) -> None:
    from sampan.desks.protection.judging import judge_sighting

    published(lao, "A new ferry", *STORY)
    sighting = see(thai, *STORY)
    drain()
    judge_sighting(sighting=sighting)
    drain()
    counts = (Match.objects.count(), Fact.objects.count(), Pickup.objects.count())
    assert counts == (1, 1, 1)


def test_a_draft_is_protected_too_and_only_its_house_hears(lao: Actor, thai: Actor) -> None:
    draft(lao, "A new ferry", *STORY)
    see(thai, *STORY)
    drain()
    assert Match.objects.visible_to(lao.organisation).count() == 1
    assert Match.objects.visible_to(thai.organisation).count() == 0


@pytest.mark.parametrize("role", [Role.SELLER, Role.BUYER, Role.AUDITOR])
def test_who_may_not_report(lao: Actor, role: Role) -> None:
    with pytest.raises(Refused):
        see(colleague(lao.organisation, role), *STORY)
    assert Sighting.objects.count() == 0


def test_what_follows_is_the_owners_editors_to_say(lao: Actor, thai: Actor) -> None:
    published(lao, "A new ferry", *STORY)
    see(thai, *STORY)
    drain()
    match = Match.objects.get()
    others = [thai, *(colleague(lao.organisation, role) for role in (Role.ANALYST, Role.SELLER))]
    for actor in others:
        with pytest.raises(Refused):
            services.settle_match(actor=actor, match=match, state=MatchState.SETTLED, note="")
    with pytest.raises(Invalid):
        services.settle_match(actor=lao, match=match, state=MatchState.OPEN, note="")
    services.settle_match(actor=lao, match=match, state=MatchState.PURSUED, note="We wrote.")
    match.refresh_from_db()
    assert (match.state, match.note, match.verdict) == ("pursued", "We wrote.", "taken")
    assert Event.objects.filter(name="protection.match.settled").count() == 1


def test_what_cannot_be_read_is_a_sentence_at_the_field(lao: Actor) -> None:
    client: Client = signed_in(lao)
    form = {"outlet": "The Copy", "territory": "CN", "text": " "}
    answer = client.post("/protection/report/", form)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"text": ["Give the file or the text of what you saw."]}


def test_the_page_shows_the_aligned_passages(
    lao: Actor, thai: Actor, django_assert_max_num_queries: object
) -> None:
    published(lao, "A new ferry", *STORY)
    see(thai, "We went by boat.", *STORY[:2])
    drain()
    match = Match.objects.get()
    client = signed_in(lao)
    with django_assert_max_num_queries(12):
        page = client.get(f"/protection/matches/{match.pk}/").content.decode()
    ours, theirs = page.count('id="ours-'), page.count('id="theirs-')
    assert (ours, theirs) == (len(match.spans), len(match.spans))
    answer = client.post(
        f"/protection/matches/{match.pk}/settle/", {"state": "dismissed", "note": "Ours."}
    )
    assert (answer.status_code, Match.objects.get().state) == (302, "dismissed")
