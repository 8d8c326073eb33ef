"""The files of deploy/ name commands, options and units that there are."""

import configparser
import re
import shlex
from pathlib import Path

import click
import pytest

from sampan.cli import main

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]


def read(unit: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit)
    return parser


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_what_is_started_is_a_command_with_its_options(unit: Path) -> None:
    line = read(unit)["Service"]["ExecStart"]
    found = re.search(r"/srv/sampan/\.venv/bin/sampan ([^']*)", line)
    assert found is not None
    name, *arguments = shlex.split(found[1].replace("$(date +%%F)", "day"))
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.make_context(name, arguments).command is command


def test_units_name_one_another() -> None:
    names = {unit.name for unit in UNITS}
    after = {
        word
        for unit in SERVICES
        for word in read(unit)["Unit"].get("After", "").split()
        if word.startswith("sampan")
    }
    assert after <= names
    assert {unit.with_suffix(".service").name for unit in DEPLOY.glob("*.timer")} <= names


def test_systemd_waits_longer_than_serve_does() -> None:
    from sampan.cli.serving import PATIENCE

    assert int(read(DEPLOY / "sampan.service")["Service"]["TimeoutStopSec"]) > PATIENCE
