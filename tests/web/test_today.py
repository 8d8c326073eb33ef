"""A member's first page: what waits, what was found, what partners published."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from sampan.catalogue.models import Edition, Share, Status, Version, Work, WorkKind
from sampan.partners.actor import Actor
from sampan.partners.events import record
from sampan.partners.models import Event, Organisation, Role
from sampan.web.today import gather

from .conftest import house, member, signed_in


@pytest.fixture
def actor(namou: Organisation) -> Actor:
    person = member(namou, Role.EDITOR)
    return Actor(person=person, organisation=namou, roles=frozenset({Role.EDITOR}))


def told(name: str, actor: Actor, subject: Edition, **data: object) -> None:
    with transaction.atomic():
        record(name=name, subject=subject, actor=actor, data=data)


def edition(owner: Organisation, language: str, headline: str, *, hours: int = 0) -> Edition:
    work = Work.objects.create(kind=WorkKind.STORY, owner=owner, origin="LA")
    Share.objects.create(work=work)
    made = Edition.objects.create(
        uri=f"urn:newsml:example.org:{work.pk}",
        work=work,
        house=owner,
        language=language,
        status=Status.USABLE,
        first_published_at=timezone.now() - timedelta(hours=hours),
    )
    made.published = Version.objects.create(
        edition=made, number=1, headline=headline, text=headline, content={}, digest="0" * 64
    )
    made.save()
    return made


def test_a_draft_waits_until_it_is_published(actor: Actor) -> None:
    story = edition(actor.organisation, "lo", "ຂ່າວ")
    told("newswire.story.drafted", actor, story, headline="ຂ່າວ")
    today = gather(actor, at=timezone.now())
    assert [line.text for line in today.waits] == ["Draft: ຂ່າວ"]
    told("newswire.story.published", actor, story, headline="ຂ່າວ")
    today = gather(actor, at=timezone.now())
    assert [line.text for line in today.waits] == []
    assert [line.text for line in today.done] == ["Published: ຂ່າວ"]


def test_a_finding_is_worded_by_its_verdict(actor: Actor) -> None:
    story = edition(actor.organisation, "lo", "ຂ່າວ")
    for verdict in ("taken", "quotation", "coincidence"):
        told(
            "protection.match.judged",
            actor,
            story,
            verdict=verdict,
            outlet="example.org",
            headline="X",
        )
        story = edition(actor.organisation, "lo", "ຂ່າວ")
    assert [line.text for line in gather(actor, at=timezone.now()).found] == [
        "example.org quoted you: X",
        "example.org took passages of yours without leave: X",
    ]


def test_partners_stories_in_ones_own_languages(actor: Actor) -> None:
    partner = house("pearl")
    older = edition(partner, "zh-Hans", "旧", hours=2)
    newer = edition(partner, "lo", "ໃໝ່", hours=1)
    edition(partner, "vi", "Tin")
    edition(actor.organisation, "lo", "ຂອງຕົນ")
    assert list(gather(actor, at=timezone.now()).stories) == [newer, older]


def test_what_is_told_to_others_is_not_told_here(actor: Actor) -> None:
    partner = house("pearl")
    stranger = Actor(
        person=member(partner, Role.EDITOR), organisation=partner, roles=frozenset({Role.EDITOR})
    )
    told("newswire.story.published", stranger, edition(partner, "vi", "Tin"), headline="Tin")
    assert gather(actor, at=timezone.now()).done == []


def test_the_newest_stands_first_also_where_it_was_entered_before(actor: Actor) -> None:
    now = timezone.now()
    for days in (2, 1, 3):
        story = edition(actor.organisation, "lo", "ຂ່າວ")
        Event.objects.create(
            name="newswire.story.published",
            subject=f"catalogue.edition:{story.pk}",
            organisation=actor.organisation,
            at=now - timedelta(days=days),
            data={"headline": str(days)},
        )
    today = gather(actor, at=now)
    assert [line.text for line in today.done] == ["Published: 1", "Published: 2", "Published: 3"]


def test_the_log_of_a_house_says_what_its_events_mean(namou: Organisation) -> None:
    owner = member(namou, Role.OWNER, language="zh-hans")
    story = edition(namou, "lo", "ຂ່າວ")
    for name in ("newswire.story.published", "catalogue.grant.added"):
        told(
            name, Actor(person=owner, organisation=namou, roles=frozenset()), story, headline="ຂ່າວ"
        )
    page = signed_in(owner).get("/house/events/").content.decode()
    assert "<code>newswire.story.published</code><br>已发布：ຂ່າວ</td>" in page
    assert "<code>catalogue.grant.added</code></td>" in page
