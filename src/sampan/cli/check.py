"""`sampan check`: whether the settings can work, and whether the chain of events is whole."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click
from django.core import checks
from django.db import DatabaseError

from sampan.partners import chain

from .output import FINDINGS, CannotRun, as_json, print_row


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    sentence: str


@click.command("check")
@click.argument("part", required=False, type=click.Choice(["settings", "events"]))
@click.option("--deploy", is_flag=True, help="Also what matters once others can reach it.")
@as_json
def command(*, part: str | None, deploy: bool, as_json: bool) -> None:
    """Check the settings, and the chain of events. Ends with 0 when all is well, 1 with findings, 2 when it cannot."""
    findings: list[Finding] = []
    if part != "events":
        findings += _settings(deploy=deploy)
    if part == "events" or (part is None and not deploy):
        findings += _events(is_asked=part == "events")
    for finding in findings:
        print_row(asdict(finding), as_json=as_json, plain=f"{finding.part}: {finding.sentence}")
    if not findings and not as_json:
        click.echo("All is well.")
    raise click.exceptions.Exit(FINDINGS if findings else 0)


def _settings(*, deploy: bool) -> Iterator[Finding]:
    for message in checks.run_checks(include_deployment_checks=deploy):
        if message.level >= checks.WARNING and not message.is_silenced():
            hint = f" {message.hint}" if message.hint else ""
            yield Finding("settings", f"{message.msg}{hint} ({message.id})")


def _events(*, is_asked: bool) -> Iterator[Finding]:
    try:
        verdict = chain.verify(progress=_progress)
    except DatabaseError as error:
        if is_asked:
            raise CannotRun(
                f"The events cannot be read ({error}); “sampan serve” makes the database."
            ) from None
        click.echo("There is no database yet, and so no events to check.", err=True)
        return
    if verdict.fault:
        yield Finding(
            "events", f"The chain is broken at position {verdict.broken_at}: {verdict.fault}."
        )
        return
    click.echo(
        f"{verdict.length:,} events are whole; the last digest is {verdict.digest}; "
        f"{verdict.unchained:,} wait for the worker.",
        err=True,
    )


def _progress(position: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{position:,} events", nl=False, err=True)
