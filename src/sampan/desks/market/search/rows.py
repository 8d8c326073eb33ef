"""Titles as rows of the shelf's columns, read from the database: all, or those that changed."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from sampan.catalogue.models import Edition, EditionForm, Genre, Rating, Title, TitleKind
from sampan.engines.rights.regulation import scales

UNRATED = 255
RATED = tuple(
    sorted({scale.territory for scale in scales()})
)  # the territories whose ratings are counted
KINDS = {kind: place for place, kind in enumerate(TitleKind.values)}
GENRES = {genre: place for place, genre in enumerate(Genre.values)}
_VERSIONS = {
    EditionForm.ORIGINAL: "original",
    EditionForm.DUB: "dub",
    EditionForm.SUBTITLE: "sub",
}
ROW = np.dtype(
    [
        ("work", "<i8"), ("owner", "<i8"), ("kind", "u1"), ("origin", "<u2"), ("year", "<i2"),
        ("minutes", "<i4"), ("age", "u1"), ("ages", "u1", (len(RATED),)), ("genres", "<u4"),
        ("versions", "<u8"), ("is_part", "?"), ("created", "<f8"),
    ]
)  # fmt: skip
WORDS = np.dtype([("version", "<i8"), ("work", "<i8")])  # of listings that are open: text to title
Rows = NDArray[np.void]
Ages = dict[int, tuple[int, tuple[int, ...]]]
_NO_AGES = (UNRATED, (UNRATED,) * len(RATED))


class Words:
    """Texts by the number under which a column keeps them. It only grows."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        if text not in self._places:
            self._places[text] = len(self.texts)
            self.texts.append(text)
        return self._places[text]

    def find(self, text: str) -> int | None:
        return self._places.get(text)


class Reader:
    """Reads titles; its words of origins and versions belong to what it read."""

    def __init__(self) -> None:
        self.origins, self.versions = Words(), Words()

    def rows(self, works: Collection[int] | None = None) -> Rows:
        """Of these works, or of all, those that are titles; ordered by work."""
        titles = Title.objects.order_by("pk")
        titles = titles if works is None else titles.filter(pk__in=works)
        told = titles.values_list(
            "pk", "work__owner", "kind", "work__origin", "year", "minutes", "genres", "parent", "created_at",
        )  # fmt: skip
        ages, versions = _ages(works), self._versions(works)
        read = [self._row(one, ages, versions) for one in told.iterator(chunk_size=5000)]
        return np.array(read, dtype=ROW)

    def listings(self, works: Collection[int] | None = None) -> Rows:
        """Of these works, or of all, the versions of their listings; ordered by version."""
        rows = _of(Edition.objects.filter(form=EditionForm.LISTING).exclude(published=None), works)
        told = rows.order_by("published").values_list("published", "work")
        return np.array(list(told.iterator(chunk_size=5000)), dtype=WORDS)

    def _row(self, one: tuple[Any, ...], ages: Ages, versions: dict[int, int]) -> Any:
        work, owner, kind, origin, year, minutes, genres, parent, created = one
        return (
            work, owner, KINDS.get(kind, 0), self.origins.place(origin), year or 0, minutes or 0,
            *ages.get(work, _NO_AGES), sum(1 << GENRES[genre] for genre in set(genres) if genre in GENRES),
            versions.get(work, 0), parent is not None, created.timestamp(),
        )  # fmt: skip

    def _versions(self, works: Collection[int] | None) -> dict[int, int]:
        rows = _of(Edition.objects.filter(form__in=_VERSIONS, work__kind="programme"), works)
        masks: dict[int, int] = defaultdict(int)
        for work, language, form in rows.values_list("work", "language", "form").iterator():
            bit = self.versions.place(f"{language}/{_VERSIONS[EditionForm(form)]}")
            masks[work] |= 1 << bit if bit < 64 else 0
        return masks


def _ages(works: Collection[int] | None) -> Ages:
    """The highest age that any territory asks for, and that of each in RATED. Banned somewhere is no age."""
    rows = Rating.objects.exclude(age=None)
    rows = rows if works is None else rows.filter(title__in=works)
    found: Ages = {}
    told = rows.order_by().values_list("title", "territory", "age")
    for title, territory, age in told.iterator(chunk_size=5000):
        assert age is not None
        highest, each = found.get(title, (0, _NO_AGES[1]))
        if territory in RATED:
            place = RATED.index(territory)
            each = (*each[:place], age, *each[place + 1 :])
        found[title] = (max(highest, age), each)
    return found


def _of(editions: QuerySet[Edition], works: Collection[int] | None) -> QuerySet[Edition]:
    return editions if works is None else editions.filter(work__in=works)
