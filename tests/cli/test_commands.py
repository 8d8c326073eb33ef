"""What all commands have in common."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.conftest import Sampan
from cli.installation import Installation
from sampan.cli import main


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name)


COMMANDS = sorted(leaves(main))


def found(path: tuple[str, ...]) -> click.Command:
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), name) or command
    return command


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_prints_for_programs_and_explains_itself(path: tuple[str, ...]) -> None:
    command = found(path)
    assert [one.opts for one in command.params if one.name == "as_json"] == [["--json"]]
    assert command.help


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_an_unknown_option_cannot_run(path: tuple[str, ...], sampan: Sampan) -> None:
    done = sampan(*path, "--absent")
    assert (done.code, done.out) == (2, "")


def test_an_unknown_noun_cannot_run(sampan: Sampan) -> None:
    done = sampan("market")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1] == "Error: No such command 'market'."


def test_help_lists_every_noun(sampan: Sampan) -> None:
    done = sampan("--help")
    listed = [line.split()[0] for line in done.out.partition("Commands:\n")[2].splitlines() if line]
    assert listed == sorted({path[0] for path in COMMANDS})


BROKEN = {
    "SAMPAN_LOCAL": ("maybe", "SAMPAN_LOCAL is “maybe”; it must be yes or no."),
    "SAMPAN_DATABASE": (
        "mysql://somewhere",
        "SAMPAN_DATABASE reads like postgresql://user:password@host/name (or sqlite:///path).",
    ),
    "SAMPAN_LOG": ("xml", "SAMPAN_LOG is “xml”; it must be one of plain, json."),
    "SAMPAN_EMAIL": (
        "smtp://host:port",
        "SAMPAN_EMAIL reads like smtp://user:password@host:587.",
    ),
    "SAMPAN_ASSETS": (
        "ftp://x",
        "SAMPAN_ASSETS is “ftp://x”; it reads like s3://bucket?endpoint=https://….",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_settings_are_named(name: str, empty: Installation) -> None:
    value, sentence = BROKEN[name]
    done = empty.run("wire", "search", "ferry", **{name: value})
    assert (done.code, done.out, done.err) == (2, "", f"Error: {sentence}\n")
    assert list(empty.folder.iterdir()) == []


def test_a_folder_that_cannot_be_made(empty: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = empty.run("wire", "search", "ferry", SAMPAN_VAR=str(tmp_path / "file" / "var"))
    assert (done.code, done.out) == (2, "")
    assert done.err == f"Error: {tmp_path}/file/var: Not a directory.\n"


def test_a_database_server_that_does_not_answer(empty: Installation) -> None:
    address = "postgresql://nobody:x@127.0.0.1:1/x"
    done = empty.run("work", "--once", SAMPAN_DATABASE=address)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: The database cannot be used: connection")
    assert done.err.count("\n") == 1


def test_whoever_reads_may_leave(empty: Installation, tmp_path: Path) -> None:
    """As in `sampan text words FILE | head -1`."""
    (tmp_path / "long.txt").write_text("ferry " * 100_000)
    process = empty.start("text", "words", tmp_path / "long.txt", "--language", "en")
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "ferry\n"
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    process.wait(timeout=60)
