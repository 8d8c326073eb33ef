"""A command, a setting or an event without documentation fails the build."""

import re
from pathlib import Path

import click

from sampan.cli import main
from sampan.web import settings

ROOT = Path(__file__).parents[2]

DOCS = ROOT / "docs"
SOURCES = [
    path for path in (ROOT / "src" / "sampan").rglob("*.py") if "migrations" not in path.parts
]


def commands(group: click.Group, path: str = "sampan") -> list[str]:
    context = click.Context(group)
    found: list[str] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        inner = commands(command, f"{path} {name}") if isinstance(command, click.Group) else []
        found += inner or [f"{path} {name}"]
    return found


def test_every_command_is_documented() -> None:
    page = (DOCS / "commands.md").read_text()
    assert [command for command in commands(main) if f"`{command}" not in page] == []


def test_every_setting_is_documented() -> None:
    page = (DOCS / "settings.md").read_text()
    names = {
        name for path in SOURCES for name in re.findall(r'"(SAMPAN_[A-Z_0-9]+)"', path.read_text())
    }
    assert settings.__file__
    assert sorted(name for name in names if f"`{name}`" not in page) == []
    assert sorted(name for name in set(re.findall(r"`(SAMPAN_[A-Z_0-9]+)`", page)) - names) == []


def test_every_event_is_documented() -> None:
    """Each name that the code writes or hears stands in docs/events.md, and nothing else does."""
    page = set(re.findall(r"^\| `([a-z_.]+)`", (DOCS / "events.md").read_text(), re.M))
    named = {
        name
        for path in SOURCES
        for name in re.findall(
            r'"((?:partners|catalogue|newswire|market|protection|report)\.[a-z]+\.[a-z_]+)"',
            path.read_text(),
        )
    }
    assert sorted(named - page) == []
    assert sorted(page - named) == []
