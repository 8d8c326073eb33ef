"""`sampan demo` as a person runs it: started, stopped, started anew, and beside what must not be touched."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.installation import IS_SQLITE, Done, Installation

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(not IS_SQLITE, reason="the demonstration keeps to a file of its own"),
]


@pytest.fixture
def place(tmp_path: Path, fonts: Path) -> Installation:
    """Where a demonstration may be made."""
    folder = tmp_path / "demo"
    shutil.copytree(fonts, folder / "fonts")
    return Installation(folder, f"sqlite:///{folder / 'sampan.sqlite3'}")


@pytest.fixture
def loading(place: Installation) -> Iterator["subprocess.Popen[str]"]:
    """A demonstration that is being loaded."""
    process = place.start("demo", "--no-serve", "--receiver-port", "0")
    assert process.stderr is not None
    assert process.stderr.readline() == "Writing stories\n"
    yield process
    process.kill()
    process.communicate()


def test_ctrl_c_then_anew(loading: "subprocess.Popen[str]", place: Installation) -> None:
    second = place.run("demo", "--no-serve", "--receiver-port", "0")
    assert (second.code, second.out) == (2, "")
    assert second.err == (
        f"Error: A demonstration runs already in {place.folder}. "
        "Stop it, or set SAMPAN_VAR to another folder.\n"
    )
    loading.send_signal(signal.SIGINT)
    _, err = loading.communicate(timeout=300)
    assert (loading.returncode, err.splitlines()[-1]) == (130, "Stopped.")
    assert "Traceback" not in err
    _whole(place.run("demo", "--no-serve", "--receiver-port", "0", "--json"))
    assert place.run("check", "events").code == 0


def _whole(done: Done) -> None:
    assert done.code == 0
    assert [row["step"] for row in done.rows if "title" in row] == [1, 2, 3, 4, 5, 6, 7]
    assert [row for row in done.rows if not row.get("holds", True)] == []
    assert done.err.splitlines() == [
        "Writing stories",
        "Indexing, delivering, matching",
        "Making facts",
        "Offering titles",
    ]


def test_data_of_others_is_not_touched(installation: Installation) -> None:
    before = installation.run("wire", "search", "", "--json").out
    done = installation.run("demo", "--no-serve", "--receiver-port", "0")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "Error: There is an exchange with data here, which the demonstration would mix with its own. "
        "Unset SAMPAN_VAR and SAMPAN_DATABASE, or have them name something empty.\n"
    )
    assert installation.run("wire", "search", "", "--json").out == before
    assert not (installation.folder / "demonstration").exists()


@pytest.mark.parametrize("option", ["--bind", "--receiver-port"])
def test_a_port_that_is_taken(option: str, place: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        given = {"--bind": "127.0.0.1:0", "--receiver-port": "0"}
        given[option] = f"127.0.0.1:{port}" if option == "--bind" else str(port)
        done = place.run("demo", *[part for pair in given.items() for part in pair])
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"Error: 127.0.0.1:{port} cannot be served on: Address already in use. "
        f"Stop what listens there, or name another place with {option}.\n"
    )
    assert [path.name for path in place.folder.iterdir()] == ["fonts"]
