"""The pages of the wire: small, no query more for each row, every text in its own language, honest after a kill."""

import re
from typing import Any

import pytest

from desks.conftest import colleague, listen, published, told
from desks.newswire.test_intake import signed_in
from desks.newswire.test_stories import license_translation
from partners.receiver import Receiver
from sampan.desks.newswire import services
from sampan.desks.newswire.models import Usage
from sampan.partners.actor import Actor
from sampan.partners.models import Role
from sampan.partners.worker import drain

LISTS = ("/wire/", "/wire/?of=ours", "/wire/receiving/", "/wire/inbox/")


def test_a_list_costs_no_query_for_each_row(lao: Actor, chinese: Actor, receiver: Receiver) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    listen(lao, receiver)
    client = signed_in(lao)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as told_of:
            assert client.get(path).status_code == 200
        return len(told_of)

    def costs() -> dict[str, int]:
        return {path: queries(path) for path in LISTS}

    for number in range(2):
        _happen(lao, chinese, number)
    before = costs()
    for number in range(2, 8):
        _happen(lao, chinese, number)
    assert costs() == before
    assert max(before.values()) <= 16


def _happen(lao: Actor, chinese: Actor, number: int) -> None:
    published(chinese, f"From China {number}")
    published(lao, f"From Laos {number}")
    services.receive(actor=lao, name=f"{number}.txt", data=f"Rain {number}\n\nIt rains.".encode())
    drain()


@pytest.mark.parametrize("page", ["", "versions/", "rights/", "travels/"])
def test_a_story_page_is_cheap_and_small(
    lao: Actor, chinese: Actor, page: str, django_assert_max_num_queries: Any
) -> None:
    edition = published(lao)
    license_translation(lao, edition)
    client = signed_in(chinese)
    with django_assert_max_num_queries(18):
        answer = client.get(f"/wire/stories/{edition.pk}/{page}")
    assert (answer.status_code, len(answer.content) < 60_000) == (200, True)


def test_a_lao_story_is_lao_on_an_english_page(lao: Actor) -> None:
    edition = services.draft_story(actor=lao, language="lo", content=told("ນ້ຳຂອງຂຶ້ນສູງ", "ລະດັບນ້ຳຂຶ້ນ."))
    page = signed_in(lao).get(f"/wire/stories/{edition.pk}/").content.decode()
    assert re.findall(r'<html lang="(.*?)"', page) == ["en"]
    assert re.findall(r'<article class="story" lang="(.*?)"', page) == ["lo"]


def test_may_we_answers_with_the_clause(lao: Actor, chinese: Actor) -> None:
    edition = published(lao)
    license_translation(lao, edition)
    address = f"/wire/stories/{edition.pk}/rights/?territory=CN&language=zh-Hans&on=2099-01-01&use="
    client = signed_in(chinese)
    yes, no = client.get(address + "news.publish"), client.get(address + "ai.train")
    assert (yes.context["answer"].verdict, no.context["answer"].verdict) == ("allow", "deny")
    assert "(clause 1)" in yes.context["answer"].reasons[0]


def test_taking_it_out_is_noted_but_not_for_its_own_house(lao: Actor, chinese: Actor) -> None:
    edition = published(lao)
    for form in ("ninjs", "newsml-g2", "nitf"):
        assert (
            signed_in(chinese).get(f"/wire/stories/{edition.pk}/export/{form}/").status_code == 200
        )
        assert signed_in(lao).get(f"/wire/stories/{edition.pk}/export/{form}/").status_code == 200
    assert signed_in(lao).get(f"/wire/stories/{edition.pk}/export/pdf/").status_code == 404
    rows = Usage.objects.values_list("organisation__slug", "kind", "version__number")
    assert list(rows) == [("yunling", "export", 1)]


