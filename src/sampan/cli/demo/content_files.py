"""The demonstration's content, as it lies in the files beside this module."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

Record = dict[str, Any]

PASSWORD = "three-boards-on-the-river"  # noqa: S105  # for a demonstration on one's own machine, and printed there

CONTENT: Traversable = files(__package__) / "content"


def table(name: str) -> list[Record]:
    """The rows of one file: `organisations`, `people`, `terms`, `destinations`, `subscriptions`, `pickups`."""
    rows: list[Record] = tomllib.loads((CONTENT / f"{name}.toml").read_text("utf-8"))[name]
    return rows


def report() -> Record:
    """The yearly report of the research house: its chapters, their words, the questions behind its figures."""
    return tomllib.loads((CONTENT / "report.toml").read_text("utf-8"))


def stories() -> list[Record]:
    """Thirty stories in the order of their files, so that originals come before their translations."""
    found = sorted((CONTENT / "stories").iterdir(), key=lambda file: file.name)
    return [tomllib.loads(file.read_text("utf-8")) for file in found if file.name.endswith(".toml")]


def deals() -> dict[str, list[Record]]:
    """The market's deals, requests, quotas and exchange rates."""
    return tomllib.loads((CONTENT / "deals" / "deals.toml").read_text("utf-8"))


def titles() -> list[Record]:
    """Sixty titles; each names its house."""
    found: list[Record] = []
    for file in sorted((CONTENT / "titles").iterdir(), key=lambda file: file.name):
        told = tomllib.loads(file.read_text("utf-8")) if file.name.endswith(".toml") else {}
        found += [{"house": told["house"], **row} for row in told.get("titles", ())]
    return found


def title_clauses() -> dict[str, Record]:
    """The clauses that titles name as sold."""
    told = tomllib.loads((CONTENT / "titles" / "rights.toml").read_text("utf-8"))
    return {row["slug"]: row for row in told["clauses"]}


def journey() -> Record:
    return tomllib.loads((CONTENT / "journey" / "journey.toml").read_text("utf-8"))


def journey_file(name: str) -> bytes:
    return (CONTENT / "journey" / name).read_bytes()


def journey_story(name: str) -> Record:
    return tomllib.loads(journey_file(name).decode())


def paragraphs(story: Record) -> list[str]:
    return [part.strip() for part in story["text"].split("\n\n") if part.strip()]
