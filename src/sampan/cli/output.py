"""How commands print: a JSON object a line with --json, else lines for people."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

FINDINGS = 1  # exit code: it ran, and found something wrong
CANNOT_RUN = 2

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def print_row(row: dict[str, Any], *, as_json: bool, plain: str) -> None:
    click.echo(json.dumps(row, ensure_ascii=False, default=str) if as_json else plain)


def stop(sentence: str) -> "click.exceptions.Exit":
    """Say why nothing can be done; raise what this returns."""
    click.echo(sentence, err=True)
    return click.exceptions.Exit(CANNOT_RUN)


def read_input(path: str) -> bytes:
    """A file's bytes; “-” is standard input. Raises Exit with a sentence where there is no such file."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise stop(f"{path} cannot be read: {error.strerror}.") from error


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
