"""`sampan serve`: the site and its worker, from one command."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import click
from django.conf import settings
from django.core.management import call_command

from sampan.web.fonts import build_fonts


@click.command("serve")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option(
    "--processes", default=2, show_default=True, help="Web processes, of four threads each."
)
@click.option("--no-worker", is_flag=True, help="Only the site; “sampan work” runs elsewhere.")
def command(bind: str, processes: int, no_worker: bool) -> None:
    """Bring the database up to date, then serve the site and handle events until stopped."""
    prepare()
    sys.exit(serve_until_stopped(bind=bind, processes=processes, with_worker=not no_worker))


def serve_until_stopped(*, bind: str, processes: int, with_worker: bool) -> int:
    """The site, and the worker beside it; the exit code when either ends."""
    children = [
        subprocess.Popen(  # noqa: S603  # our own interpreter, arguments of our own
            [
                sys.executable,
                "-m",
                "gunicorn",
                "sampan.web.wsgi",
                f"--bind={bind}",
                f"--workers={processes}",
                "--worker-class=gthread",
                "--threads=4",
                "--max-requests=5000",
                "--max-requests-jitter=500",
                "--timeout=60",
                "--log-level=warning",
            ]
        )
    ]
    if with_worker:
        children.append(subprocess.Popen([Path(sys.executable).with_name("sampan"), "work"]))  # noqa: S603
    click.echo(f"Sampan serves on http://{bind}/ (stop with Ctrl-C)")
    return _watch(children)


def prepare() -> None:
    """What a first start and every upgrade need: folders, tables, static files."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    build_fonts(settings.VAR / "fonts")
    call_command("collectstatic", verbosity=0, interactive=False)


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Until told to stop, or until one of the two ends by itself; then end the other."""
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        child.terminate()
    codes = [child.wait() for child in children]
    return 0 if stopping else max(abs(code) for code in codes)
