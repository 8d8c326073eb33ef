"""A house with a store of its own, and the files that it measures from."""

import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from desks.conftest import house
from sampan.cli.demo import shelves
from sampan.desks.report import services
from sampan.desks.report.building_process import build
from sampan.desks.report.measuring import store_of
from sampan.desks.report.models import SourceFile
from sampan.partners.actor import Actor
from sampan.partners.models import Role
from sampan.partners.worker import drain

SHARE = "measure=catalogue-share&origin_rule=any&unit=titles&by=origin"
FLOWS = "measure=viewing-share&origin_rule=fractional&unit=slots&by=origin&by=territory"


@pytest.fixture
def own_store(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path / "var"


@pytest.fixture
def centre(db: None, own_store: None) -> Actor:
    return house("three-rivers", "TH", "th", roles=(Role.ANALYST, Role.EDITOR))


def sent(actor: Actor, name: str, data: bytes) -> SourceFile:
    source = services.add_source(actor=actor, stream=io.BytesIO(data), name=name)
    drain()
    source.refresh_from_db()
    return source


FILES = {
    "lotus_screen_titles.csv": shelves.catalogue,
    "lotus_screen_top10.csv": shelves.weekly_lists,
}


NOTHING: dict[str, list[object]] = {"items": [], "delivered": [], "picked_up": [], "dealt": []}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the desk makes of the two files, made once."""
    folder = tmp_path_factory.mktemp("facts")
    files, store = folder / "files", folder / "store"
    files.mkdir()
    for name, made in FILES.items():
        (files / name).write_bytes(made())
    build({"files": str(files), "into": str(store), "decisions": [], "exchange": NOTHING})
    return store


@pytest.fixture
def shelf(centre: Actor, built: Path) -> Actor:
    """A house with a catalogue and weekly lists that count."""
    shutil.copytree(built, store_of(centre.organisation).folder)
    return centre
