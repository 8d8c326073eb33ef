from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.conftest import told
from sampan.catalogue.models import Edition, Share, Version, Work
from sampan.catalogue.services import (
    add_edition,
    add_version,
    create_work,
    share_work,
    unshare_work,
)
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role


def names() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("name", flat=True))


def test_a_work_comes_from_its_owners_territory(lao: Actor) -> None:
    work = create_work(actor=lao, topics=[{"code": "medtop:04000000", "name": "economy"}])
    kept = Work.objects.get(pk=work.pk)
    assert (kept.owner, kept.origin, kept.topics) == (
        lao.organisation,
        "LA",
        [{"code": "medtop:04000000", "name": "economy"}],
    )
    assert names() == ["catalogue.work.created"]


def test_versions_are_numbered_and_equal_content_is_the_latest_version(lao: Actor) -> None:
    edition = add_edition(actor=lao, work=create_work(actor=lao), language="lo")
    first = add_version(actor=lao, edition=edition, content=told("ຂ່າວ", "ໜຶ່ງ"))
    again = add_version(actor=lao, edition=edition, content=told("ຂ່າວ", "ໜຶ່ງ"))
    second = add_version(actor=lao, edition=edition, content=told("ຂ່າວ", "ສອງ"))
    back = add_version(actor=lao, edition=edition, content=told("ຂ່າວ", "ໜຶ່ງ"))
    assert again == first
    assert [v.number for v in (first, second, back)] == [1, 2, 3]
    assert back.digest == first.digest
    assert Edition.objects.get().latest == back
    assert names()[2:] == ["catalogue.version.added"] * 3


def test_the_event_of_a_version_carries_its_digest_and_code(lao: Actor) -> None:
    edition = add_edition(actor=lao, work=create_work(actor=lao), language="lo")
    version = add_version(actor=lao, edition=edition, content=told("ຂ່າວ", "ໜຶ່ງ"))
    event = Event.objects.get(name="catalogue.version.added")
    assert event.subject == f"catalogue.edition:{edition.pk}"
    assert event.data == {
        "work": edition.work_id,
        "version": version.pk,
        "number": 1,
        "uri": edition.uri,
        "language": "lo",
        "digest": version.digest,
        "iscc": version.iscc,
    }
    assert version.iscc.startswith("ISCC:")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("", "“” is no language tag; one reads like lo or zh-Hans."),
     ("Lao!", "“Lao!” is no language tag; one reads like lo or zh-Hans.")],
)  # fmt: skip
def test_an_edition_has_a_language(lao: Actor, language: str, sentence: str) -> None:
    work = create_work(actor=lao)
    with pytest.raises(Invalid) as caught:
        add_edition(actor=lao, work=work, language=language)
    assert (str(caught.value), caught.value.field) == (sentence, "language")


def test_a_translation_is_of_the_same_work(lao: Actor) -> None:
    one, other = create_work(actor=lao), create_work(actor=lao)
    original = add_edition(actor=lao, work=one, language="lo")
    source = add_version(actor=lao, edition=original, content=told("ຂ່າວ"))
    with pytest.raises(Invalid) as caught:
        add_edition(actor=lao, work=other, language="en", translated_from=source)
    assert caught.value.field == "translated_from"


def test_strangers_and_the_roleless_are_refused_and_nothing_is_written(
    lao: Actor, chinese: Actor
) -> None:
    work = create_work(actor=lao)
    edition = add_edition(actor=lao, work=work, language="lo")
    reader = Actor(organisation=lao.organisation, roles=frozenset({Role.ANALYST}))
    before = names()
    for actor in (chinese, reader):
        for action in (
            lambda: add_edition(actor=actor, work=work, language="en"),  # noqa: B023  # called at once
            lambda: add_version(actor=actor, edition=edition, content=told("x")),  # noqa: B023
            lambda: share_work(actor=actor, work=work),  # noqa: B023
            lambda: unshare_work(actor=actor, work=work),  # noqa: B023
        ):
            with pytest.raises(Refused):
                action()
    with pytest.raises(Refused):
        create_work(actor=reader)
    assert names() == before
    assert Version.objects.count() == 0


def test_a_share_opens_a_work_and_ends(lao: Actor, chinese: Actor, thai: Actor) -> None:
    work = create_work(actor=lao)

    def who_sees() -> list[bool]:
        houses = (lao, chinese, thai)
        return [Work.objects.visible_to(h.organisation).exists() for h in houses]

    assert who_sees() == [True, False, False]
    share_work(actor=lao, work=work, organisation=chinese.organisation)
    assert who_sees() == [True, True, False]
    share_work(actor=lao, work=work)
    assert who_sees() == [True, True, True]
    assert unshare_work(actor=lao, work=work) == 1
    assert who_sees() == [True, True, False]
    assert unshare_work(actor=lao, work=work, organisation=chinese.organisation) == 1
    assert who_sees() == [True, False, False]
    assert unshare_work(actor=lao, work=work) == 0


def test_an_embargo_is_a_later_start(lao: Actor, chinese: Actor) -> None:
    work, now = create_work(actor=lao), timezone.now()
    share_work(actor=lao, work=work, from_at=now + timedelta(hours=1))
    seen = [
        Work.objects.visible_to(chinese.organisation, at=now + timedelta(hours=hours)).exists()
        for hours in (0, 1, 2)
    ]
    assert seen == [False, True, True]
    assert unshare_work(actor=lao, work=work) == 1
    assert Share.objects.count() == 0


def test_a_share_ends_after_it_begins(lao: Actor) -> None:
    work, now = create_work(actor=lao), timezone.now()
    with pytest.raises(Invalid) as caught:
        share_work(actor=lao, work=work, from_at=now, until_at=now)
    assert caught.value.field == "until_at"
