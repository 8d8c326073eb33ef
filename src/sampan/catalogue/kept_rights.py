"""The rights of all programmes as the engine's snapshot: a folder of columns that every process maps.

It is a convenience, built anew when much has changed, and may be deleted at any time. What changed since it was built
is found by the days of the grants' rows.
"""

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from numpy.typing import NDArray

from sampan.engines import rights as engine

from .models import Grant, Title, Work, WorkKind
from .records import records

BEHIND = 300  # programmes that changed since, before the worker builds it anew
LATE = timedelta(minutes=10)  # rows written by a transaction older than this are in the snapshot


class Kept:
    """A snapshot that was opened, and the instant that it tells of."""

    def __init__(self, folder: Path, *, built_at: datetime, built_on: date) -> None:
        self.snapshot = engine.Snapshot(folder)
        self.built_at, self.built_on = built_at, built_on
        self._works = self.snapshot.subjects.astype(np.int64)
        slugs = Work.objects.filter(kind=WorkKind.PROGRAMME).values_list("pk", "owner__slug")
        owners = {key: slug.encode() for key, slug in slugs}
        groups = zip(self._works.tolist(), self.snapshot.sellers.tolist(), strict=True)
        self._is_owners = np.array(
            [owners.get(work) == seller for work, seller in groups], np.bool_
        )

    def works_of(self, groups: NDArray[np.int64]) -> NDArray[np.int64]:
        """The works of those groups in which the seller is the work's own house."""
        works: NDArray[np.int64] = self._works[groups[self._is_owners[groups]]]
        return works

    def changed(self, today: date) -> set[int]:
        """The programmes of which a grant was recorded, struck out or lapsed since, or of what they are part of."""
        since = self.built_at - LATE
        reasons = [Q(recorded_at__gt=since), Q(superseded_at__gt=since)]
        if self.built_on < today:
            reasons.append(Q(lapses_on__gt=self.built_on, lapses_on__lte=today))
        # One question a reason: together, none of their indexes would be used.
        touched: set[tuple[int | None, int]] = set()
        for reason in reasons:
            touched |= set(Grant.objects.filter(reason).values_list("work", "licensor"))
        feeds = {licensor for work, licensor in touched if work is None}
        named = {work for work, _licensor in touched if work is not None}
        if feeds:
            named.update(Work.objects.filter(owner__in=feeds).values_list("pk", flat=True))
        return named | Title.objects.below(named)


def current(today: date) -> Kept:
    """The snapshot that is there; built where there is none."""
    return _kept() or _build(today)


def refresh(*, behind: int = BEHIND) -> bool:
    """Build it anew if that many programmes changed since, or on a new day; whether it was."""
    now, kept = timezone.now(), _kept()
    if kept and kept.built_on == now.date() and len(kept.changed(now.date())) <= behind:
        return False
    _build(now.date())
    return True


def _kept() -> Kept | None:
    # No note yet or one of an earlier program, columns being replaced, or columns of other vocabularies.
    with suppress(FileNotFoundError, KeyError, ValueError):
        note = _note().read_text("utf-8")
        newest = json.loads(note)["newest"]
        if Grant.objects.filter(**newest).exists() or not newest:
            return _opened(_folder(), note)
    return None


def _newest() -> dict[str, str]:
    """By which the database is known again: one that was put back has other grants under the same keys."""
    row = Grant.objects.order_by("-pk").first()
    return {"pk": str(row.pk), "recorded_at": row.recorded_at.isoformat()} if row else {}


@lru_cache(maxsize=2)
def _opened(folder: Path, note: str) -> Kept:
    told = json.loads(note)
    return Kept(
        folder,
        built_at=datetime.fromisoformat(told["at"]),
        built_on=date.fromisoformat(told["on"]),
    )


def _build(today: date) -> Kept:
    asked_at = timezone.now()
    with _alone():
        kept = _kept()
        if kept and kept.built_at >= asked_at:  # by whom we waited for
            return kept
        return keep(_rows(today), today=today)


def keep(rows: Iterable[engine.Row], *, today: date) -> Kept:
    """Put a snapshot of these rows in the place of the one that is there. They tell of this instant."""
    at, newest = timezone.now(), _newest()
    engine.Snapshot.build(_folder(), rows)
    # After the columns: who reads the new ones by the old note looks at more changes than it need.
    note = json.dumps({"at": at.isoformat(), "on": today.isoformat(), "newest": newest})
    fresh = _note().with_suffix(".new")
    fresh.write_text(note, "utf-8")
    fresh.replace(_note())
    return _opened(_folder(), note)


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time; the others wait."""
    _folder().parent.mkdir(parents=True, exist_ok=True)
    with _folder().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _rows(today: date) -> Iterator[engine.Row]:
    for work, grants in records(Work.objects.all()):
        yield from engine.sale_rows(str(work.pk), grants, today=today)


def _folder() -> Path:
    folder: Path = settings.VAR
    return folder / "rights" / "snapshot"


def _note() -> Path:
    return _folder().with_suffix(".json")