def test_a_partner_sees_the_kill_and_no_text(
    lao: Actor, chinese: Actor, receiver: Receiver
) -> None:
    listen(chinese, receiver)
    edition = published(lao, "Rain", "Paragraph that must go.")
    drain()
    services.kill_story(actor=lao, edition=edition, reason="It was invented.")
    drain()
    client = signed_in(chinese)
    for path in ("", "versions/", "versions/?version=1"):
        page = client.get(f"/wire/stories/{edition.pk}/{path}").content.decode()
        assert ("It was invented." in page, "Paragraph that must go." in page) == (True, False)
    assert "It was invented." in client.get("/wire/receiving/").content.decode()


def test_a_form_says_what_is_wrong_at_its_field(lao: Actor) -> None:
    edition = published(lao)
    client = signed_in(lao)
    form = {"language": "en", "headline": "Rain", "text": "One.\n\nTwo.", "correct": "yes"}
    answer = client.post(f"/wire/stories/{edition.pk}/edit/", form)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "note": ["Say what was wrong, so that partners can correct theirs."]
    }
    answer = client.post(
        f"/wire/stories/{edition.pk}/edit/", form | {"text": "Three.", "note": "3."}
    )
    assert answer.status_code == 302
    edition.refresh_from_db()
    assert edition.published is not None
    assert edition.published.text == "Rain\nThree."


def test_an_embargo_in_the_past_is_no_embargo(lao: Actor) -> None:
    edition = services.draft_story(actor=lao, language="en", content=told("Rain"))
    answer = signed_in(lao).post(
        f"/wire/stories/{edition.pk}/publish/", {"embargoed_until": "2001-01-01T00:00"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "embargoed_until": ["The embargo must end in the future; leave it empty for none."]
    }


def test_a_correction_keeps_the_pictures(lao: Actor) -> None:
    from desks.newswire.test_intake import mail, picture

    intake = services.receive(actor=lao, name="a.eml", data=mail(picture())).intakes.get()
    services.publish_story(actor=lao, edition=intake.edition)
    services.correct_story(actor=lao, edition=intake.edition, content=told("Ferry"), note="Less.")
    page = signed_in(lao).get(f"/wire/stories/{intake.edition_id}/")
    assert len(page.context["pictures"]) == 1


def test_pictures_are_shown_as_far_as_the_story_is(lao: Actor, chinese: Actor) -> None:
    """A partner sees those of the published version, and none of a killed story; the house sees its own."""
    from desks.newswire.test_intake import mail, picture

    edition = services.receive(actor=lao, name="a.eml", data=mail(picture())).intakes.get().edition
    address = f"/pictures/{edition.versions.get().attachments.get().pk}/"

    def seen() -> list[int]:
        answers = [signed_in(actor).get(address) for actor in (lao, chinese)]
        for answer in answers:
            b"".join(answer.streaming_content if answer.streaming else ())
        return [answer.status_code for answer in answers]

    assert seen() == [200, 404]
    services.publish_story(actor=lao, edition=edition)
    assert seen() == [200, 200]
    services.kill_story(actor=lao, edition=edition, reason="It is not so.")
    assert seen() == [200, 404]


def test_translating_needs_no_more_than_the_licence(lao: Actor, chinese: Actor) -> None:
    edition = published(lao)
    license_translation(lao, edition)
    translator = colleague(chinese.organisation, Role.TRANSLATOR)
    client = signed_in(translator)
    page = client.get(f"/wire/stories/{edition.pk}/translate/")
    assert page.context["form"].initial["language"] == "zh-Hans"
    form = {"language": "zh-Hans", "headline": "雨", "text": "一。\n\n二。"}
    answer = client.post(f"/wire/stories/{edition.pk}/translate/", form)
    assert answer.status_code == 302
    made = chinese.organisation.editions.get()
    assert made.latest is not None
    assert [block["id"] for block in made.latest.content["blocks"]] == ["p1", "p2"]


def test_without_a_licence_the_refusal_is_a_sentence(lao: Actor, chinese: Actor) -> None:
    edition = published(lao)
    form = {"language": "zh-Hans", "headline": "雨", "text": "一。"}
    answer = signed_in(chinese).post(f"/wire/stories/{edition.pk}/translate/", form)
    assert answer.status_code == 403
    assert "Yunling holds no licence" in answer.content.decode()
