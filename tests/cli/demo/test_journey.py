"""The demonstration with a few of its stories: they are loaded, and every step of the journey comes out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sampan.cli.demo.content_files import stories
from sampan.cli.demo.exchange import load
from sampan.cli.demo.journey import Journey
from sampan.cli.demo.printing import Printer
from sampan.cli.demo.receivers import Receiver
from sampan.partners import chain
from sampan.partners.models import Handling


@pytest.fixture
def receiver(settings: Any, tmp_path: Path, transactional_db: None) -> Iterator[Receiver]:
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "assets"
    settings.FETCH_ALLOW = ["127.0.0.1"]
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.MEDIA_ROOT},
        }
    }
    one = Receiver()
    yield one
    one.stop()


@pytest.mark.slow
def test_every_step_comes_out(receiver: Receiver, capsys: pytest.CaptureFixture[str]) -> None:
    journey = Journey(receiver=receiver, printer=Printer(as_json=True))
    load(journey, receiver.start(), stories()[:3])
    assert journey.walk()
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["step"] for row in said if "title" in row] == [1, 2, 3, 4, 5, 6, 7]
    claims = [row for row in said if "claim" in row]
    assert [row["claim"] for row in claims if not row["holds"]] == []
    assert len(claims) == 17
    assert set(Handling.objects.values_list("state", flat=True)) == {"done"}
    assert (chain.verify().fault, chain.verify().unchained) == ("", 0)
    assert all(taken.verified for taken in receiver.taken)
