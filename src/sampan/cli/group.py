"""`sampan`: finds its commands by their modules, and loads only the one that was asked for."""

import importlib
import os

import click

# Each names the module of the same name beside this file, which offers `command`.
NOUNS = (
    "backup",
    "check",
    "demo",
    "identity",
    "restore",
    "rights",
    "serve",
    "text",
    "wire",
    "work",
)


class Nouns(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        return list(NOUNS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in NOUNS:
            return None
        module = importlib.import_module(f"{__package__}.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(cls=Nouns, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sampan")
def main() -> None:
    """Sampan: the exchange for media partners of China and the ASEAN countries."""


def start_django() -> None:
    """For the commands that need the database; the engines' own commands do without."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sampan.web.settings")
    django = importlib.import_module("django")
    django.setup()
