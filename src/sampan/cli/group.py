"""`sampan`: finds its commands by their modules, and loads only the one that was asked for."""

import importlib
import os

import click
import django
from django.core.exceptions import ImproperlyConfigured

# Each names the module of the same name beside this file, which offers `command`.
ENGINES = ("identity", "rights", "text")  # work on files alone, with no database
# The demonstration keeps to a folder of its own, and pushes deliveries to a receiver on this machine.
DEMONSTRATION = {"SAMPAN_VAR": "var/demo", "SAMPAN_FETCH_ALLOW": "127.0.0.1"}
HOUSE = ("backup", "check", "demo", "restore", "serve", "wire", "work")


class Nouns(click.Group):
    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted([*ENGINES, *HOUSE])

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "demo":
            os.environ.update(
                {name: os.environ.get(name, value) for name, value in DEMONSTRATION.items()}
            )
        if cmd_name in HOUSE:
            _start_django()
        elif cmd_name not in ENGINES:
            return None
        module = importlib.import_module(f"{__package__}.{cmd_name}")
        command: click.Command = module.command
        return command


class CannotStart(click.ClickException):
    """The settings cannot work; the sentence says which."""

    exit_code = 2


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sampan.web.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CannotStart(str(error)) from None


@click.group(cls=Nouns, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sampan")
def main() -> None:
    """Sampan: the exchange for media partners of China and the ASEAN countries."""
