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


def generations(folder: Path) -> list[int]:
    return sorted(int(path.name) for path in (folder / "a-model-small").iterdir())


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
    rows = [keep(version, 1, place) for place, version in enumerate(versions[:3])]
    vectors.refresh(MODEL, 2, behind=5, settling=1)
    assert not folder.exists()
    vectors.refresh(MODEL, 2, behind=1, settling=1)
    assert generations(folder) == [rows[1].pk]
    rows.append(keep(versions[3], 1, 3))
    assert nearest(0, 1) == [version.pk for version in reversed(versions)]
    vectors.refresh(MODEL, 2, behind=0, settling=1)
    assert generations(folder) == [rows[1].pk, rows[2].pk]
    assert nearest(0, 1) == [version.pk for version in reversed(versions)]


def test_two_generations_of_files_are_kept(lao: Actor, folder: Path) -> None:
    rows = []
    for number in range(5):
        rows.append(keep(story(lao, "lo", str(number)), 1, number))
        vectors.refresh(MODEL, 2, behind=0, settling=0)
    assert generations(folder) == [rows[3].pk, rows[4].pk]
    assert len(nearest(0, 1)) == 5


def test_each_language_has_its_share(lao: Actor) -> None:
    for number in range(6):
        keep(story(lao, "lo", f"lo {number}"), 1, number / 100)
    for language in ("th", "vi"):
        for number in range(2):
            keep(story(lao, language, f"{language} {number}"), number, 1)
    languages = dict(Version.objects.values_list("pk", "edition__language"))
    assert sorted(languages[each] for each in nearest(1, 0, count=3)) == ["lo", "th", "vi"]
    wanted = nearest(1, 0, count=3, languages=["lo"])
    assert sorted(languages[each] for each in wanted) == ["lo", "lo", "lo", "th", "vi"]


def test_files_of_another_shape_or_of_none_are_passed_over(lao: Actor, folder: Path) -> None:
    rows = [keep(story(lao, "lo", name), 1, 0, 0) for name in ("one", "two")]
    vectors.refresh(MODEL, 3, behind=0, settling=0)
    Vectors.objects.all().delete()
    version = story(lao, "lo", "three")
    keep(version, 1, 0)
    assert generations(folder) == [rows[1].pk]
    assert nearest(1, 0) == [version.pk]
    (folder / "a-model-small" / str(rows[1].pk) / "lo.faiss").write_bytes(b"half of it")
    assert nearest(1, 0) == [version.pk]
