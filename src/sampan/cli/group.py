"""`sampan`: finds its commands by their modules, and loads only the one that was asked for."""

import errno
import importlib
from typing import Any

import click

from .output import CannotRun
from .starting import sentence_of, start_django

# Each names the module of the same name beside this file, which offers `command`.
ENGINES = ("identity", "report", "rights", "text")  # work on files alone, with no database
HOUSE = ("backup", "check", "restore", "serve", "wire", "work")
GO_ON = ("serve", "work")  # until they are stopped, and so they log
BY_ITSELF = ("demo",)  # makes its own settings before it starts Django

STOPPED = 130  # exit code, as shells have it for Ctrl-C


class Nouns(click.Group):
    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted([*ENGINES, *HOUSE, *BY_ITSELF])

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in HOUSE:
            start_django(log_level="INFO" if cmd_name in GO_ON else "WARNING")
        elif cmd_name not in ENGINES and cmd_name not in BY_ITSELF:
            return None
        module = importlib.import_module(f"{__package__}.{cmd_name}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. What a person can do something about ends with a sentence and never with a trace."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nStopped.", err=True)
            raise click.exceptions.Exit(STOPPED) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            sentence = None if _reader_left(error) else sentence_of(error)
            if sentence is None:
                raise
            raise CannotRun(sentence) from error


def _reader_left(error: Exception) -> bool:
    """Whoever read our lines wants no more of them (`| head`); click ends quietly then."""
    return isinstance(error, OSError) and error.errno == errno.EPIPE


@click.group(cls=Nouns, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sampan")
def main() -> None:
    """Sampan: the exchange for media partners of China and the ASEAN countries."""
