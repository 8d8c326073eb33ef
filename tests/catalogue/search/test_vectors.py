from pathlib import Path
from typing import Any

import numpy as np
import pytest

from catalogue.conftest import story
from sampan.catalogue.models import Vectors, Version
from sampan.catalogue.search import vectors
from sampan.partners.actor import Actor

MODEL = "a-model/small"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.VAR = tmp_path
    return tmp_path / "search"


def keep(version: Version, *mean: float) -> Vectors:
    return Vectors.objects.create(
        version=version,
        embedder=MODEL,
        mean=np.array(mean, dtype="<f2").tobytes(),
        sentences=b"",
        spans=b"",
    )


def nearest(*query: float, **options: Any) -> list[int]:
    return vectors.nearest(
        np.array(query, dtype=np.float32), embedder=MODEL, **{"count": 10, **options}
    )


def test_the_nearest_come_first(lao: Actor) -> None:
    east, north, far = (story(lao, "lo", name) for name in ("one", "two", "three"))
    keep(east, 1, 0)
    keep(north, 0, 1)
    keep(far, -1, 0)
    assert nearest(1, 0.1) == [east.pk, north.pk, far.pk]
    assert nearest(1, 0.1, count=1) == [east.pk]
    assert nearest(1, 0.1, among=[far.pk, north.pk]) == [north.pk, far.pk]
    assert nearest(1, 0.1, among=[]) == []


@pytest.mark.django_db
def test_nothing_is_near_where_nothing_is() -> None:
    assert nearest(1, 0) == []


def test_what_is_in_the_file_and_what_came_since_are_one_collection(
    lao: Actor, folder: Path
) -> None:
    versions = [story(lao, "lo", str(number)) for number in range(4)]
    for place, version in enumerate(versions[:3]):
        keep(version, 1, place)
    vectors.refresh(MODEL, 2, behind=5, settling=1)
    assert not folder.exists()
    vectors.refresh(MODEL, 2, behind=1, settling=1)
    assert [path.name for path in folder.iterdir()] == ["a-model-small.npy"]
    keep(versions[3], 1, 3)
    assert nearest(0, 1) == [version.pk for version in reversed(versions)]
    vectors.refresh(MODEL, 2, behind=0, settling=1)
    assert [path.name for path in folder.iterdir()] == ["a-model-small.npy"]
    assert nearest(0, 1) == [version.pk for version in reversed(versions)]


def test_a_file_of_another_shape_is_passed_over(lao: Actor, folder: Path) -> None:
    version = story(lao, "lo", "one")
    keep(version, 1, 0)
    folder.mkdir()
    np.save(folder / "a-model-small.npy", np.zeros(3, dtype=[("key", "<i8")]))
    assert nearest(1, 0) == [version.pk]
