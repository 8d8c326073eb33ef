"""`sampan rights`: answers from files of rights, whatever their form. Works without database and server."""

import click

from .asking import avails, permit
from .clashes import conflicts
from .importing import import_
from .reserving import reserve


@click.group("rights")
def command() -> None:
    """Rights from files (grants, avails, ODRL): import, permit, avails, conflicts, reserve."""


for _each in (import_, permit, avails, conflicts, reserve):
    command.add_command(_each)
