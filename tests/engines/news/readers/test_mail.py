"""Mail: subjects, bodies, attachments and trimmings."""

import base64
from email.header import Header
from email.message import EmailMessage

import pytest

from engines.news.stories import NOW, STORIES, lines, only
from sampan.engines.news import read, write


def mail(subject: str, body: str, *, subtype: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Noi Example <desk@agency.test>"
    message["Message-ID"] = "<1@agency.test>"
    message["Date"] = "Sun, 04 Jan 2026 15:30:00 +0630"
    message["Subject"] = subject
    message.set_content(body, subtype=subtype, cte="base64")
    return message


@pytest.mark.parametrize("language", ["lo", "en", "zh-Hans"])
def test_the_subject_is_the_headline(language):
    headline, *rest = STORIES[language]
    item = only(mail(headline, "\n\n".join(rest)).as_bytes()).item
    assert (item.headline, *item.paragraphs) == STORIES[language]
    assert (item.uri, item.provider) == ("mid:1@agency.test", "Noi Example")
    assert item.version_created.isoformat() == "2026-01-04T15:30:00+06:30"


@pytest.mark.parametrize("cut", range(1, 9))
def test_an_encoded_subject_cut_inside_a_character_is_joined(cut):
    data = "ລົດໄຟ".encode()
    words = b"\n ".join(
        b"=?utf-8?b?" + base64.b64encode(part) + b"?=" for part in (data[:cut], data[cut:])
    )
    assert (
        only(b"From: a@b.test\nSubject: " + words + b"\n\nText of it, long enough.\n").item.headline
        == "ລົດໄຟ"
    )


@pytest.mark.parametrize(
    ("codec", "language"), [("gb18030", "zh-Hans"), ("big5", "zh-Hant"), ("cp874", "th")]
)
def test_a_raw_subject_and_a_wrong_charset_are_read_right(codec, language):
    headline, *rest = (line.encode(codec) for line in STORIES[language])
    head = (
        b"From: a@b.test\nSubject: " + headline + b"\nContent-Type: text/plain; charset=us-ascii\n"
    )
    received = only(head + b"Content-Transfer-Encoding: 8bit\n\n" + b"\n\n".join(rest))
    assert lines(received) == STORIES[language]


def test_html_alone_is_read_as_a_page():
    headline, *rest = STORIES["th"]
    message = mail(headline, "".join(f"<p>{line}</p>" for line in rest), subtype="html")
    message.replace_header("Subject", "x")
    raw = message.as_bytes().replace(
        b"Subject: x", b"Subject: " + Header(headline, "utf-8").encode().encode()
    )
    assert lines(only(raw)) == STORIES["th"]


def test_of_text_and_html_the_text_is_the_story():
    message = mail(STORIES["en"][0], "\n\n".join(STORIES["en"][1:]))
    message.add_alternative("<p>The same in colours</p>", subtype="html")
    received = only(message.as_bytes())
    assert (lines(received), received.attachments) == (STORIES["en"], ())


def test_attached_stories_are_stories_and_pictures_are_attachments():
    item = only("\n".join(STORIES["lo"]).encode()).item
    message = mail(STORIES["en"][0], "\n\n".join(STORIES["en"][1:]))
    message.add_attachment(
        write(item, "ninjs"), maintype="application", subtype="json", filename="story.json"
    )
    message.add_attachment(
        write(item, "newsml-g2"), maintype="application", subtype="xml", filename="story.xml"
    )
    message.add_attachment(
        "\n".join(STORIES["vi"]).encode(), maintype="text", subtype="plain", filename="vi.txt"
    )
    message.add_attachment(
        b"\xff\xd8\xff\xe0rest", maintype="image", subtype="jpeg", filename="ຮູບ.jpg"
    )
    reading = read(message.as_bytes(), name="mail.eml", received_at=NOW)
    assert [lines(received) for received in reading.items] == [
        STORIES[tag] for tag in ("en", "lo", "lo", "vi")
    ]
    assert [(a.name, a.media_type) for a in reading.items[0].attachments] == [
        ("ຮູບ.jpg", "image/jpeg")
    ]


def test_a_mail_that_only_brings_a_story_gives_that_story():
    item = only("\n".join(STORIES["km"]).encode()).item
    message = mail("Story attached", "")
    message.add_attachment(
        write(item, "nitf"), maintype="application", subtype="xml", filename="story.xml"
    )
    received = only(message.as_bytes())
    assert lines(received) == STORIES["km"]
    assert [(e.text, e.where) for e in received.set_aside] == [("Story attached", "Subject")]


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        ("-- \nNoi Example\nNight desk", "signature of the mail"),
        ("Noi Example\nTel: 020 5555 0100\nnoi@agency.test", "signature of the mail"),
        ("Sent from my telephone", "signature of the mail"),
        ("> An older mail\n> said this", "quoted from another mail"),
        ("Kind regards,\nNoi Example\nNight desk | Daily", "signature of the mail"),
        ("此致\n敬礼\n\n王一\n夜班编辑部", "signature of the mail"),
        ("Salam,\nNoi\nRedaksi Harian\nHP: 0812 5555 0100", "signature of the mail"),
        (
            "On Sun, 4 Jan 2026 at 07:12 Wire <wire@hub.test> wrote:\n\n> Please send it.",
            "quoted from another mail",
        ),
        (
            "Vào CN, 4 thg 1, 2026 lúc 07:12\nWire <wire@hub.test> đã viết:\n> Gửi bài nhé.",
            "quoted from another mail",
        ),
        ("This e-mail is confidential and meant for one reader.", "legal notice of the mail"),
    ],
)
def test_trimmings_are_set_aside(tail, reason):
    received = only(
        mail(STORIES["en"][0], "\n\n".join(STORIES["en"][1:]) + "\n\n" + tail).as_bytes()
    )
    assert lines(received) == STORIES["en"]
    assert [(entry.text, entry.reason) for entry in received.set_aside] == [(tail, reason)]


