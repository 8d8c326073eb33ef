"""`sampan report`: the Communication Report from files of facts. Works without database and server."""

import importlib

import click

from sampan.cli.output import CannotRun

__all__ = ["command"]

_MODULES = {"build": "building", "measures": "listing"}


class Verbs(click.Group):
    """Loads what measures and draws only when it is asked for: it is large, and an extra."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_MODULES)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULES:
            return None
        try:
            module = importlib.import_module(f"{__package__}.{_MODULES[cmd_name]}")
        except ModuleNotFoundError as error:
            if str(error.name).startswith("sampan"):
                raise
            raise CannotRun(
                f"Reports need {error.name}, which is not installed; pip install 'sampan[report]'."
            ) from error
        found: click.Command = getattr(module, cmd_name)
        return found


@click.group("report", cls=Verbs)
def command() -> None:
    """The Communication Report: build, measures."""
