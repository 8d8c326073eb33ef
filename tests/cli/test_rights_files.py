"""`sampan rights import | avails | conflicts | reserve` on files alone."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Sampan

HEAD = "id,verb,licensor,licensee,territories,languages,uses,start,end,clause,subject\n"
OWN = '1,in,,KPL,World,all,"all-media, ai",2026-01-01,,,river\n'
SOLD = "2,out-exclusive,KPL,Vipa,TH,all,SVOD,2026-01-01,2027-01-01,4.1,river\n"
CLASH = '3,out-nonexclusive,KPL,Nua,"TH, LA",th,vod,2026-06-01,2026-09-01,7,river\n'


@pytest.fixture
def record(tmp_path: Path) -> Path:
    file = tmp_path / "grants.csv"
    file.write_text(HEAD + OWN + SOLD, "utf-8")
    return file


def asked(record: Path, **other: str) -> list[object]:
    options = {
        "territories": "TH, LA", "languages": "th", "uses": "SVOD", "from": "2026-03-01", "to": "2026-09-01",
    }  # fmt: skip
    pairs = [(f"--{name}", value) for name, value in (options | other).items()]
    return ["rights", "avails", record, *(part for pair in pairs for part in pair)]


def test_import_says_what_each_clause_means(sampan: Sampan, record: Path) -> None:
    done = sampan("rights", "import", record, "--json")
    assert done.code == 0
    first, second, total = done.rows
    assert (first["place"], first["grant"]["verb"], first["faults"]) == ("row 2", "in", [])
    assert second["grant"]["territories"] == "TH"
    assert total == {"kind": "grants table", "version": "", "grants": 2, "errors": 0}


def test_import_names_each_fault_and_exits_with_one(sampan: Sampan) -> None:
    done = sampan("rights", "import", "-", given=(HEAD + OWN.replace("World", "Wrld")).encode())
    assert done.code == 1
    assert done.out.splitlines() == [
        "row 2: no grant",
        "  error: row 2, column territories: “Wrld” is not a territory that Sampan knows. Did you mean World?",
        "grants table: 0 grants, 1 errors",
    ]


def test_import_against_another_file_prints_the_differences(
    sampan: Sampan, record: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.csv"
    later.write_text(HEAD + SOLD.replace("2027-01-01", "2028-01-01") + CLASH, "utf-8")
    done = sampan("rights", "import", later, "--against", record)
    assert done.code == 0
    assert [line.partition(":")[0] for line in done.out.splitlines()[2:5]] == [
        "added 3", "gone 1", "changed 2",
    ]  # fmt: skip
    assert done.out.splitlines()[4] == "changed 2: end: 2027-01-01 → 2028-01-01"
    assert done.out.splitlines()[5] == "1 added, 1 changed, 1 gone, 0 same, 0 repeated"


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("Movies_v1.9.xlsx", "workbook", 26),
        ("TV_v1.8.xlsx", "workbook", 38),
        ("Avails_noErrors_v2.4.xml", "xml", 24),
    ],
)
def test_import_of_the_trades_files(
    sampan: Sampan, shared: Path, name: str, kind: str, count: int
) -> None:
    done = sampan("rights", "import", shared / "avails" / name, "--json")
    assert done.code == 0
    assert (done.rows[-1]["kind"], done.rows[-1]["grants"]) == (kind, count)


def test_avails_of_an_xml_file(sampan: Sampan, shared: Path) -> None:
    """Who offers rights says that it has them; what is not offered is not to be had."""
    file = shared / "avails" / "Avails_noErrors_v2.4.xml"
    options = ["--seller", "Disney", "--territories", "US", "--languages", "en", "--uses", "SVOD"]
    done = sampan(
        "rights", "avails", file, *options, "--from", "2027-01-01", "--to", "2028-01-01", "--json"
    )
    available = [row["subject"] for row in done.rows if row["verdict"] == "available"]
    assert (done.code, len(done.rows), available) == (
        0,
        12,
        [f"md:alid:disney.com:jake-s01{episode}" for episode in ("", "e01", "e02", "e03")],
    )


def test_avails_says_what_is_left_and_why(sampan: Sampan, record: Path) -> None:
    done = sampan(*asked(record), "--json")
    assert done.code == 1
    (row,) = done.rows
    assert row["verdict"] == "unavailable"
    assert [(one["kind"], one["clause"], one["box"]["territories"]) for one in row["reasons"]] == [
        ("exclusive", "4.1", "TH")
    ]
    assert [box["territories"] for box in row["free"]] == ["LA"]
    assert [(one["kind"], one["from"]) for one in row["alternatives"]] == [
        ("later", "2027-01-01"), ("part", "2026-03-01"),
    ]  # fmt: skip


def test_avails_for_people(sampan: Sampan, record: Path) -> None:
    done = sampan(*asked(record, territories="LA"))
    assert (done.code, done.out) == (
        0,
        (
            "river: available\n"
            "  free: subscription video on demand, in Thai, in Laos, from 2026-03-01 until 2026-09-01\n"
        ),
    )


def test_avails_with_another_match(sampan: Sampan, record: Path) -> None:
    done = sampan(
        *asked(record, match="start-within", to="2027-06-01"), "--min-days", "90", "--exclusive"
    )
    assert (done.code, done.out.splitlines()[0]) == (0, "river: available")


def test_whose_rights_are_asked_about_must_be_plain(sampan: Sampan) -> None:
    two = HEAD + OWN + OWN.replace("KPL", "VNA").replace("1,", "9,", 1)
    done = sampan(*asked(Path("-")), given=two.encode())
    assert (done.code, done.err) == (
        2,
        "Error: Say whose rights are asked about with --seller: KPL, VNA holds some by this file.\n",
    )


def test_conflicts_within_a_file(sampan: Sampan) -> None:
    done = sampan("rights", "conflicts", "-", "--json", given=(HEAD + OWN + SOLD + CLASH).encode())
    assert done.code == 1
    assert [(row["grant"], row["with"], row["clause"], row["kind"]) for row in done.rows] == [
        ("3", "2", "4.1", "exclusive")
    ]


def test_conflicts_of_a_draft(sampan: Sampan, record: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.csv"
    draft.write_text(HEAD + CLASH, "utf-8")
    done = sampan("rights", "conflicts", record, "--draft", draft)
    assert done.code == 1
    assert done.out.splitlines()[0] == (
        "3: KPL has given Vipa alone subscription video on demand, in Thai, in Thailand, from 2026-01-01 until "
        f"2027-01-01 (clause 4.1, {record})."
    )
    draft.write_text(HEAD + CLASH.replace('"TH, LA"', "LA"), "utf-8")
    done = sampan("rights", "conflicts", record, "--draft", draft)
    assert (done.code, done.out) == (0, "1 grants, 0 conflicts\n")


def test_reserve_writes_every_channel_and_they_agree(sampan: Sampan, tmp_path: Path) -> None:
    folder = tmp_path / "signals"
    options = ["--allow", "ai.index", "--terms", "https://kpl.example/ai", "--into", folder]
    done = sampan("rights", "reserve", *options, "--json")
    assert done.code == 0
    assert [Path(row["file"]).name for row in done.rows] == [
        "robots.txt", "tdmrep.json", "rsl.xml", "headers.txt", "cawg.json", "data-mining.txt", "odrl.json",
    ]  # fmt: skip
    checked = sampan("rights", "reserve", "--check", folder, "--json")
    assert (checked.code, [row for row in checked.rows if "disagreement" in row]) == (0, [])


def test_reserve_says_where_two_signals_disagree(sampan: Sampan, tmp_path: Path) -> None:
    robots, mining = tmp_path / "robots.txt", tmp_path / "data-mining.txt"
    robots.write_text("User-agent: *\nContent-Usage: train-ai=y\n")
    mining.write_text("http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED\n")
    done = sampan("rights", "reserve", "--check", robots, "--check", mining, "--json")
    assert done.code == 1
    assert [(row["disagreement"], row["allows"]) for row in done.rows if "disagreement" in row] == [
        ("ai.train", f"{robots}, /")
    ]


def test_reserve_by_the_grants_on_record(sampan: Sampan, tmp_path: Path) -> None:
    grants = HEAD + OWN + "2,out-nonexclusive,KPL,,World,all,ai.index,2026-01-01,,,river\n"
    done = sampan(
        "rights", "reserve", "-", "--into", tmp_path, "--on", "2026-05-01", given=grants.encode()
    )
    assert done.code == 0
    entries = json.loads((tmp_path / "cawg.json").read_text())["data"]["entries"]
    assert [name for name, one in entries.items() if one["use"] == "allowed"] == [
        "cawg.data_mining"
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["reserve"], "Say where to write with --into FOLDER, or what to look at with --check."),
        (["reserve", "--allow", "tea", "--into", "x"], "“tea” is no use by AI; write one of "),
        (
            ["reserve", "--check", "nowhere.txt"],
            "nowhere.txt cannot be read: No such file or directory.",
        ),
        (["import", "nowhere.csv"], "nowhere.csv cannot be read: No such file or directory."),
    ],
)
def test_what_cannot_run_is_a_sentence(sampan: Sampan, arguments: list[str], told: str) -> None:
    done = sampan("rights", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"Error: {told}")


def test_files_need_no_settings(tmp_path: Path, record: Path) -> None:
    """In a process of its own, Django is never started."""
    code = (
        "import sys; from django.conf import settings; from sampan.cli import main\n"
        "try: main()\n"
        "finally: print(settings.configured, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "rights", "import", str(record)],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr.strip().splitlines()[-1]) == (0, "False")


RSL = b"""<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>
<prohibits type="usage">ai-input</prohibits></license></content></rsl>"""


class _Site(BaseHTTPRequestHandler):
    """A site that says yes in robots.txt and no in its headers, and answers a page for what it does not have."""

    def do_GET(self) -> None:
        html = self.path not in ("/robots.txt", "/licence")
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if html else "text/plain")
        self.send_header("TDM-Reservation", "1")
        self.end_headers()
        if self.path == "/robots.txt":
            self.wfile.write(
                b"License: /licence\nLicense: http://127.0.0.1:1/\nUser-agent: *\nContent-Usage: train-ai=y\n"
            )
        elif self.path == "/licence":
            self.wfile.write(RSL)
        else:
            self.wfile.write(b'<meta name="tdm-reservation" content="2"><h1>News</h1>')

    def log_message(self, *_: object) -> None:
        pass


def test_reserve_looks_at_a_site(sampan: Sampan, settings: Any) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.FETCH_ALLOW = ["127.0.0.1"]
        url = f"http://127.0.0.1:{server.server_port}/"
        done = sampan("rights", "reserve", "--check", url, "--json")
        server.shutdown()
    assert done.code == 1
    assert [(row["allows"], row["reserves"]) for row in done.rows if "disagreement" in row] == [
        (f"{url}robots.txt, /", url)
    ]
    assert [row["channel"] for row in done.rows if "channel" in row] == [
        "TDMRep header", "robots.txt Content-Usage", "RSL",
    ]  # fmt: skip
    assert [row["unreadable"] for row in done.rows if "unreadable" in row] == [
        f"{url}: tdm-reservation is “2”; it must be 0 or 1.",
        "http://127.0.0.1:1/: 127.0.0.1 refuses the connection or cannot be reached.",
    ]
