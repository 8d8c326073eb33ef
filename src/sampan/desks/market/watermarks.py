"""A viewer's own copy of a screener, made in a process of its own with little memory and time."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sampan.catalogue.assets import keep, open_asset
from sampan.catalogue.models import Asset
from sampan.partners.errors import Invalid

_BURNER = Path(__file__).with_name("watermark_burner.py")


class Stopped(Exception):  # not an error: somebody wants it no longer
    """The copy is not wanted any more."""


def marked(asset: Asset, text: str, *, goes_on: Callable[[int], bool]) -> Asset:
    """The clip with the text in every picture. `goes_on` hears each per cent, and may say no: then Stopped.

    Raises Invalid, with a sentence, for what cannot be marked.
    """
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "source", Path(folder) / "marked.mp4"
        with open_asset(asset) as stream, source.open("wb") as file:
            shutil.copyfileobj(stream, file)
        _burn(source, target, text, goes_on)
        with target.open("rb") as file:
            return keep(file, media_type="video/mp4")


def _burn(source: Path, target: Path, text: str, goes_on: Callable[[int], bool]) -> None:
    command = [sys.executable, "-I", str(_BURNER), str(source), str(target), text]
    with subprocess.Popen(  # noqa: S603  # our own module, by our own interpreter, no shell
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        assert process.stdout
        assert process.stderr
        for line in process.stdout:
            if not goes_on(int(line)):
                process.kill()
                raise Stopped
        said = process.stderr.read().strip()
    if process.returncode:
        known = said if process.returncode == 1 else ""
        raise Invalid(
            known or "The screener cannot be marked within the memory and time it may take."
        )
