"""`./run` on machines that lack something: it installs what is missing when it may, else says the one line to type."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STUBS = {
    # A Python as Debian ships it: without what makes environments, until the package is there.
    "python3.11": 'case "$*" in *ensurepip*) [ -f "$STATE/python3-venv" ];; *version_info*) ;; '
    '*"-m venv"*) echo "made the environment"; exit 7;; *) exit 1;; esac',
    "msgfmt": "exit 0",
    "dpkg-query": 'for name; do :; done; [ -f "$STATE/$name" ] && echo "install ok installed"',
    "apt-get": 'echo "apt-get $*" >>"$STATE/log"; for name; do :; done; '
    '[ "$1" != install ] || touch "$STATE/$name"',
}


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A clone and a PATH of stubs."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "state").mkdir()
    for name, body in STUBS.items():
        stub = tmp_path / "bin" / name
        stub.write_text(f"#!/bin/sh\n{body}\n")
        stub.chmod(0o755)
    clone = tmp_path / "clone"
    (clone / "requirements").mkdir(parents=True)
    for name in ("run", "pyproject.toml", "requirements/run.txt", "requirements/dev.txt"):
        shutil.copy(ROOT / name, clone / name)
    return tmp_path


def run(machine: Path, *arguments: str, user: int) -> "subprocess.CompletedProcess[str]":
    (machine / "bin" / "id").write_text(f"#!/bin/sh\necho {user}\n")
    (machine / "bin" / "id").chmod(0o755)
    environment = {
        "PATH": f"{machine / 'bin'}:/usr/bin:/bin",
        "STATE": str(machine / "state"),
        "HOME": os.environ.get("HOME", "/"),
    }
    return subprocess.run(
        ["/bin/sh", machine / "clone" / "run", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_leave_it_says_the_line(machine: Path) -> None:
    done = run(machine, "test", user=1000)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Some system packages are missing. Type this line, then try again:\n"
        "    sudo apt-get install python3-venv\n"
    )


def test_all_that_is_missing_is_one_line(machine: Path) -> None:
    (machine / "bin" / "python3.11").write_text("#!/bin/sh\nexit 1\n")
    done = run(machine, "demo", user=1000)
    assert done.stderr.splitlines()[1] == "    sudo apt-get install python3.11 python3.11-venv"


def test_root_installs_it(machine: Path) -> None:
    done = run(machine, "setup", user=0)
    assert (machine / "state" / "log").read_text().splitlines() == [
        "apt-get update -qq",
        "apt-get install -y -qq python3-venv",
    ]
    assert done.stdout.splitlines() == [
        "Installing system packages: python3-venv",
        "made the environment",
    ]
    assert done.returncode == 7  # the stub's own, at the step after


def test_what_it_does_not_know(machine: Path) -> None:
    done = run(machine, "sail", user=1000)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no ./run sail; ./run alone lists the commands.\n"


def test_alone_it_lists_the_commands(machine: Path) -> None:
    done = run(machine, user=1000)
    words = {"demo", "test", "setup", "serve", "check", "bench", "fmt", "messages", "sampan"}
    assert {line.split()[1] for line in done.stdout.splitlines()} == words
    assert (done.returncode, done.stderr) == (0, "")
