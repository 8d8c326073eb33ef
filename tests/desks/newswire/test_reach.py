"""Embargoes hold to their hour; corrections and kills reach everybody who ever had any of it, none twice."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desks.conftest import Listener, draft, house, listen, published, told
from desks.newswire.test_stories import license_translation
from partners.receiver import Receiver
from sampan.catalogue.models import Edition
from sampan.catalogue.services import share_work
from sampan.desks.newswire import services
from sampan.desks.newswire.exports import export_version
from sampan.desks.newswire.models import Delivery
from sampan.desks.newswire.models.delivery import EmbargoPolicy
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event
from sampan.partners.worker import drain


@pytest.fixture
def hour() -> datetime:
    return timezone.now() + timedelta(hours=3)


@pytest.fixture
def held(chinese: Actor, receiver: Receiver) -> Listener:
    return listen(chinese, receiver, "held")


@pytest.fixture
def flagged(thai: Actor, receiver: Receiver) -> Listener:
    return listen(thai, receiver, "flagged", embargo=EmbargoPolicy.FLAG)


def test_an_embargo_lapses_at_its_hour_and_once(
    lao: Actor, held: Listener, flagged: Listener, hour: datetime
) -> None:
    edition = published(lao, embargoed_until=hour)
    drain()
    assert (held.kinds, flagged.kinds) == ([], ["story"])
    drain(at=hour - timedelta(seconds=1))
    assert held.kinds == []
    assert list(Edition.objects.visible_to(held.destination.organisation)) == []
    for _again in range(3):
        drain(at=hour + timedelta(seconds=1))
    assert (held.kinds, flagged.kinds) == (["story"], ["story"])
    edition.refresh_from_db()
    assert edition.embargoed_until is None


def test_a_correction_under_embargo_keeps_it_and_is_what_lapses(
    lao: Actor, held: Listener, flagged: Listener, hour: datetime
) -> None:
    edition = published(lao, embargoed_until=hour)
    drain()
    services.correct_story(actor=lao, edition=edition, content=told("Sun"), note="Sun.")
    drain()
    edition.refresh_from_db()
    assert edition.embargoed_until == hour
    drain(at=hour)
    assert (held.kinds, flagged.kinds) == (["story"], ["story", "correction"])
    assert b"Sun" in held.asked[0].body


def test_an_embargo_until_an_hour_that_is_past_is_a_slip(lao: Actor) -> None:
    edition = draft(lao)
    with pytest.raises(Invalid) as caught:
        services.publish_story(
            actor=lao, edition=edition, embargoed_until=timezone.now() - timedelta(minutes=1)
        )
    assert caught.value.field == "embargoed_until"
    edition.refresh_from_db()
    assert edition.published is None


def test_an_embargo_is_moved(lao: Actor, held: Listener, hour: datetime) -> None:
    edition, later = published(lao, embargoed_until=hour), hour + timedelta(hours=1)
    services.revise_story(actor=lao, edition=edition, content=told("Sun"))
    services.publish_story(actor=lao, edition=edition, embargoed_until=later)
    drain(at=hour)
    assert held.kinds == []
    drain(at=later)
    assert held.kinds == ["story"]


def test_an_embargo_is_lifted_by_will_and_not_by_forgetting(
    lao: Actor, held: Listener, hour: datetime
) -> None:
    edition = published(lao, embargoed_until=hour)
    services.revise_story(actor=lao, edition=edition, content=told("Sun"))
    services.publish_story(actor=lao, edition=edition)
    drain()
    assert held.kinds == []
    services.revise_story(actor=lao, edition=edition, content=told("Sun and rain"))
    services.publish_story(actor=lao, edition=edition, lifts_embargo=True)
    drain()
    drain(at=hour)
    assert held.kinds == ["story"]


def partners_translation(lao: Actor, chinese: Actor, edition: Edition) -> Edition:
    """Under embargo too: this partner is let see the work before the others."""
    share_work(actor=lao, work=edition.work, organisation=chinese.organisation)
    license_translation(lao, edition)
    assert edition.published is not None
    made = services.translate_story(
        actor=chinese, source=edition.published, language="zh-Hans", content=told("雨", "一。")
    )
    services.publish_story(actor=chinese, edition=made)
    made.refresh_from_db()
    return made


def test_a_lifted_embargo_is_lifted_for_every_translation_whosever_it_is(
    lao: Actor, chinese: Actor, thai: Actor, receiver: Receiver, hour: datetime
) -> None:
    waiting = listen(thai, receiver, "waiting")
    flagged = listen(thai, receiver, "flagged", embargo=EmbargoPolicy.FLAG)
    edition = published(lao, embargoed_until=hour)
    made = partners_translation(lao, chinese, edition)
    drain()
    assert made.embargoed_until == hour
    assert (waiting.kinds, flagged.kinds) == ([], ["story", "story"])
    services.release_story(actor=lao, edition=edition)
    drain()
    drain(at=hour + timedelta(minutes=1))
    assert (waiting.kinds, flagged.kinds) == (
        ["story"] * 2,
        ["story", "story", "release", "release"],
    )
    assert b"embargoedUntil" in flagged.asked[0].body
    assert b"embargoedUntil" not in flagged.asked[-1].body
    for one in (edition, made):
        one.refresh_from_db()
        assert one.embargoed_until is None
    told_to = Event.objects.filter(name="newswire.story.released").order_by("id")
    assert [one.organisation for one in told_to] == [lao.organisation, chinese.organisation]
    with pytest.raises(Refused, match="lift its embargo"):
        services.release_story(actor=lao, edition=edition)


def test_an_embargo_that_is_moved_is_moved_for_every_translation(
    lao: Actor, chinese: Actor, thai: Actor, receiver: Receiver, hour: datetime
) -> None:
    waiting, later = listen(thai, receiver, "waiting"), hour + timedelta(hours=1)
    edition = published(lao, embargoed_until=hour)
    made = partners_translation(lao, chinese, edition)
    services.revise_story(actor=lao, edition=edition, content=told("Sun"))
    services.publish_story(actor=lao, edition=edition, embargoed_until=later)
    drain(at=hour)
    made.refresh_from_db()
    assert (made.embargoed_until, waiting.kinds) == (later, [])
    drain(at=later)
    assert waiting.kinds == ["story", "story"]


def test_only_the_works_owner_moves_or_lifts_it(lao: Actor, chinese: Actor, hour: datetime) -> None:
    edition = published(lao, embargoed_until=hour)
    made = partners_translation(lao, chinese, edition)
    services.revise_story(actor=chinese, edition=made, content=told("大雨", "一。"))
    for wish in ({"lifts_embargo": True}, {"embargoed_until": hour + timedelta(hours=1)}):
        with pytest.raises(Invalid) as problem:
            services.publish_story(actor=chinese, edition=made, **wish)
        assert (str(problem.value), problem.value.field) == (
            "The embargo is that of the original; only Namkhong moves or lifts it.",
            "embargoed_until",
        )
    with pytest.raises(Refused):
        services.release_story(actor=chinese, edition=made)
    services.publish_story(actor=chinese, edition=made)
    services.release_story(actor=lao, edition=made)  # on whichever edition the word is said
    edition.refresh_from_db()
    assert edition.embargoed_until is None


def test_the_button_that_lifts_it(
    lao: Actor, chinese: Actor, hour: datetime, client: Client
) -> None:
    edition = published(lao, embargoed_until=hour)
    assert lao.person is not None
    client.force_login(lao.person)
    page = f"/wire/stories/{edition.pk}/"
    assert "Lift the embargo now" in client.get(page).content.decode()
    assert client.post(f"{page}release/").status_code == 302
    assert "Lift the embargo now" not in client.get(page).content.decode()
    assert Edition.objects.visible_to(chinese.organisation).get() == edition


def test_nothing_is_published_from_a_draft_whose_original_was_killed(
    lao: Actor, chinese: Actor
) -> None:
    edition = published(lao)
    license_translation(lao, edition)
    assert edition.published is not None
    draft_of_it = services.translate_story(
        actor=chinese, source=edition.published, language="zh-Hans", content=told("雨", "一。")
    )
    draft_of_it.refresh_from_db()
    assert draft_of_it.latest is not None
    far = services.translate_story(
        actor=chinese, source=draft_of_it.latest, language="zh-Hant", content=told("雨", "一。")
    )
    services.kill_story(actor=lao, edition=edition, reason="False.")
    for one in (draft_of_it, far):
        with pytest.raises(Invalid, match="The original was killed"):
            services.publish_story(actor=chinese, edition=one)
    with pytest.raises(Invalid, match="The original was killed"):
        services.translate_story(
            actor=chinese, source=draft_of_it.latest, language="en", content=told("Rain")
        )


def test_a_partner_is_told_that_its_translation_was_called_back(
    lao: Actor, chinese: Actor, client: Client
) -> None:
    edition = published(lao)
    partners_translation(lao, chinese, edition)
    services.kill_story(actor=lao, edition=edition, reason="False.")
    told_of = Event.objects.get(name="newswire.translation.recalled")
    assert (told_of.organisation, told_of.data["by"], told_of.data["reason"]) == (
        chinese.organisation,
        "Namkhong",
        "False.",
    )
    assert chinese.person is not None
    client.force_login(chinese.person)
    sentence = "Namkhong called the original back, and with it your translation: 雨"
    assert sentence in client.get("/").content.decode()


def test_a_translation_of_ours_waits_with_the_story(
    lao: Actor, held: Listener, hour: datetime
) -> None:
    edition = published(lao, embargoed_until=hour)
    assert edition.published is not None
    made = services.translate_story(
        actor=lao, source=edition.published, language="lo", content=told("ຝົນ", "ໜຶ່ງ.")
    )
    services.publish_story(actor=lao, edition=made)
    drain()
    assert held.kinds == []
    drain(at=hour)
    assert len(held.asked) == 2


def test_what_is_out_cannot_be_embargoed(lao: Actor, hour: datetime) -> None:
    edition = published(lao)
    services.revise_story(actor=lao, edition=edition, content=told("Sun"))
    with pytest.raises(Invalid) as problem:
        services.publish_story(actor=lao, edition=edition, embargoed_until=hour)
    assert problem.value.field == "embargoed_until"


def test_withheld_under_embargo_it_does_not_lapse(
    lao: Actor, held: Listener, hour: datetime
) -> None:
    edition = published(lao, embargoed_until=hour)
    services.withhold_story(actor=lao, edition=edition, reason="Wait.")
    drain(at=hour)
    assert held.kinds == []


@pytest.mark.parametrize("advisory", ["correction", "withhold", "kill"])
@pytest.mark.parametrize("since", ["unsubscribed", "another destination", "took it out"])
def test_an_advisory_follows_whoever_had_it(
    lao: Actor, chinese: Actor, receiver: Receiver, advisory: str, since: str
) -> None:
    listener = listen(chinese, receiver, "one", subscribed=since != "took it out")
    edition = published(lao)
    drain()
    assert edition.published is not None
    if since == "unsubscribed":
        services.unsubscribe(actor=chinese, subscription=listener.destination.subscriptions.get())
    elif since == "another destination":
        services.remove_destination(actor=chinese, destination=listener.destination)
        listener = listen(chinese, receiver, "two", subscribed=False)
    else:
        export_version(actor=chinese, version=edition.published, form="ninjs")
    _advise(lao, edition, advisory)
    drain()
    assert listener.kinds[-1:] == [advisory]
    assert listener.kinds.count(advisory) == 1


def _advise(actor: Actor, edition: Edition, advisory: str) -> None:
    if advisory == "correction":
        services.correct_story(actor=actor, edition=edition, content=told("Sun"), note="Sun.")
    elif advisory == "withhold":
        services.withhold_story(actor=actor, edition=edition, reason="Wait.")
    else:
        services.kill_story(actor=actor, edition=edition, reason="False.")


def chain(lao: Actor, chinese: Actor, **options: Any) -> tuple[Edition, Edition, Edition]:
    """A story, a partner's translation of it, and our translation of that."""
    one = published(lao, **options)
    license_translation(lao, one)
    assert one.published is not None
    two = services.translate_story(
        actor=chinese, source=one.published, language="zh-Hans", content=told("雨", "一。")
    )
    services.publish_story(actor=chinese, edition=two)
    two.refresh_from_db()
    assert two.published is not None
    three = services.translate_story(
        actor=lao, source=two.published, language="lo", content=told("ຝົນ", "ໜຶ່ງ.")
    )
    services.publish_story(actor=lao, edition=three)
    return one, two, three


