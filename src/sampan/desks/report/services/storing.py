"""The facts of a house, made anew from the files that it lets count and from what travelled on this exchange."""

import json
import shutil
import tempfile
from pathlib import Path

from django.db import transaction

from sampan.desks.report.exchange_facts import exchange_rows
from sampan.desks.report.measuring import store_of
from sampan.desks.report.models import PairDecision, SourceFile
from sampan.desks.report.reading import asked_of, copied
from sampan.partners import events
from sampan.partners.models import Organisation


def build_store(organisation: Organisation) -> None:
    """Read every file that counts once more and join their titles; the new store takes the place of the old.

    Nothing half-made is ever there: it is built beside, then moved.
    """
    place = store_of(organisation).folder
    place.parent.mkdir(parents=True, exist_ok=True)
    taken = list(SourceFile.objects.visible_to(organisation).taken().select_related("asset"))
    told: dict[str, object] = {"files": 0, "unread": {}, "tables": [], "doubts": 0}
    exchange = exchange_rows(organisation)
    if taken or exchange["items"]:
        with tempfile.TemporaryDirectory() as name:
            files = Path(name)
            for source in taken:
                _put(source, files)
            asked = {
                "files": str(files),
                "into": str(place),
                "decisions": _decisions(organisation),
                "exchange": exchange,
            }
            told = asked_of("sampan.desks.report.building_process", asked)
    else:
        shutil.rmtree(place, ignore_errors=True)
    with transaction.atomic():
        events.record(
            name="report.facts.built", subject=organisation, organisation=organisation, data=told
        )


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
