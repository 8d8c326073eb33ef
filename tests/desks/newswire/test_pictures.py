"""Pictures go out with their story: named in every format, fetched by an address that is signed and ends soon."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from desks.conftest import draft, house, listen, told
from partners.receiver import Receiver
from sampan.catalogue.models import Attachment, Edition
from sampan.catalogue.services import attach_asset
from sampan.desks.newswire import picture_leave, pictures, services
from sampan.desks.newswire.exports import export_version
from sampan.desks.newswire.models.delivery import DestinationForm, DestinationKind, EmbargoPolicy
from sampan.engines import news
from sampan.partners.actor import Actor
from sampan.partners.models import Organisation
from sampan.partners.worker import drain

CAPTION, ALTERNATIVE = "ແມ່ນ້ຳຂອງ & its ferry", "A ferry on a brown river"


def picture(colour: str = "teal") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), colour).save(file, "JPEG")
    return file.getvalue()


def hang(actor: Actor, edition: Edition, data: bytes) -> Attachment:
    edition.refresh_from_db()
    assert edition.latest is not None
    return attach_asset(
        actor=actor,
        version=edition.latest,
        file=io.BytesIO(data),
        name="ferry.jpg",
        media_type="image/jpeg",
        caption=CAPTION,
        alternative=ALTERNATIVE,
    )


def illustrated(actor: Actor) -> Edition:
    edition = draft(actor, "The ferry is back", "It crosses again.", "Tickets cost less.")
    hang(actor, edition, picture())
    return edition


def fetched(address: str) -> tuple[int, bytes]:
    """As a program without a session gets it."""
    answer = Client().get(urlsplit(address).path)
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else b""


def read(body: bytes) -> news.NewsItem:
    [received] = news.read(body, name="story", received_at=timezone.now()).items
    return received.item


@pytest.mark.parametrize("form", DestinationForm.values)
def test_a_push_names_the_files_and_the_receiver_fetches_them(
    lao: Actor, chinese: Actor, receiver: Receiver, shared: Path, form: str
) -> None:
    listener = listen(chinese, receiver, form=DestinationForm(form))
    services.publish_story(actor=lao, edition=illustrated(lao))
    drain()
    [asked] = listener.asked
    assert news.validate(asked.body, form, schemas=shared) == []
    [media] = read(asked.body).media
    assert (media.caption, media.alternative) == (CAPTION, ALTERNATIVE)
    assert [(one.name, one.media_type, one.width, one.height) for one in media.renditions] == [
        ("highRes", "image/jpeg", 1600, 900),
        ("web", "image/webp", 1200, 675),
    ]
    for one in media.renditions:
        status, data = fetched(one.href)
        assert (status, hashlib.sha256(data).hexdigest(), len(data)) == (200, one.digest, one.size)
    assert fetched(media.href) == (200, picture())


def test_a_message_of_newsml_has_an_item_for_each_picture(lao: Actor, chinese: Actor) -> None:
    edition = illustrated(lao)
    hang(lao, edition, picture("red"))
    services.publish_story(actor=lao, edition=edition)
    edition.refresh_from_db()
    assert edition.published is not None
    made = export_version(actor=chinese, version=edition.published, form="newsml-g2")
    body = made.body
    assert made.media_type == "application/vnd.iptc.g2.newsmessage+xml"
    assert (body.count(b"<newsItem"), body.count(b"<remoteContent"), body.count(b"<hash")) == (
        3, 4, 4,
    )  # fmt: skip
    without = body.replace(b"<media ", b"<gone ").replace(b"</media>", b"</gone>")
    named = [(one.uri, one.digest) for one in read(body).media]
    assert [(one.uri, one.digest) for one in read(without).media] == named


def test_a_feed_encloses_them(lao: Actor, chinese: Actor, shared: Path) -> None:
    destination, key = services.add_destination(
        actor=chinese, name="feed", kind=DestinationKind.ATOM
    )
    services.subscribe(actor=chinese, destination=destination, name="all")
    services.publish_story(actor=lao, edition=illustrated(lao))
    drain()
    feed = Client().get(f"/wire/feeds/{key}.atom").content
    assert news.validate(feed, "atom", schemas=shared) == []
    [media] = read(feed).media
    assert (media.caption, media.alternative) == (CAPTION, ALTERNATIVE)
    assert [one.width for one in media.renditions] == [1600, 1200]
    assert fetched(media.href) == (200, picture())
    digest = hashlib.sha256(picture()).hexdigest()
    assert f'<media:hash algo="sha-256">{digest}</media:hash>' in feed.decode()
    assert f'length="{len(picture())}"' in feed.decode()


def address(edition: Edition, receiver: Organisation) -> str:
    edition.refresh_from_db()
    version = edition.published or edition.latest
    assert version is not None
    [media] = pictures.media_of(pictures.pictures_of(version), receiver=receiver)
    return media.href


def test_a_receiver_of_flagged_stories_has_leave_before_the_embargo_ends(
    lao: Actor, chinese: Actor, thai: Actor, receiver: Receiver
) -> None:
    listen(chinese, receiver, embargo=EmbargoPolicy.FLAG)
    edition = illustrated(lao)
    hour = timezone.now() + timedelta(hours=3)
    services.publish_story(actor=lao, edition=edition, embargoed_until=hour)
    drain()
    assert fetched(address(edition, chinese.organisation))[0] == 200
    assert fetched(address(edition, thai.organisation))[0] == 403
    assert fetched(address(edition, lao.organisation))[0] == 200


@pytest.mark.parametrize("recall", [services.kill_story, services.withhold_story])
def test_a_recall_ends_the_addresses(
    lao: Actor, chinese: Actor, receiver: Receiver, recall: object
) -> None:
    listener = listen(chinese, receiver)
    edition = illustrated(lao)
    services.publish_story(actor=lao, edition=edition)
    drain()
    given = address(edition, chinese.organisation)
    recall(actor=lao, edition=edition, reason="Wrong.")
    drain()
    assert fetched(given)[0] == 403
    assert read(listener.asked[-1].body).media == ()


def test_what_is_not_published_yet_is_the_houses_own(lao: Actor, chinese: Actor) -> None:
    edition = illustrated(lao)
    services.publish_story(actor=lao, edition=edition)
    services.revise_story(actor=lao, edition=edition, content=told("The ferry, again"))
    later = hang(lao, edition, picture("red"))
    leave = picture_leave.Leave(later.pk, chinese.organisation.pk, picture_leave.BEST)
    assert fetched(leave.address)[0] == 403
    assert fetched(picture_leave.Leave(later.pk, lao.organisation.pk, "web").address)[0] == 200


def test_addresses_end_cannot_be_guessed_and_are_one_houses(
    lao: Actor, chinese: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = illustrated(lao)
    services.publish_story(actor=lao, edition=edition)
    given = address(edition, chinese.organisation)
    assert fetched(given[:-2] + "x/")[0] == 404
    assert fetched("/wire/pictures/guess/")[0] == 404
    Organisation.objects.filter(pk=chinese.organisation.pk).update(is_active=False)
    assert fetched(given)[0] == 404
    Organisation.objects.filter(pk=chinese.organisation.pk).update(is_active=True)
    assert fetched(given)[0] == 200
    monkeypatch.setattr(picture_leave, "LASTS", timedelta(seconds=-1))
    assert fetched(given)[0] == 403


def test_another_house_without_the_story_has_no_leave(lao: Actor, chinese: Actor) -> None:
    edition, other = illustrated(lao), house("mekongtv", "KH", "km")
    services.publish_story(actor=lao, edition=edition, partners=[chinese.organisation])
    assert fetched(address(edition, other.organisation))[0] == 403
