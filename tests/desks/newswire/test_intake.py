"""Stories come in: kept byte for byte, understood as far as they can be, once, and every fault a sentence."""

import io

import pytest
from django.test import Client
from PIL import Image

from desks.conftest import colleague, draft
from sampan.catalogue.assets import open_asset
from sampan.desks.newswire import services
from sampan.desks.newswire.models import Intake, Message
from sampan.desks.newswire.plain_intake import plain
from sampan.partners.actor import Actor
from sampan.partners.models import Event, Role

LAO = "ນ້ຳຂອງຂຶ້ນສູງ\n\nລະດັບນ້ຳຂອງຢູ່ປາກເຊຂຶ້ນສູງໃນອາທິດນີ້.\n\nຊາວບ້ານຍ້າຍເຮືອຂຶ້ນຝັ່ງແລ້ວ.\n"


def kept(message: Message) -> bytes:
    with open_asset(message.asset) as file:
        return bytes(file.read())


def signed_in(actor: Actor) -> Client:
    client = Client()
    assert actor.person is not None
    client.force_login(actor.person)
    return client


def test_the_same_bytes_are_one_message_whatever_their_name(lao: Actor) -> None:
    first = services.receive(actor=lao, name="a.txt", data=LAO.encode())
    for name in ("a.txt", "b.txt"):
        assert services.receive(actor=lao, name=name, data=LAO.encode()) == first
    assert (Message.objects.count(), Intake.objects.count()) == (1, 1)
    assert Event.objects.filter(name="newswire.message.received").count() == 1


def test_two_houses_keep_their_own(lao: Actor, chinese: Actor) -> None:
    messages = [services.receive(actor=a, name="a.txt", data=LAO.encode()) for a in (lao, chinese)]
    assert [message.organisation for message in messages] == [
        lao.organisation,
        chinese.organisation,
    ]
    assert messages[0].asset == messages[1].asset


BAD = {
    "nothing": ("empty.txt", b""),
    "truncated": ("story.xml", b'<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><cont'),
    "bomb": (
        "bomb.xml",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><newsItem>&b;</newsItem>',
    ),
    "not json": ("story.json", b'{"uri": "urn:x", '),
    "a picture": ("story.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200)),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_is_kept_with_a_sentence(lao: Actor, kind: str) -> None:
    name, data = BAD[kind]
    message = services.receive(actor=lao, name=name, data=data)
    assert (kept(message), message.intakes.count()) == (data, 0)
    assert message.problem[-1:] == "."
    refused = Event.objects.get(name="newswire.message.refused")
    assert refused.data == {"name": name, "problem": message.problem}
    page = signed_in(lao).get(f"/wire/inbox/{message.pk}/")
    assert page.status_code == 200
    assert message.problem.replace('"', "&quot;").replace("'", "&#x27;").replace(
        "<", "&lt;"
    ).replace(">", "&gt;") in page.content.decode().replace("&#39;", "&#x27;")


def test_a_renamed_file_that_could_not_be_read_is_tried_again(lao: Actor) -> None:
    broken = services.receive(actor=lao, name="story.json", data=b'{"uri": ')
    again = services.receive(actor=lao, name="other.json", data=b'{"uri": ')
    assert (broken.problem != "", again.pk != broken.pk) == (True, True)


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(file, "PNG")
    return file.getvalue()


def mail(attachment: bytes) -> bytes:
    import email.message

    message = email.message.EmailMessage()
    message["From"], message["Subject"] = "desk@a.example", "The ferry is back"
    message.set_content("The ferry sails twice a day from Monday.\n\nIt takes forty people.\n")
    message.add_attachment(attachment, maintype="image", subtype="png", filename="ferry.png")
    return message.as_bytes()


def test_a_picture_hangs_on_its_story_and_a_broken_one_does_not_hold_it_up(lao: Actor) -> None:
    whole = services.receive(actor=lao, name="a.eml", data=mail(picture())).intakes.get()
    broken = services.receive(actor=lao, name="b.eml", data=mail(b"\x89PNG broken")).intakes.get()
    hung = [i.edition.latest.attachments.count() for i in (whole, broken) if i.edition.latest]
    assert hung == [1, 0]
    assert [repair["kind"] for repair in broken.repairs][-1:] == ["attachment"]


HOSTILE = (
    "<html><head><title>Storm</title></head><body><article><h1>Storm <script>alert(1)</script>nears</h1>"
    '<p onclick="alert(2)">The storm &lt;script&gt;alert(3)&lt;/script&gt; nears the coast of the gulf today.</p>'
    "<p>Boats stay in <img src=x onerror=alert(4)> the harbour until it has passed.</p></article></body></html>"
)


def test_hostile_html_is_shown_as_text(lao: Actor) -> None:
    message = services.receive(actor=lao, name="<b>evil</b>.html", data=HOSTILE.encode())
    edition = message.intakes.get().edition
    client = signed_in(lao)
    for path in (
        f"/wire/stories/{edition.pk}/",
        f"/wire/stories/{edition.pk}/versions/",
        f"/wire/stories/{edition.pk}/edit/",
        f"/wire/inbox/{message.pk}/",
        "/wire/inbox/",
        "/wire/?of=ours",
    ):
        page = client.get(path).content.decode()
        found = [
            bad for bad in ("<script>alert", "onerror=alert", "<b>evil", "onclick=") if bad in page
        ]
        assert found == []
    original = client.get(f"/wire/inbox/{message.pk}/original/")
    assert b"".join(original) == HOSTILE.encode()
    original.close()
    assert original.headers["Content-Type"] == "application/octet-stream"
    assert original.headers["Content-Disposition"].startswith("attachment;")
    assert original.headers["X-Content-Type-Options"] == "nosniff"


def test_what_was_done_is_said_in_the_terms_of_the_reader(lao: Actor) -> None:
    edition = draft(lao)
    message = services.receive(actor=lao, name="a.txt", data=LAO.encode())
    twice = {"kind": "encoding", "detail": "It was declared as Windows-1252 and is UTF-8."}
    advert = {
        "text": "Buy soap.",
        "reason": "advertisement: discount",
        "where": "",
        "language": "en",
    }
    intake = Intake(message=message, edition=edition, repairs=[twice, twice], set_aside=[advert])
    said = plain(intake)
    assert [(str(one.label), one.detail) for one in said.repairs] == [
        ("The encoding was found", "It was declared as Windows-1252 and is UTF-8.")
    ]
    [aside] = said.set_aside
    assert (str(aside.why.label), aside.why.detail) == ("Advertisement", "discount")
    assert (aside.number, aside.language) == (0, "en")


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.SELLER, Role.AUDITOR])
def test_only_editors_open_the_inbox(lao: Actor, role: Role) -> None:
    other = colleague(lao.organisation, role)
    assert signed_in(other).get("/wire/inbox/").status_code == 403


def test_an_upload_goes_from_the_page_to_the_story(lao: Actor) -> None:
    client = signed_in(lao)
    file = io.BytesIO(LAO.encode())
    file.name = "news.txt"
    answer = client.post("/wire/inbox/", {"file": file})
    message = Message.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/wire/inbox/{message.pk}/")
    assert client.post("/wire/inbox/", {}).status_code == 422
