"""`sampan report`: the Communication Report from files of facts. Works without database and server."""

import click

from .building import build
from .listing import measures

__all__ = ["command"]


@click.group("report")
def command() -> None:
    """The Communication Report: build, measures."""


command.add_command(build)
command.add_command(measures)
