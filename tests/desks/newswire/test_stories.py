"""A story's life, action by action: who may, what it leaves behind, which event it writes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from desks.conftest import colleague, draft, house, published, told
from sampan.catalogue.models import Edition, Status
from sampan.catalogue.services import GrantTerms, add_grant
from sampan.desks.newswire import services
from sampan.desks.newswire.models import Publication
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role

Action = Callable[[Actor, Edition], Any]
ACTIONS: dict[str, Action] = {
    "draft": lambda actor, _: services.draft_story(actor=actor, language="en", content=told("New")),
    "receive": lambda actor, _: services.receive(
        actor=actor, name="a.txt", data=b"Rain\n\nIt rains."
    ),
    "revise": lambda actor, edition: services.revise_story(
        actor=actor, edition=edition, content=told("Other")
    ),
    "publish": lambda actor, edition: services.publish_story(actor=actor, edition=edition),
    "correct": lambda actor, edition: services.correct_story(
        actor=actor, edition=edition, content=told("Other"), note="Wrong."
    ),
    "withhold": lambda actor, edition: services.withhold_story(
        actor=actor, edition=edition, reason="Wait."
    ),
    "kill": lambda actor, edition: services.kill_story(
        actor=actor, edition=edition, reason="False."
    ),
    "put back": lambda actor, edition: services.put_back(actor=actor, edition=edition, index=0),
}
NOT_EDITORS = [role for role in Role if role not in {Role.EDITOR, Role.OWNER}]
TRANSLATORS_TOO = {"revise"}


def names(edition: Edition) -> list[str]:
    told_of = Event.objects.about(edition).filter(name__startswith="newswire.")
    return list(told_of.order_by("id").values_list("name", flat=True))


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", NOT_EDITORS)
def test_only_editors_act(lao: Actor, action: str, role: Role) -> None:
    edition = published(lao)
    before = names(edition)
    other = colleague(lao.organisation, role)
    if role == Role.TRANSLATOR and action in TRANSLATORS_TOO:
        ACTIONS[action](other, edition)
        return
    if role == Role.TRANSLATOR and action == "put back":
        return
    with pytest.raises(Refused):
        ACTIONS[action](other, edition)
    assert names(edition) == before


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - {"draft", "receive"}))
def test_no_other_house_acts(lao: Actor, chinese: Actor, action: str) -> None:
    edition = published(lao)
    with pytest.raises(Refused):
        ACTIONS[action](chinese, edition)


def test_a_life_from_draft_to_kill_is_told_event_by_event(lao: Actor) -> None:
    edition = draft(lao)
    services.revise_story(actor=lao, edition=edition, content=told("Rain again"))
    services.publish_story(actor=lao, edition=edition)
    services.correct_story(actor=lao, edition=edition, content=told("Rain, less"), note="Less.")
    services.withhold_story(actor=lao, edition=edition, reason="Wait.")
    services.publish_story(actor=lao, edition=edition)
    services.kill_story(actor=lao, edition=edition, reason="It was invented.")
    steps = ["drafted", "revised", "published", "corrected", "withheld", "published", "killed"]
    assert names(edition) == [f"newswire.story.{step}" for step in steps]
    edition.refresh_from_db()
    assert edition.status == Status.CANCELED
    shown = Publication.objects.filter(version__edition=edition)
    assert sorted(shown.values_list("version__number", flat=True)) == [2, 3, 4, 5, 6]


def test_saving_what_stands_already_is_no_version_and_no_event(lao: Actor) -> None:
    edition = draft(lao)
    services.revise_story(actor=lao, edition=edition, content=told("Rain"))
    assert (edition.versions.count(), names(edition)) == (1, ["newswire.story.drafted"])


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("publish", "This version is published already; write a correction to change it."),
        ("correct same", "Nothing differs from the published version."),
        ("correct silently", "Say what was wrong, so that partners can correct theirs."),
        ("kill silently", "Say why, so that partners know what to tell their readers."),
    ],
)
def test_what_cannot_be_is_said(lao: Actor, action: str, sentence: str) -> None:
    edition = published(lao)
    actions: dict[str, Callable[[], object]] = {
        "publish": lambda: services.publish_story(actor=lao, edition=edition),
        "correct same": lambda: services.correct_story(
            actor=lao, edition=edition, content=told("Rain"), note="None."
        ),
        "correct silently": lambda: services.correct_story(
            actor=lao, edition=edition, content=told("Sun"), note=" "
        ),
        "kill silently": lambda: services.kill_story(actor=lao, edition=edition, reason=" "),
    }
    with pytest.raises(Invalid) as problem:
        actions[action]()
    assert str(problem.value) == sentence


def test_a_draft_is_corrected_and_killed_by_nobody(lao: Actor) -> None:
    edition = draft(lao)
    with pytest.raises(Refused):
        services.kill_story(actor=lao, edition=edition, reason="False.")
    with pytest.raises(Invalid) as problem:
        services.correct_story(actor=lao, edition=edition, content=told("Sun"), note="Wrong.")
    assert str(problem.value) == "This story was never published; edit the draft instead."


def test_what_was_killed_stays_killed(lao: Actor) -> None:
    edition = published(lao)
    services.kill_story(actor=lao, edition=edition, reason="False.")
    edition.refresh_from_db()
    for action in set(ACTIONS) - {"draft", "receive"}:
        with pytest.raises(Refused):
            ACTIONS[action](lao, edition)


def test_a_notice_carries_the_published_text_and_no_draft(lao: Actor) -> None:
    edition = published(lao)
    services.revise_story(actor=lao, edition=edition, content=told("Secret plan", "Not yet."))
    version = services.withhold_story(actor=lao, edition=edition, reason="Wait.")
    assert (version.headline, version.text) == ("Rain", "Rain\nOne.\nTwo.")


def test_released_again_it_has_no_notice(lao: Actor) -> None:
    edition = published(lao)
    services.withhold_story(actor=lao, edition=edition, reason="Wait.")
    edition.refresh_from_db()
    version = services.publish_story(actor=lao, edition=edition)
    assert (version.number, version.content.get("editor_note")) == (3, None)


def test_only_the_partners_named_see_it(lao: Actor, chinese: Actor, thai: Actor) -> None:
    edition = published(lao, partners=[thai.organisation])
    seen = Edition.objects.visible_to
    assert list(seen(thai.organisation)) == [edition]
    assert list(seen(chinese.organisation)) == []
    services.revise_story(actor=lao, edition=edition, content=told("More"))
    services.publish_story(actor=lao, edition=edition)  # goes to the same
    assert list(seen(chinese.organisation)) == []


def license_translation(owner: Actor, edition: Edition) -> None:
    terms = GrantTerms(
        verb="out-nonexclusive",
        territories=["World"],
        languages=["all"],
        uses=["news.publish", "news.translate"],
        start_on=timezone.localdate() - timedelta(days=1),
        clause="1",
        clause_text="Partners may publish and translate.",
    )
    add_grant(actor=owner, work=edition.work, terms=terms)


def test_a_partner_translates_by_leave_alone(lao: Actor, chinese: Actor) -> None:
    edition = published(lao)
    assert edition.published is not None
    with pytest.raises(Refused):
        services.translate_story(
            actor=chinese, source=edition.published, language="zh-Hans", content=told("雨", "一。")
        )
    license_translation(lao, edition)
    made = services.translate_story(
        actor=chinese, source=edition.published, language="zh-Hans", content=told("雨", "一。")
    )
    assert (made.house, made.work, made.status) == (chinese.organisation, edition.work, "draft")
    assert list(Edition.objects.visible_to(lao.organisation).filter(pk=made.pk)) == []


@pytest.mark.parametrize("recall", [services.kill_story, services.withhold_story])
def test_nothing_is_made_of_a_text_that_was_called_back(
    lao: Actor, recall: Callable[..., object]
) -> None:
    edition = published(lao)
    assert edition.published is not None
    made = services.translate_story(
        actor=lao, source=edition.published, language="lo", content=told("ຝົນ", "ໜຶ່ງ.")
    )
    recall(actor=lao, edition=edition, reason="False.")
    with pytest.raises(Invalid):
        services.publish_story(actor=lao, edition=made)
    edition.refresh_from_db()
    with pytest.raises(Invalid):
        services.translate_story(
            actor=lao, source=edition.published, language="th", content=told("ฝน", "หนึ่ง")
        )


def test_put_back_returns_the_text_to_the_end(lao: Actor) -> None:
    mail = "The ferry is back\n\nIt sails twice a day from Monday.\n\n-- \nThe desk\n"
    data = f"From: a@b.example\nSubject: The ferry is back\nContent-Type: text/plain\n\n{mail}".encode()
    intake = services.receive(actor=lao, name="ferry.eml", data=data).intakes.get()
    texts = [aside["text"] for aside in intake.set_aside]
    assert len(texts) == 1
    version = services.put_back(actor=lao, edition=intake.edition, index=0)
    assert version.text.endswith(texts[0].replace("\n", " "))
    intake.refresh_from_db()
    assert intake.set_aside == []
    with pytest.raises(Invalid):
        services.put_back(actor=lao, edition=intake.edition, index=0)


def test_houses_share_nothing_by_accident(lao: Actor) -> None:
    draft(lao)
    assert list(Edition.objects.visible_to(house("other", "VN").organisation)) == []
