from pathlib import Path

import pytest

from sampan.engines.news import Fault, Unreadable, read, validate, write

from .stories import NOW, only

ITEM = only(b"Head\nText").item
EXAMPLES = {"ninjs": ("ninjs/examples", "**/*.json"), "newsml-g2": ("newsml-g2/examples", "*.xml")}
_OUTSIDE = {
    "extension-example.json",
    "extension-schema.json",
}  # IPTC's demonstration of properties of one's own


def test_a_fault_names_its_line(shared):
    data = write(ITEM, "nitf").replace(b"<body.head>", b"\n<body.head><nothing/>")
    assert [fault.where for fault in validate(data, "nitf", schemas=shared)] == ["line 3"]


def test_a_fault_in_json_is_pointed_at(shared):
    data = write(ITEM, "ninjs").replace(b'"usable"', b'"cancelled"')
    assert validate(data, "ninjs", schemas=shared) == [
        Fault("/pubStatus", "'cancelled' is not one of ['usable', 'withheld', 'canceled']")
    ]


def test_broken_documents_are_faults_not_traces(shared):
    found = [
        validate(b"<a>", "nitf", schemas=shared),
        validate(b"{", "ninjs", schemas=shared),
        validate(b"<a/>", "atom", schemas=shared),
    ]
    assert [len(faults) for faults in found] == [1, 1, 1]


def test_an_entry_without_a_title_is_a_fault(shared):
    feed = b"""<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>T</title><updated>2026-01-04T00:00:00Z</updated>
    <author><name>A</name></author><entry><id>urn:y</id><updated>2026-01-04T00:00:00Z</updated></entry></feed>"""
    assert [str(fault) for fault in validate(feed, "atom", schemas=shared)] == [
        "line 2: The entry has 0 elements <title>; exactly one with text is right."
    ]


@pytest.mark.parametrize("form", EXAMPLES)
def test_official_examples_are_read_and_written_again_validly(shared: Path, form):
    folder, pattern = EXAMPLES[form]
    invalid = {}
    for path in sorted((shared / folder).glob(pattern)):
        try:
            reading = read(path.read_bytes(), name=path.name, received_at=NOW)
        except Unreadable:
            continue  # concepts, plans and a fragment hold no story
        for received in reading.items:
            faults = validate(write(received.item, form), form, schemas=shared)
            if faults and path.name not in _OUTSIDE:
                invalid[path.name] = faults
    assert invalid == {}
