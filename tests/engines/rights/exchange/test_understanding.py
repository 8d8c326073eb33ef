"""Any file by its content, each fault in its place."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from sampan.engines.rights import Grant, Verb, box
from sampan.engines.rights.exchange import (
    AvailsWorkbook,
    Entry,
    Partner,
    Unreadable,
    preview,
    read_odrl,
    understand,
    write_odrl,
    write_table,
)

KPL = Partner(licensor="KPL", licensee="shop")


def entries(data: bytes, partner: Partner = KPL) -> list[Entry]:
    return list(understand(data, partner=partner).entries())


@pytest.mark.parametrize(
    ("name", "kind", "version", "count"),
    [
        ("Movies_v1.9.xlsx", "workbook", "1.9", 26),
        ("TV_v1.8.xlsx", "workbook", "1.8", 38),
        ("Avails_noErrors_v2.4.xml", "xml", "2.4", 24),
    ],
)
def test_real_files_have_no_error(
    name: str, kind: str, version: str, count: int, shared: Path
) -> None:
    data = (shared / "avails" / name).read_bytes()
    found = understand(data, partner=KPL)
    told = list(found.entries())
    assert (found.kind, found.version, len(told)) == (kind, version, count)
    assert [str(f) for one in told for f in one.faults if not f.warning] == []
    assert found.faults == []
    grants = [one.grant for one in told]
    assert len({grant.id for grant in grants if grant}) == count
    assert preview(grants, [one.grant for one in entries(data)]).changes_nothing


def test_the_same_avails_as_a_table(shared: Path) -> None:
    book = AvailsWorkbook(shared / "avails" / "Movies_v1.9.xlsx")
    copy = io.StringIO()
    write_table(copy, book.headings[0], book.lines())
    found = understand(b"\xef\xbb\xbf" + copy.getvalue().encode(), partner=KPL)
    assert found.kind == "avails table"
    (shared / "avails" / "Movies_v1.9.xlsx").read_bytes()
    workbook = entries((shared / "avails" / "Movies_v1.9.xlsx").read_bytes())
    assert [one.grant.box for one in found.entries()] == [one.grant.box for one in workbook]


def test_the_convention_of_the_partner_moves_the_end_by_a_day() -> None:
    table = (
        b"Territory;WorkType;EntryType;LicenseType;FormatProfile;Start;End;AvailID\n"
        b"LA;Movie;Full Extract;SVOD;HD;2026-01-01;2026-12-31;a\n"
    )
    ends = [
        entries(table, Partner("A", "B", convention))[0].grant.box.end
        for convention in ("inclusive", "exclusive")
    ]
    assert ends == [date(2027, 1, 1), date(2026, 12, 31)]


def test_a_file_that_breaks_off_keeps_what_was_read(shared: Path) -> None:
    data = (shared / "avails" / "Avails_noErrors_v2.4.xml").read_bytes()
    found = understand(data[: data.index(b"<!-- Collection")], partner=KPL)
    assert len(list(found.entries())) == 6
    assert [one.place for one in found.faults] == ["the file"]
    assert found.faults[0].what.startswith("line 255: this is not well-formed XML (")


def test_faults_of_every_kind_have_their_place() -> None:
    grants = (
        "id,verb,licensor,licensee,territories,languages,uses,start,end,clause,runs\n"
        "1,in,,A,World,all,SVOD,2026-01-01,,,\n"
        '2,sell,A,B,"LA, Atlantis",lo,SVOD,soon,,4,many\n'
    )
    told = entries(grants.encode())
    assert [one.grant is None for one in told] == [False, True]
    assert [fault.place for fault in told[1].faults] == [
        "row 3, column verb", "row 3, column start", "row 3, column territories", "row 3, column runs",
    ]  # fmt: skip


STRANGE = {
    "action": (
        {"action": "sell"},
        "permission 1: The action “sell” is not understood. It permits nothing.",
    ),
    "constraint": (
        {"constraint": {"leftOperand": "payAmount", "operator": "eq", "rightOperand": 5}},
        "permission 1: A constraint on “payAmount” is not understood. It permits nothing.",
    ),
    "place": (
        {"constraint": {"leftOperand": "spatial", "operator": "eq", "rightOperand": "XX"}},
        "permission 1: “XX” is not a territory that Sampan knows. Did you mean MX or BE or BB? It permits nothing.",
    ),
    "member": ({"price": 3}, "permission 1: “price” is not understood. It was not kept."),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_permission_that_is_not_understood_permits_nothing(name: str) -> None:
    rule = {"target": "story", "assigner": "KPL", "action": "translate"} | STRANGE[name][0]
    ((_, grant, faults),) = read_odrl(json.dumps({"permission": [rule]}))
    assert grant is None
    assert [str(one).replace("line 1, element ", "").partition(". ")[0] for one in faults] == [
        STRANGE[name][1].partition(". ")[0]
    ]


def test_a_prohibition_that_is_not_understood_prohibits_more() -> None:
    rule = {
        "target": "story",
        "assigner": "KPL",
        "action": "sell",
        "constraint": {"leftOperand": "version"},
    }
    ((_, grant, faults),) = read_odrl(json.dumps({"prohibition": [rule]}))
    assert (grant.verb, grant.box.uses) == (
        Verb.HOLDBACK,
        box("LA", "lo", "all-media, ai", date(2026, 1, 1)).uses,
    )
    assert [one.warning for one in faults] == [True, True]


def test_rightsml_of_others() -> None:
    """A policy as an agency would write it: compact, with full addresses, dates that include their day."""
    policy = {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@type": "odrl:Agreement",
        "uid": "urn:kpl:7",
        "profile": "https://iptc.org/std/RightsML/odrl-profile/",
        "assigner": {"uid": "KPL"},
        "target": ["urn:story:1", "urn:story:2"],
        "odrl:permission": {
            "assignee": {"@id": "Xinhua"},
            "action": "http://www.w3.org/ns/odrl/2/distribute",
            "constraint": {
                "and": {
                    "@list": [
                        {
                            "leftOperand": "odrl:spatial",
                            "operator": "odrl:isAnyOf",
                            "rightOperand": ["iso3166:CN", "HK"],
                        },
                        {"leftOperand": "language", "operator": "eq", "rightOperand": "zh-Hans"},
                        {
                            "leftOperand": "dateTime",
                            "operator": "lteq",
                            "rightOperand": {"@value": "2026-12-31", "@type": "xsd:date"},
                        },
                    ]
                }
            },
            "duty": [{"action": "attribute", "attributedParty": "KPL"}],
        },
    }
    found = list(read_odrl(json.dumps([policy])))
    assert [fault for _, _, faults in found for fault in faults] == []
    first, second = (grant for _, grant, _ in found)
    assert [first.subject, second.subject] == ["urn:story:1", "urn:story:2"]
    assert (first.licensor, first.licensee, first.verb) == ("KPL", "Xinhua", Verb.OUT_NONEXCLUSIVE)
    assert first.box == box(
        "CN, HK", "zh-Hans", "news.publish, news.syndicate", date.min, date(2027, 1, 1)
    )
    assert [(one.kind, one.detail) for one in first.obligations] == [
        ("credit", '{"attributedParty": "KPL"}')
    ]


def test_a_rule_for_several_works_and_parties_is_a_grant_for_each() -> None:
    rule = {
        "uid": "r", "target": ["a", "b"], "assigner": "KPL", "assignee": [{"uid": "X"}, {"@id": "Y"}],
        "action": [{"rdf:value": {"@id": "odrl:translate"}}],
    }  # fmt: skip
    found = [grant for _, grant, _ in read_odrl(json.dumps({"permission": [rule]}))]
    assert [(one.id, one.subject, one.licensee) for one in found] == [
        ("r/1", "a", "X"), ("r/2", "a", "Y"), ("r/3", "b", "X"), ("r/4", "b", "Y"),
    ]  # fmt: skip


def test_odrl_of_ours() -> None:
    grant = Grant(
        id="9", verb=Verb.OUT_EXCLUSIVE, licensor="KPL", licensee="Xinhua", subject="feed", clause="4.1", source="deal",
        box=box("World except CN", "lo", "news", date(2026, 1, 1)),
    )  # fmt: skip
    data = json.dumps(write_odrl([grant], uid="urn:kpl:9").policy).encode()
    assert [one.grant for one in entries(data)] == [grant]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"",
            ("It lacks the columns id, verb, licensor, licensee, territories, languages, uses, start, end, clause; "
            "it has none."),
        ),
        (b"PK\x03\x04broken", "This is not an Excel workbook; save the avails as .xlsx and try again."),
        (b"\xff\xfe\x00", "line 1: byte 3 is not UTF-8; save the table as “CSV UTF-8”."),
        (b"caf\xe9", "line 1: byte 4 is not UTF-8; save the table as “CSV UTF-8”."),
        (b"{", "This is not JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))."),
        (b"[]", "No policy with a permission, prohibition or obligation is in this file."),
        (b"<", "line 1: this is not well-formed XML (StartTag: invalid element name)."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_sentence(data: bytes, told: str) -> None:
    with pytest.raises(Unreadable) as caught:
        understand(data)
    assert str(caught.value) == told


def test_a_clause_that_takes_the_id_of_another_is_a_fault() -> None:
    head = b"id,verb,licensor,licensee,territories,languages,uses,start,end,clause\n"
    row = b"1,in,,A,LA,lo,SVOD,2026-01-01,,\n"
    entries = list(understand(head + row + row.replace(b"LA", b"TH")).entries())
    told = [[str(fault) for fault in entry.faults] for entry in entries]
    assert told == [
        [],
        ["row 3, column id: “1” is the id of row 2 already; give each clause its own."],
    ]
    assert [entry.grant is None for entry in entries] == [False, True]
