"""The facts of a house, made anew from the files that it lets count and from what travelled on this exchange."""

import json
import shutil
import tempfile
import time
from pathlib import Path

from django.db import transaction

from sampan.desks.report.exchange_facts import exchange_rows
from sampan.desks.report.measuring import store_of
from sampan.desks.report.models import PairDecision, SourceFile
from sampan.desks.report.reading import asked_of, copied
from sampan.desks.report.watching import UNWATCHED, Watch
from sampan.partners import events
from sampan.partners.models import Organisation

_DAY = 86_400  # seconds
_BUILDING = ".building-"
_BUILDER = "sampan.desks.report.building_process"


def build_store(organisation: Organisation, watch: Watch = UNWATCHED) -> None:
    """Read every file that counts once more and join their titles; the new store takes the place of the old.

    Nothing half-made is ever there: it is built beside, then moved.
    """
    place = store_of(organisation).folder
    place.parent.mkdir(parents=True, exist_ok=True)
    taken = list(SourceFile.objects.visible_to(organisation).taken().select_related("asset"))
    told: dict[str, object] = {"files": 0, "unread": {}, "tables": [], "doubts": 0}
    exchange = exchange_rows(organisation)
    _tidy(place.parent)
    with tempfile.TemporaryDirectory(prefix=_BUILDING, dir=place.parent) as name:
        files, made = Path(name, "files"), Path(name, "made")
        if taken or exchange["items"]:
            files.mkdir()
            for source in taken:
                _put(source, files)
            asked = {
                "files": str(files),
                "into": str(made),
                "decisions": _decisions(organisation),
                "exchange": exchange,
            }
            told = asked_of(_BUILDER, asked, watch=watch)
        with transaction.atomic():
            watch.end(**told)
            events.record(
                name="report.facts.built",
                subject=organisation,
                organisation=organisation,
                data=told,
            )
            _take_the_place_of(place, made, Path(name, "old"))


def _tidy(folder: Path) -> None:
    """What builds left that were killed; none takes a day."""
    for left in folder.glob(f"{_BUILDING}*"):
        if left.stat().st_mtime < time.time() - _DAY:
            shutil.rmtree(left, ignore_errors=True)


def _take_the_place_of(place: Path, made: Path, old: Path) -> None:
    """Two renames; readers who have the old one open go on reading it."""
    if place.exists():
        place.rename(old)
    if made.exists():
        made.rename(place)


def _put(source: SourceFile, folder: Path) -> None:
    """The file under its own name, and beside it what a person said of its columns."""
    if (folder / source.name).exists():
        source.name = f"{source.pk}-{source.name}"
    path = copied(source, folder)
    if source.mapping:
        beside = path.with_name(f"{path.stem}.mapping.json")
        beside.write_text(json.dumps(source.mapping), "utf-8")


def _decisions(organisation: Organisation) -> list[dict[str, object]]:
    made = PairDecision.objects.filter(organisation=organisation)
    return [
        {
            "source_id": one.source,
            "source_title": one.title,
            "work_id": one.work,
            "verdict": "yes" if one.is_same else "no",
        }
        for one in made.order_by("pk")
    ]
