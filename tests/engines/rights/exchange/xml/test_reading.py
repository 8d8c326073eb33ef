"""A real file in and out, equal; and what is no Avails file, as a sentence."""

import io
from pathlib import Path

import pytest
from lxml import etree

from sampan.engines.rights.exchange import grant_of, meaning_faults
from sampan.engines.rights.exchange.xml import (
    VERSIONS,
    AvailsXML,
    UnreadableXML,
    avail_faults,
    head_of,
    lines_of,
    write_xml,
)

REAL = "avails/Avails_noErrors_v2.4.xml"
LIST = '<a:AvailList xmlns:a="http://www.movielabs.com/schema/avails/v2.7/avails">{}</a:AvailList>'


def canonical(data: bytes) -> bytes:
    """A document in canonical form, comments kept, blanks between elements aside."""
    root = etree.fromstring(data)
    for element in root.iter():
        if element.tail and not element.tail.strip():
            element.tail = None
        if len(element) and element.text and not element.text.strip():
            element.text = None
    return etree.tostring(root, method="c14n")


def test_a_real_file_has_no_fault_and_comes_back_equal(shared: Path) -> None:
    file, copy, told = AvailsXML(shared / REAL), io.BytesIO(), []

    def watched():
        for avail in file.avails():
            told.extend(str(fault) for fault in avail_faults(avail))
            yield avail

    write_xml(copy, file.head, watched(), file.ending)
    assert told == []
    assert list(file.strangers()) == []
    assert canonical(copy.getvalue()) == canonical((shared / REAL).read_bytes())


def test_every_transaction_of_it_is_a_grant(shared: Path) -> None:
    grants = []
    for avail in AvailsXML(shared / REAL).avails():
        for line in lines_of(avail):
            assert [f for f in meaning_faults(line, "Avail/Transaction") if not f.warning] == []
            grants.append(
                grant_of(
                    line,
                    id=str(line.row),
                    licensor="seller",
                    licensee="shop",
                    end_convention="inclusive",
                )
            )
    assert len(grants) == 24
    assert (grants[4].clause, str(grants[4].box.start), str(grants[4].box.end)) == (
        "573991-427591-6477-16623-338899-409927-US-EHVL-EN-HD",
        "2017-05-05",
        "2017-12-12",
    )


def test_one_avail_alone_is_a_file_too(shared: Path) -> None:
    first = next(AvailsXML(shared / REAL).avails()).element
    alone = AvailsXML(etree.tostring(first))
    (avail,) = alone.avails()
    copy = io.BytesIO()
    write_xml(copy, alone.head, [avail])
    assert canonical(copy.getvalue()) == canonical(etree.tostring(first))


def test_avails_before_a_break_are_read(shared: Path) -> None:
    data = (shared / REAL).read_bytes()
    broken = AvailsXML(data[: data.index(b"<!-- Collection")])
    found = []
    with pytest.raises(UnreadableXML) as caught:
        found.extend(avail.line for avail in broken.avails())
    assert found == [9, 97, 174]
    assert str(caught.value).startswith("line 255: this is not well-formed XML (")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "line 1: this is not well-formed XML (no element found)."),
        ("avails", "line 1: this is not well-formed XML (Start tag expected, '<' not found)."),
        (
            "<rss/>",
            (
                "The first element is in the namespace “none”; Avails XML is read in the versions 2.3, 2.4, 2.5, "
                "2.6, 2.7 (as http://www.movielabs.com/schema/avails/v2.7/avails)."
            ),
        ),
        (
            LIST.replace("AvailList", "OfferStatus").format(""),
            "The first element is OfferStatus; it must be AvailList.",
        ),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]>' + LIST.format("&b;"),
            "The file declares a document type; Avails XML has none. Take it out.",
        ),
    ],
)
def test_what_is_no_avails_file_is_a_sentence(content: str, told: str) -> None:
    with pytest.raises(UnreadableXML) as caught:
        list(AvailsXML(content.encode()).avails())
    assert str(caught.value) == told


def test_a_large_file_streams_and_keeps_its_line_numbers() -> None:
    avail = "<a:Avail><a:ALID>x</a:ALID></a:Avail>\n"
    file = AvailsXML(LIST.format("\n" + avail * 100_000).encode())
    lines = [one.line for one in file.avails()]
    assert (len(lines), lines[0], lines[-1]) == (100_000, 2, 100_001)


def test_versions_do_not_mix(shared: Path) -> None:
    avails = AvailsXML(shared / REAL).avails()
    with pytest.raises(ValueError, match=r"version 2\.4 cannot stand in a file of 2\.7"):
        write_xml(io.BytesIO(), head_of(VERSIONS["2.7"]), avails)
