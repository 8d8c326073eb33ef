"""Files of facts are read in a process of their own, with limits: a hostile workbook ends only that."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sampan.catalogue.assets import open_asset
from sampan.partners.errors import Invalid

from .models import SourceFile
from .reading_process import UNREADABLE
from .remarks import Told, in_english
from .running import run
from .watching import UNWATCHED, Watch

SECONDS = 600
_READER = "sampan.desks.report.reading_process"


class Unreadable(Invalid):
    """No facts can be taken from the file; says why, and what would be right."""

    def __init__(self, told: Told) -> None:
        super().__init__(in_english(told))
        self.told = told


def preview(source: SourceFile) -> dict[str, Any]:
    """The account of a file: its reader, rows, refusals, notes, a few facts; with none, what its columns seem to hold.

    A form that a person explained once is read so again: the source then bears that mapping. Raises Unreadable where
    it holds no table at all.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = str(copied(source, Path(folder)))
        account = asked_of(_READER, {"path": path, "mapping": source.mapping})
        known = source.like(account["columns"]) if _is_unknown(source, account) else None
        if known is None:
            return account
        source.mapping = known.mapping
        return asked_of(_READER, {"path": path, "mapping": source.mapping}) | {"like": known.name}


def _is_unknown(source: SourceFile, account: Mapping[str, Any]) -> bool:
    return source.mapping is None and bool(account.get("columns"))


def copied(source: SourceFile, folder: Path) -> Path:
    """The bytes as a file under its own name, which says what service it is of."""
    path = folder / (Path(source.name).name or "source")
    with path.open("wb") as target, open_asset(source.asset) as bytes_:
        for chunk in bytes_.chunks():
            target.write(chunk)
    return path


def asked_of(module: str, asked: Mapping[str, Any], *, watch: Watch = UNWATCHED) -> dict[str, Any]:
    """What one of our modules answers, as JSON, to a question as JSON: its last line.

    Lines before that say how far it is. It ends with its limits, and where somebody stopped the work.
    """
    try:
        code, answer = run(
            [sys.executable, "-m", module], json.dumps(asked), seconds=SECONDS, watch=watch
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(_("The file takes too long to read; send it in parts.")) from None
    if code == UNREADABLE:
        raise Unreadable(json.loads(answer))
    if code:
        raise Unreadable(
            _(
                "The file cannot be read within the memory and time that one may take; send it in parts."
            )
        )
    told: dict[str, Any] = json.loads(answer)
    return told
