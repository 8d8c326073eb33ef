"""Seeded faults, each found where it is; and our model of the schemas beside the schemas themselves."""

import copy
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engines.rights.exchange.xml.schemas import schema
from sampan.engines.rights import Grant, Verb, box, same
from sampan.engines.rights.exchange import grant_of, lines_of_grant
from sampan.engines.rights.exchange.line import Line
from sampan.engines.rights.exchange.xml import (
    VERSIONS,
    Avail,
    AvailsXML,
    avail_faults,
    build,
    head_of,
    lines_of,
    write_xml,
)
from sampan.engines.rights.exchange.xml.checking import structure_faults

FILM = Line(
    "",
    1,
    {
        "DisplayName": "KPL", "ALID": "md:alid:org:kpl:1", "EntryType": "Full Extract", "WorkType": "Movie",
        "ContentID": "md:cid:org:kpl:1", "TitleInternalAlias": "River", "ReleaseYear": 2020, "TotalRunTime": "1:30:00",
        "RatingSystem": "LSF", "RatingValue": "13", "AvailID": "t1", "LicenseType": "EST", "Territory": "LA",
        "Start": "2026-01-01", "End": "2026-12-31", "AllowedLanguages": "lo:sub", "AssetLanguage": "lo",
        "FormatProfile": "HD", "PriceType": "SRP", "PriceValue": "4.99", "PriceCurrency": "USD",
        "ReleaseHistoryOriginal": "2020-05-01", "AltID": "river",
    },
)  # fmt: skip
EPISODE = Line(
    "",
    1,
    {
        **FILM.cells, "WorkType": "Episode", "EpisodeNumber": 2, "EpisodeContentID": "md:cid:org:kpl:2",
        "SeasonContentID": "md:cid:org:kpl:3", "SeasonNumber": 1, "SeriesContentID": "md:cid:org:kpl:4",
        "SeriesTitleInternalAlias": "Rivers", "LicenseType": "SVOD",
    },
)  # fmt: skip


def made(line: Line, version: str) -> Avail:
    (built,) = build([line], VERSIONS[version])
    return built.avail


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("line", [FILM, EPISODE], ids=["film", "episode"])
def test_what_we_write_is_valid(line: Line, version: str, shared: Path) -> None:
    avail = made(line, version)
    schema(shared / "avails", version).assertValid(avail.element)
    assert [str(fault) for fault in avail_faults(avail)] == []


SEEDED = {
    "<avails:LicenseType>EST</avails:LicenseType>": (
        "<avails:LicenseType>Rent</avails:LicenseType>",
        (
            "element Avail/Transaction/LicenseType: “Rent” is not one of its words. "
            "Write one of EST, VOD, SVOD, POEST, Pre-Release, Library."
        ),
    ),
    "<avails:Start>2026-01-01T00:00:00</avails:Start>": (
        "<avails:Start>2026-01-01</avails:Start>",
        "element Avail/Transaction/Start: “2026-01-01” is not a day with a time. Write it as 2026-01-31T00:00:00.",
    ),
    'currency="USD"': (
        'currency="US$"',
        "element Avail/Transaction/Term/Money@currency: “US$” is no currency. Write an ISO 4217 code such as CNY.",
    ),
    "<avails:FormatProfile>HD</avails:FormatProfile>": (
        "",
        "element Avail/Transaction/FormatProfile: it is missing. Add it.",
    ),
    "<md:country>LA</md:country>": (
        "<md:country>XX</md:country>",
        (
            "element Avail/Asset/Metadata/Ratings/Rating/Region/country: “XX” is not a territory that Sampan knows. "
            "Write ISO 3166 codes, as LA."
        ),
    ),
    "<avails:AvailType>single</avails:AvailType>": (
        "<avails:AvailType>season</avails:AvailType>",
        "element Avail: an Avail of type season needs exactly one Season. Give it one, or write another AvailType.",
    ),
    "<avails:End>2026-12-31T23:59:59</avails:End>": (
        "<avails:EndCondition>TBD</avails:EndCondition>",
        "element Avail/Transaction: TBD is only for the status of an offer. Write a day, or another condition.",
    ),
    ' TransactionID="t1"': (
        ' TransactionId="t1"',
        "element Avail/Transaction@TransactionId: there is no such attribute. It has TransactionID.",
    ),
    "<avails:ALID>": (
        "<avails:Alid>x</avails:Alid><avails:ALID>",
        (
            "element Avail/Alid: Avail has no such element in 2.6. It holds Compatibility, ALID, AssociatedALID, "
            "Disposition, Licensor, ServiceProvider, AvailType, ShortDescription, Asset, Transaction, CoreMetadata, "
            "SharedEntitlement, ExceptionFlag."
        ),
    ),
}


