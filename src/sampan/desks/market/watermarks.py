"""A viewer's own copy of a screener, made in a process of its own with little memory and time."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sampan.catalogue.assets import keep, open_asset
from sampan.catalogue.models import Asset
from sampan.partners.errors import Invalid

_SECONDS = 1000
_BURNER = Path(__file__).with_name("watermark_burner.py")


def marked(asset: Asset, text: str) -> Asset:
    """The clip with the text in every picture. Raises Invalid, with a sentence."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "source", Path(folder) / "marked.mp4"
        with open_asset(asset) as stream, source.open("wb") as file:
            shutil.copyfileobj(stream, file)
        try:
            done = subprocess.run(  # noqa: S603  # our own module, by our own interpreter, no shell
                [sys.executable, "-I", str(_BURNER), str(source), str(target), text],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Invalid("The screener takes too long to mark.") from None
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip() if done.returncode == 1 else ""
            raise Invalid(said or "The screener cannot be marked within the memory it may take.")
        with target.open("rb") as file:
            return keep(file, media_type="video/mp4")
