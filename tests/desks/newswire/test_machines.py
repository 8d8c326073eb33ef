"""A story that is taken out says to machines what its grants allow this partner: in the file, its headers, the feed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from desks.conftest import published
from sampan.catalogue.models import Edition
from sampan.catalogue.services import GrantTerms, add_grant
from sampan.desks.newswire.exports import FORMS, Export, export_version
from sampan.engines import news
from sampan.engines.rights.reservation import LEAVES, Statement, compare, read_headers
from sampan.partners.actor import Actor


def allow(owner: Actor, edition: Edition, licensee: Actor, *uses: str) -> None:
    terms = GrantTerms(
        verb="out-nonexclusive",
        licensee=licensee.organisation,
        territories=["World"],
        languages=["all"],
        uses=list(uses),
        start_on=timezone.localdate() - timedelta(days=1),
        clause="7",
        clause_text="As agreed.",
    )
    add_grant(actor=owner, work=edition.work, terms=terms)


def taken(actor: Actor, edition: Edition, form: str) -> Export:
    edition.refresh_from_db()
    assert edition.published is not None
    return export_version(actor=actor, version=edition.published, form=form)


def policy_in(made: Export) -> frozenset[str]:
    (story,) = news.read(made.body, name=made.name, received_at=timezone.now()).items
    assert story.item.ai_policy is not None
    return story.item.ai_policy.allowed


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "uses", [(), ("ai.index",), ("ai.train",), ("ai.index", "ai.ground"), LEAVES]
)
def test_file_and_headers_say_the_same(
    lao: Actor, chinese: Actor, form: str, uses: tuple[str, ...]
) -> None:
    edition = published(lao)
    allow(lao, edition, chinese, "news.publish", *uses)
    made = taken(chinese, edition, form)
    assert policy_in(made) <= set(uses)  # a form may have no word for a use, and never says more
    file = Statement("file", made.name, dict.fromkeys(policy_in(made), "allowed"))
    assert compare([file, *read_headers(made.signals, made.name)]) == ()
    if form == "ninjs":
        assert policy_in(made) == set(uses)


def test_leave_to_train_is_not_leave_for_everything(lao: Actor, chinese: Actor) -> None:
    edition = published(lao)
    allow(lao, edition, chinese, "news.publish", "ai.train")
    made = taken(chinese, edition, "newsml-g2")
    assert b"DMI-ALLOWED" not in made.body
    assert made.signals["Content-Usage"] == "train-ai=y, search=n"


def test_another_partner_is_told_its_own(lao: Actor, chinese: Actor, thai: Actor) -> None:
    edition = published(lao)
    allow(lao, edition, chinese, "news.publish", *LEAVES)
    assert taken(chinese, edition, "nitf").signals["TDM-Reservation"] == "0"
    assert taken(thai, edition, "nitf").signals["TDM-Reservation"] == "1"


def test_the_answer_of_the_page_brings_the_story_s_own_headers(lao: Actor, chinese: Actor) -> None:
    edition = published(lao)
    allow(lao, edition, chinese, "news.publish", *LEAVES)
    client = Client()
    assert chinese.person is not None
    client.force_login(chinese.person)
    answer = client.get(f"/wire/stories/{edition.pk}/export/ninjs/")
    assert (answer.status_code, answer.headers["TDM-Reservation"]) == (200, "0")
    assert client.get(f"/wire/stories/{edition.pk}/").headers["TDM-Reservation"] == "1"