def test_the_header_of_a_forwarded_mail_is_set_aside():
    head = "---------- Forwarded message ----------\nFrom: Noi\nDate: Sunday\nSubject: Laos railway"
    received = only(
        mail("Fwd: " + STORIES["en"][0], head + "\n\n" + "\n\n".join(STORIES["en"][1:])).as_bytes()
    )
    assert lines(received) == STORIES["en"]
    assert [entry.text for entry in received.set_aside] == ["Fwd:", head]


HEADER = "发件人: Wire <wire@hub.test>\n发送时间: 2026年1月4日\n收件人: desk\n主题: 请发稿"


def test_below_its_header_stands_the_mail_that_a_reply_answers():
    below = f"________________\n{HEADER}\n\n请把稿子发来。"
    received = only(
        mail(
            "回复: " + STORIES["zh-Hans"][0], "\n\n".join((*STORIES["zh-Hans"][1:], below))
        ).as_bytes()
    )
    assert lines(received) == STORIES["zh-Hans"]
    assert [entry.text for entry in received.set_aside] == ["回复:", below]


def test_a_note_above_a_forwarded_mail_is_set_aside():
    body = "\n\n".join(("Please run this.", HEADER, *STORIES["en"][1:]))
    received = only(mail("Fwd: " + STORIES["en"][0], body).as_bytes())
    assert lines(received) == STORIES["en"]
    assert [(entry.text, entry.reason) for entry in received.set_aside[1:]] == [
        ("Please run this.", "note above a forwarded mail"),
        (HEADER, "header of a forwarded mail"),
    ]


def test_a_story_that_is_quoted_whole_is_the_story():
    body = "\n> \n".join(f"> {line}" for line in STORIES["en"][1:])
    received = only(mail(STORIES["en"][0], body).as_bytes())
    assert lines(received) == STORIES["en"]
    assert [(entry.text, entry.reason) for entry in received.set_aside] == [
        (">", "signs of quotation")
    ]


def test_the_signature_of_a_mail_in_html_is_set_aside():
    body = "".join(f"<p>{line}</p>" for line in STORIES["en"][1:])
    body += "<div>--<br>Noi Example<br>Night desk</div>"
    received = only(mail(STORIES["en"][0], body, subtype="html").as_bytes())
    assert lines(received) == STORIES["en"]
    assert [entry.reason for entry in received.set_aside] == ["signature of the mail"]


def test_wrapped_text_is_joined():
    body = (
        "The company said on Monday that the number of passengers has been rising\n"
        "every month since the line opened.\n\n"
        "More trains will run from the spring, when the second track is ready,\nthe company said."
    )
    assert only(mail("Trains", body).as_bytes()).item.paragraphs == (
        "The company said on Monday that the number of passengers has been rising every month since the line opened.",
        "More trains will run from the spring, when the second track is ready, the company said.",
    )
