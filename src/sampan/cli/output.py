"""How commands read and print: a JSON object a line with --json, else lines for people."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

FINDINGS = 1  # exit code: it ran, and found something wrong

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


class CannotRun(click.ClickException):
    """What was asked for cannot be done; the sentence says why."""

    exit_code = 2


def print_row(row: dict[str, Any], *, as_json: bool, plain: str) -> None:
    click.echo(json.dumps(row, ensure_ascii=False, default=str) if as_json else plain)


def read_input(path: str) -> bytes:
    """A file's bytes; “-” is standard input. Raises CannotRun, with a sentence, where there is no such file."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CannotRun(unreadable(path, error)) from error


def read_text(path: str) -> str:
    """The text of a file in UTF-8. Raises CannotRun where it is in another encoding."""
    return text_of(read_input(path), path)


def text_of(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRun(
            f"{path} is not UTF-8: byte {error.start + 1:,} does not fit. "
            "“sampan wire ingest” understands other encodings."
        ) from error


def unreadable(path: str, error: OSError) -> str:
    return f"{path} cannot be read: {error.strerror or error}."


def files_under(paths: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Each file once, in order; whether it was named itself, and not only its folder."""
    for path in paths:
        if path != "-" and Path(path).is_dir():
            found = sorted(
                p for p in Path(path).rglob("*") if p.is_file() and not p.name.startswith(".")
            )
            yield from ((str(file), False) for file in found)
        else:
            yield path, True


def check_paths(paths: tuple[str, ...]) -> None:
    """Before anything is done: each path that was named can be read. Raises CannotRun for the first that cannot."""
    for path in paths:
        if path == "-" or Path(path).is_dir():
            continue
        try:
            Path(path).open("rb").close()
        except OSError as error:
            raise CannotRun(unreadable(path, error)) from error
