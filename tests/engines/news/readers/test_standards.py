"""ninjs, NewsML-G2 and NITF as others write them."""

import json

import pytest

from engines.news.stories import NOW, STORIES, lines, only
from sampan.engines.news import Subject, read

BODY = "".join(f"<p>{line}</p>" for line in STORIES["lo"][1:])
TEXT = "\n".join(STORIES["lo"][1:])
GENERATIONS = [
    {"headline": STORIES["lo"][0], "body_xhtml": BODY, "versioncreated": "2026-01-03T00:00:00Z"},
    {
        "headline_main": STORIES["lo"][0],
        "body_text": TEXT,
        "versioncreated": "2026-01-03T00:00:00Z",
    },
    {
        "headlines": [{"value": STORIES["lo"][0]}],
        "bodies": [{"contenttype": "text/html", "value": BODY}],
        "versioncreated": "2026-01-03T00:00:00Z",
    },
    {
        "headlines": [{"value": STORIES["lo"][0]}],
        "bodies": [{"contentType": "text/plain", "value": TEXT}],
        "versionCreated": "2026-01-03T00:00:00Z",
    },
]


@pytest.mark.parametrize("document", GENERATIONS)
def test_each_generation_of_ninjs(document):
    item = only(json.dumps({"uri": "urn:x:1", **document}).encode()).item
    assert ((item.headline, *item.paragraphs), item.version_created.day) == (STORIES["lo"], 3)


def test_mojibake_inside_json_is_undone():
    broken = {
        key: value.encode().decode("latin-1")
        for key, value in (("headline", STORIES["th"][0]), ("body_text", STORIES["th"][1]))
    }
    received = only(json.dumps({"uri": "urn:x:1", **broken}).encode())
    assert lines(received) == STORIES["th"][:2]
    assert [repair.kind for repair in received.repairs] == ["mojibake"]


def test_a_list_of_ninjs_is_several_stories():
    reading = read(
        json.dumps(
            [{"uri": f"urn:x:{n}", "headline": "Rain in the north"} for n in range(3)]
        ).encode(),
        name="a",
        received_at=NOW,
    )
    assert [received.item.uri for received in reading.items] == ["urn:x:0", "urn:x:1", "urn:x:2"]


def test_a_news_message_carries_its_stories_and_package(shared):
    folder = shared / "newsml-g2/examples"
    item = (folder / "LISTING_2_NewsML-G2_Text_Document.xml").read_bytes()
    package = (folder / "LISTING_6_Simple_NewsML-G2_Package.xml").read_bytes()
    inside = b"".join(document.partition(b"?>")[2] for document in (item, package))
    data = (
        b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        + inside
        + b"</itemSet></newsMessage>"
    )
    story, group = (received.item for received in read(data, name="message", received_at=NOW).items)
    assert (story.headline, story.byline, len(story.paragraphs)) == (
        'Fed to halt QE to avert "bubble"',
        "By Meredith Jameson, Staff Reporter",
        2,
    )
    assert story.subjects[0] == Subject(
        "http://cv.iptc.org/newscodes/mediatopic/04000000", "economy, business and finance"
    )
    assert group.members == (
        "urn:newsml:iptc.org:20081007:tutorial-item-A",
        "urn:newsml:iptc.org:20081007:tutorial—item-B",
    )


@pytest.mark.parametrize("codec", ["cp874", "utf-16", "utf-8"])
def test_xml_whose_declaration_is_wrong(codec):
    paragraphs = "".join(f"<p>{line}</p>" for line in STORIES["th"][1:])
    head = f"<body.head><hedline><hl1>{STORIES['th'][0]}</hl1></hedline></body.head>"
    body = f"<body>{head}<body.content>{paragraphs}</body.content></body>"
    text = f"<?xml version='1.0' encoding='UTF-8'?><nitf>{body}</nitf>"
    assert lines(only(text.encode(codec))) == STORIES["th"]


def test_a_kill_and_an_embargo_are_understood():
    document = {
        "uri": "urn:x:1",
        "headline": "Kill of a story",
        "pubstatus": "canceled",
        "embargoed": "2026-02-01T00:00:00+06:30",
    }
    item = only(json.dumps(document).encode()).item
    assert (item.pub_status, item.embargoed_until.isoformat()) == (
        "canceled",
        "2026-02-01T00:00:00+06:30",
    )