@settings(max_examples=40)
@given(st.sets(st.sampled_from(sorted(SEEDED)), min_size=1))
def test_each_seeded_fault_is_reported_at_its_line(sown: set[str]) -> None:
    pretty = etree.tostring(made(FILM, "2.6").element, pretty_print=True).decode()
    wanted = set()
    for right in sown:
        wrong, told = SEEDED[right]
        assert right in pretty
        pretty = pretty.replace(right, wrong, 1)
        wanted.add(told)
    (avail,) = AvailsXML(pretty.encode()).avails()
    found = [fault for fault in avail_faults(avail) if not fault.warning]
    lines = pretty.splitlines()
    assert {str(fault).partition(", ")[2] for fault in found} >= wanted
    for fault in found:
        name = fault.column.rpartition("/")[2].partition("@")[0]
        missing = fault.what == "it is missing."
        assert (f":{name}" in lines[fault.row - 1]) != missing


PLACES = st.tuples(
    st.integers(0, 200), st.sampled_from(["drop", "twice", "swap", "rename", "empty", "strange"])
)


@settings(max_examples=150)
@given(line=st.sampled_from([FILM, EPISODE]), change=PLACES)
def test_the_model_says_what_the_schema_says(
    shared: Path, line: Line, change: tuple[int, str]
) -> None:
    """Whatever is done to a good Avail: what the schema of 2.7 refuses, we call a fault, and nothing else.

    Text that a schema lets be empty, we do not.
    """
    root = copy.deepcopy(made(line, "2.7").element)
    elements = list(root.iter())[1:]
    changed(elements[change[0] % len(elements)], change[1])
    found = structure_faults(root, VERSIONS["2.7"])
    told = [fault for fault in found if fault.remedy != "Fill it."]
    valid = schema(shared / "avails", "2.7").validate(root)
    assert (told == []) == valid, (change, schema(shared / "avails", "2.7").error_log.last_error)


def changed(element: etree._Element, how: str) -> None:
    parent = element.getparent()
    if how == "drop":
        parent.remove(element)
    elif how == "twice":
        element.addnext(copy.deepcopy(element))
    elif how == "swap" and element.getprevious() is not None:
        element.getprevious().addprevious(element)
    elif how == "rename":
        element.tag = f"{element.tag}Strange"
    elif how == "empty" and not len(element):
        element.text = ""
    elif how == "strange":
        element.set("strange", "yes")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_a_shop_offers_as_xml(version: str, shared: Path) -> None:
    """From grants to a valid file, and back to the same rights."""
    sold = Grant(
        id="7",
        verb=Verb.OUT_EXCLUSIVE,
        box=box("LA, CN-GX", "lo, th/sub", "SVOD, EST", date(2026, 1, 1), date(2027, 1, 1)),
        licensor="KPL",
        licensee="shop",
    )
    work = {
        name: FILM.cells[name] for name in ("ALID", "WorkType", "ContentID", "TitleInternalAlias")
    }
    offered = lines_of_grant(sold, work | {"FormatProfile": "HD", "EntryType": "Full Extract"})
    assert offered.unsaid == ()
    copy_ = io.BytesIO()
    written = (one.avail for one in build(offered.lines, VERSIONS[version]))
    write_xml(copy_, head_of(VERSIONS[version]), written)
    schema(shared / "avails", version).assertValid(etree.fromstring(copy_.getvalue()))
    (avail,) = AvailsXML(copy_.getvalue()).avails()
    assert [str(one) for one in avail_faults(avail) if not one.warning] == []
    back = [
        grant_of(line, id="7", licensor="KPL", licensee="shop", end_convention="inclusive")
        for line in lines_of(avail)
    ]
    assert {one.verb for one in back} == {Verb.OUT_EXCLUSIVE}
    assert same([one.box for one in back], [sold.box])
