"""What `report build` says while it works (on standard error), and what came of it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from sampan.cli.output import print_row
from sampan.engines.circulation import document
from sampan.engines.circulation.readers import Progress, Reading


class Teller:
    """One line that renews itself on a terminal; elsewhere a line for each new part of the work."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._terminal = sys.stderr.isatty()
        self._part = ""
        self._open = False

    def loading(self, step: Progress) -> bool:
        facts = f", {step.facts:,} facts" if step.facts else ""
        what = "Joining titles" if step.step == "joining" else f"Reading {step.step}"
        self._say(step.step, f"{what} ({step.done + 1} of {step.of}){facts}")
        return True

    def measuring(self, done: int, of: int) -> None:
        self._say("measuring", f"Measuring: {done} of {of}")

    def writing(self, what: str, done: int, of: int) -> None:
        self._say(what.split("/", maxsplit=1)[0], f"Writing {what}: {done} of {of}")

    def done(self) -> None:
        if self._open:
            click.echo(err=True)
            self._open = False

    def figure(self, placed: document.Placed) -> None:
        """A chart of the report, or why there is none."""
        named = document.heading(placed, "en")
        refused = document.reason(placed.refused, "en") if placed.refused else None
        row = {
            "figure": placed.code,
            "title": named,
            "measure": placed.figures[0].measure,
            "ids": [one.id for one in placed.figures],
            "refused": refused,
        }
        plain = f"{placed.code}  {named}" + (f"\n     refused: {refused}" if refused else "")
        print_row(row, as_json=self.as_json, plain=plain)

    def unread(self, name: str, sentence: str) -> None:
        print_row(
            {"file": name, "problem": sentence}, as_json=self.as_json, plain=f"{name}: {sentence}"
        )

    def left_out(self, reading: Reading) -> None:
        """How many rows of a file do not count, and why the first does not."""
        first = reading.refusals[0].sentence if reading.refusals else ""
        row = {
            "file": reading.name,
            "rows": reading.rows,
            "left_out": reading.refused,
            "first": first,
        }
        plain = f"{reading.name}: {reading.refused:,} of {reading.rows:,} rows left out. {first}"
        print_row(row, as_json=self.as_json, plain=plain.rstrip())

    def no_figure(self) -> None:
        sentence = "No figure: the files tell of works, and not that anybody offers, watches or speaks of them."
        print_row({"problem": sentence}, as_json=self.as_json, plain=sentence)

    def finished(self, out: Path, files: int, languages: Sequence[str]) -> None:
        row = {"out": str(out), "files": files, "languages": list(languages)}
        plain = f"{out}: {files} files, in {', '.join(languages)}. Begin with {out / 'index.html'}."
        print_row(row, as_json=self.as_json, plain=plain)

    def _say(self, part: str, line: str) -> None:
        if self._terminal:
            click.echo(f"\r\033[K{line}", err=True, nl=False)
            self._open = True
        elif part != self._part:
            click.echo(line, err=True)
        self._part = part