@pytest.mark.parametrize(("advisory", "status"), [("withhold", "withheld"), ("kill", "canceled")])
def test_a_recall_goes_on_to_every_translation(
    lao: Actor, chinese: Actor, receiver: Receiver, advisory: str, status: str
) -> None:
    third = house("third", "VN", "vi")
    listener = listen(third, receiver, "lao-only", languages=["lo"])
    editions = chain(lao, chinese)
    drain()
    _advise(lao, editions[0], advisory)
    drain()
    for edition in editions:
        edition.refresh_from_db()
    assert [edition.status for edition in editions] == [status] * 3
    assert listener.kinds == ["story", advisory]  # of the one that it has


def test_a_correction_is_told_to_those_who_have_a_translation(
    lao: Actor, chinese: Actor, receiver: Receiver
) -> None:
    third = house("third", "VN", "vi")
    listener = listen(third, receiver, "chinese-only", languages=["zh-Hans"])
    one, two, _three = chain(lao, chinese)
    drain()
    _advise(lao, one, "correction")
    drain()
    assert listener.kinds == ["story", "correction"]
    assert [one.uri in asked.body.decode() for asked in listener.asked] == [True, True]
    assert (
        two.translated_from_id != Edition.objects.get(pk=one.pk).published_id
    )  # behind its source


def test_whoever_has_no_address_left_finds_it_called_back(
    lao: Actor, chinese: Actor, receiver: Receiver
) -> None:
    listener = listen(chinese, receiver)
    edition = published(lao)
    drain()
    services.remove_destination(actor=chinese, destination=listener.destination)
    _advise(lao, edition, "kill")
    drain()
    assert listener.kinds == ["story"]
    assert list(services.recalled_from(organisation=chinese.organisation)) == [edition]
    assert list(services.recalled_from(organisation=lao.organisation)) == []


def test_published_again_after_a_recall_it_reaches_those_who_were_told_to_wait(
    lao: Actor, chinese: Actor, receiver: Receiver
) -> None:
    listener = listen(chinese, receiver)
    edition = published(lao)
    drain()
    services.unsubscribe(actor=chinese, subscription=listener.destination.subscriptions.get())
    _advise(lao, edition, "withhold")
    drain()
    edition.refresh_from_db()
    services.publish_story(actor=lao, edition=edition)
    drain()
    assert listener.kinds == ["story", "withhold", "story"]
    assert Delivery.objects.filter(state="sent").count() == 3
