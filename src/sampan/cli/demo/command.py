"""`sampan demo`: a living exchange on this machine, one story's journey through it, then the site."""

import os
import sys

import click

from sampan.cli.output import as_json
from sampan.cli.serving import bind_option, check_free
from sampan.cli.starting import start_django


@click.command("demo")
@bind_option
@click.option("--no-serve", is_flag=True, help="Load and walk the journey, then end.")
@click.option(
    "--receiver-port",
    default=8099,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Where the receiver of pushes listens; 0 takes any that is free.",
)
@as_json
def command(bind: str, no_serve: bool, receiver_port: int, as_json: bool) -> None:
    """Load a demonstration exchange anew, walk one story through it, and serve it. Exits 1 if a step fails."""
    if not no_serve:
        check_free(bind)
    if receiver_port:
        check_free(f"127.0.0.1:{receiver_port}", option="--receiver-port")
    _choose_settings(bind)
    start_django()
    from .exchange import show  # noqa: PLC0415  # needs the settings that were just chosen

    sys.exit(
        show(
            bind=None if no_serve else bind,
            receiver_port=receiver_port,
            as_json=as_json,
        )
    )


def _choose_settings(bind: str) -> None:
    """A folder of its own, an address, and leave to push to the receiver on this machine; what is set stays."""
    host = bind.rpartition(":")[0]
    names = ["127.0.0.1", "localhost", "[::1]"]
    chosen = {
        "SAMPAN_VAR": "var/demo",
        "SAMPAN_FETCH_ALLOW": "127.0.0.1",
        "SAMPAN_PUBLIC_URL": f"http://{bind}",
        "SAMPAN_HOSTS": ",".join(dict.fromkeys([*names, host])),
    }
    for name, value in chosen.items():
        os.environ.setdefault(name, value)
