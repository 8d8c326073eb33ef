"""How the journey is told: to people in steps and lines, to programs as a JSON object a line."""

import json
from dataclasses import dataclass
from typing import Any

import click


@dataclass(slots=True)
class Printer:
    """Says the steps, what was done in each, and whether what is claimed there is so."""

    as_json: bool = False
    step: int = 0
    failed: int = 0

    def begin(self, title: str) -> None:
        self.step += 1
        if self.as_json:
            self._row(title=title)
        else:
            click.secho(f"{self.step}. {title}", bold=True)

    def say(self, line: str) -> None:
        if self.as_json:
            self._row(said=line.strip())
        else:
            click.echo(f"   {line}" if self.step else line)

    def check(self, claim: str, holds: bool) -> None:  # what is claimed, and whether it is so
        self.failed += not holds
        if self.as_json:
            self._row(claim=claim, holds=holds)
        else:
            mark = click.style("✓", fg="green") if holds else click.style("✗", fg="red")
            click.echo(f"   {mark} {claim}")

    def end(self) -> None:
        if not self.as_json:
            click.echo()

    def _row(self, **row: Any) -> None:
        click.echo(json.dumps({"step": self.step, **row}, ensure_ascii=False))
