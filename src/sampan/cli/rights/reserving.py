"""`sampan rights reserve`: one policy for machines, written for every channel; and where signals disagree."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from sampan.cli.output import FINDINGS, CannotRun, as_json, print_row, read_input, unreadable
from sampan.engines.rights import reservation as engine
from sampan.engines.rights.exchange import Partner

from .files import day_of, day_option, read_record, root_of
from .site import Reading, site_readings


@click.command("reserve")
@click.argument("file", required=False)
@click.option(
    "--allow",
    default="",
    help="Uses by AI that everybody is allowed, as “ai.index”; all others are reserved.",
)
@click.option("--location", default="/", show_default=True, help="The path below which it holds.")
@click.option("--terms", default="", help="The address of the terms in words.")
@click.option(
    "--owner", help="The party whose grants in FILE are read; the only one, when left out."
)
@day_option("--on", help="The day on which the grants are read; today when left out.")
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), help="The folder to write into."
)
@click.option(
    "--check",
    multiple=True,
    metavar="FILE-or-URL",
    help="Say where these signals disagree; may be repeated.",
)
@as_json
def reserve(
    file: str | None,
    allow: str,
    location: str,
    terms: str,
    owner: str | None,
    on: datetime | None,
    into: Path | None,
    check: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write a policy (of the grants in FILE, or of --allow) for every channel into a folder; or --check signals."""
    if check:
        _check(check, as_json=as_json)
        return
    if into is None:
        raise CannotRun("Say where to write with --into FOLDER, or what to look at with --check.")
    try:
        policy = (
            _policy_in(file, owner, on, location, terms)
            if file
            else engine.Policy(frozenset(_listed(allow)), location, terms)
        )
    except ValueError as error:
        raise CannotRun(str(error)) from error
    for name, content in engine.files_of(policy).items():
        _write(into / name, content)
        print_row({"file": str(into / name)}, as_json=as_json, plain=str(into / name))


def _listed(uses: str) -> list[str]:
    return [use.strip() for use in uses.split(",") if use.strip()]


def _policy_in(
    file: str, owner: str | None, on: datetime | None, location: str, terms: str
) -> engine.Policy:
    record = read_record(file, Partner())
    owner = root_of(owner, record.given, "--owner")
    return engine.policy_of(
        record.given, owner=owner, on=day_of(on), location=location, terms=terms
    )


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise CannotRun(f"{path} cannot be written: {error.strerror}.") from error


def _check(places: tuple[str, ...], *, as_json: bool) -> None:
    statements, broken = [], []
    for read in (read for place in places for read in _readings(place)):
        try:
            statements += read()
        except engine.UnreadableSignal as error:
            broken.append(str(error))
    for one in statements:
        row = {"channel": one.channel, "where": one.place, "says": dict(one.says)}
        told = ", ".join(f"{use} {said}" for use, said in one.says.items()) or "nothing"
        print_row(row, as_json=as_json, plain=f"{one.channel} ({one.place}): {told}")
    for problem in broken:
        print_row({"unreadable": problem}, as_json=as_json, plain=problem)
    found = engine.compare(statements)
    for clash in found:
        row = {
            "disagreement": clash.use, "allows": clash.allows.place, "reserves": clash.reserves.place,
            "sentence": clash.sentence,
        }  # fmt: skip
        print_row(row, as_json=as_json, plain=clash.sentence)
    if not (statements or broken):
        raise CannotRun("No signal for machines was found there.")
    raise click.exceptions.Exit(FINDINGS if found or broken else 0)


def _readings(place: str) -> Iterator[Reading]:
    """Each signal at a place, to be read one by one: what breaks its own format leaves the others to be read."""
    if place.startswith(("https://", "http://")):
        yield from site_readings(place)
    elif place != "-" and Path(place).is_dir():
        for path in sorted(Path(place).rglob("*")):
            if path.is_file():
                yield partial(engine.read_file, str(path), _bytes(path))
    else:
        yield partial(engine.read_file, place, read_input(place))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRun(unreadable(str(path), error)) from error
