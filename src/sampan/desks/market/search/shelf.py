"""All titles side by side in columns, once a process, kept in step with what happened: so a count is instant.

What any page shows still goes through the database and what its house may see; the columns sort, filter and count.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import Min, Q
from numpy.typing import NDArray

from sampan.catalogue.models import Share
from sampan.partners.models import Event, Organisation

from .rows import Reader, Rows

Mask = NDArray[np.bool_]
SETTLING = 200  # an event with a smaller key may still be coming from a transaction that was slower
_FAR = 5000  # events since; with more, all is read anew
_TELLING = ("catalogue.title.", "catalogue.work.shared", "catalogue.work.unshared")
_OF_EDITIONS = ("catalogue.edition.added", "catalogue.version.added")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The titles as of the newest event, and which of them every partner may see until `changes_at`."""

    rows: Rows
    listings: Rows
    reader: Reader
    is_public: Mask
    changes_at: datetime | None
    heard: dict[int, Any]  # the newest events, by their keys
    named: dict[int, tuple[datetime | None, Mask]] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return max(self.heard, default=0)

    def seen_by(self, organisation: Organisation, *, at: datetime) -> Mask:
        """Which titles the house may see: its own, those that everybody may, and those shared with it by name."""
        kept = self.named.get(organisation.pk)
        if kept is None or (kept[0] is not None and kept[0] <= at):
            shares = Share.objects.filter(organisation=organisation)
            kept = (_boundary(shares, at), self._shared(shares.in_force(at=at)))
            self.named[organisation.pk] = kept
        mask: Mask = self.is_public | (self.rows["owner"] == organisation.pk) | kept[1]
        return mask

    def _shared(self, shares: Any) -> Mask:
        return np.isin(self.rows["work"], _keys(shares))

    def places(self, works: Iterable[int] | NDArray[np.int64]) -> NDArray[np.intp]:
        """Where these works stand, in their order; those that are no titles fall away."""
        wanted = works if isinstance(works, np.ndarray) else np.array(list(works), np.int64)
        places = np.searchsorted(self.rows["work"], wanted)
        places = np.minimum(places, max(len(self.rows) - 1, 0))
        found = self.rows["work"][places] == wanted if len(self.rows) else np.zeros(0, np.bool_)
        standing: NDArray[np.intp] = places[: len(found)][found]
        return standing

    def works_of(self, versions: Iterable[int]) -> NDArray[np.int64]:
        """The titles that these versions of listings offer, each once, in the order in which they come first."""
        wanted = np.fromiter(versions, np.int64)
        found = np.searchsorted(self.listings["version"], wanted)
        works: NDArray[np.int64] = self.listings["work"][found]
        first = np.unique(works, return_index=True)[1]
        return works[np.sort(first)]


_lock = Lock()
_kept: Shelf | None = None


def shelf(*, at: datetime) -> Shelf:
    """The shelf as things are now."""
    global _kept  # noqa: PLW0603  # one a process, as the vectors' file is
    with _lock:
        _kept = _renewed(_kept, at) if _kept is not None else _built(at)
        return _kept


def _renewed(old: Shelf, at: datetime) -> Shelf:
    newest = Event.objects.order_by("-pk").values_list("pk", "key").first() or (0, None)
    is_new = newest[0] != old.last or old.heard.get(newest[0]) != newest[1]
    has_changed = old.changes_at is not None and old.changes_at <= at
    if newest[0] < old.last or newest[0] - old.last > _FAR or has_changed:
        return _built(at)
    if not is_new:
        return old
    events = Event.objects.filter(pk__gt=old.last - SETTLING).order_by("pk")
    told = list(events.values_list("pk", "key", "name", "subject", "data__work"))
    heard = {pk: key for pk, key, *_ in told}
    if any(heard.get(pk, key) != key for pk, key in old.heard.items()) or old.last not in heard:
        return _built(at)  # what we heard of was undone, as a test's transaction is
    fresh = [one for one in told if one[0] not in old.heard]
    touched = {work for one in fresh if (work := _work_of(*one[2:])) is not None}
    kept = replace(old, heard=heard)
    return _with(kept, touched, at) if touched else kept


def _work_of(name: str, subject: str, work: Any) -> int | None:
    if name in _OF_EDITIONS:
        return work if isinstance(work, int) else None
    return int(subject.rpartition(":")[2]) if name.startswith(_TELLING) else None


def _built(at: datetime) -> Shelf:
    events = Event.objects.order_by("-pk").values_list("pk", "key")[:SETTLING]
    heard = dict(events)
    reader = Reader()
    rows = reader.rows()
    public = Share.objects.filter(organisation=None)
    is_public = np.isin(rows["work"], _keys(public.in_force(at=at)))
    return Shelf(rows, reader.listings(), reader, is_public, _boundary(public, at), heard)


def _with(old: Shelf, touched: set[int], at: datetime) -> Shelf:
    """The shelf with these works read anew."""
    fresh = old.reader.rows(touched)
    stays = ~np.isin(old.rows["work"], np.fromiter(touched, np.int64))
    public = Share.objects.filter(organisation=None, work__in=touched)
    is_public = np.isin(fresh["work"], _keys(public.in_force(at=at)))
    rows = np.concatenate([old.rows[stays], fresh])
    order = np.argsort(rows["work"], kind="stable")
    kept = old.listings[~np.isin(old.listings["work"], np.fromiter(touched, np.int64))]
    listings = np.concatenate([kept, old.reader.listings(touched)])
    boundaries = [one for one in (old.changes_at, _boundary(public, at)) if one is not None]
    return replace(
        old,
        rows=rows[order],
        listings=listings[np.argsort(listings["version"], kind="stable")],
        is_public=np.concatenate([old.is_public[stays], is_public])[order],
        changes_at=min(boundaries, default=None),
        named={},
    )


def _keys(shares: Any) -> NDArray[np.int64]:
    return np.fromiter(shares.order_by().values_list("work", flat=True).iterator(), np.int64)


def _boundary(shares: Any, at: datetime) -> datetime | None:
    """The next instant at which one of the shares begins or ends."""
    next_ones = shares.aggregate(
        begins=Min("from_at", filter=Q(from_at__gt=at)),
        ends=Min("until_at", filter=Q(until_at__gt=at)),
    )
    return min((one for one in next_ones.values() if one is not None), default=None)
