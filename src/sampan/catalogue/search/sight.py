"""What an organisation may find. Every result passes through here, whichever way it was found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from sampan.catalogue.models import Version
from sampan.partners.models import Organisation

_TOLD_AT = Coalesce("edition__first_published_at", "created_at")
_AT_ONCE = 5000  # SQLite takes no more values in a statement than it was built for


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What the results are narrowed to: any of the languages and any of the origins and so on; half-open in time."""

    languages: Sequence[str] = ()
    origins: Sequence[str] = ()
    kinds: Sequence[str] = ()
    since: date | None = None
    until: date | None = None


class Row(NamedTuple):
    """A version that may be found, with what it is sorted and counted by."""

    version: int
    language: str
    origin: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One organisation's view at one instant. None is a visitor: nothing is shared with the public yet."""

    organisation: Organisation | None
    at: datetime

    def rows(self, versions: Collection[int]) -> dict[int, Row]:
        """Of these versions, those in sight."""
        wanted = list(versions)
        found: dict[int, Row] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            part = self._rows(Facets(), Q(pk__in=wanted[start : start + _AT_ONCE]))
            found |= {row[0]: Row(*row) for row in part}
        return found

    def newest(self, facets: Facets, *, limit: int) -> list[Row]:
        """What is in sight, the newest first."""
        rows = self._rows(facets).order_by(_TOLD_AT.desc(), "-pk")
        return [Row(*row) for row in rows[:limit]]

    def everything(self, facets: Facets) -> list[Row]:
        return [Row(*row) for row in self._rows(facets)]

    def _rows(
        self, facets: Facets, *chosen: Q
    ) -> QuerySet[Version, tuple[int, str, str, str, datetime]]:
        versions = (
            Version.objects.none()
            if self.organisation is None
            else Version.objects.findable_by(self.organisation, at=self.at)
        )
        return (
            versions.filter(*chosen)
            .annotate(told_at=_TOLD_AT)
            .filter(_narrowed(facets))
            .values_list(
                "pk", "edition__language", "edition__work__origin", "edition__work__kind", _TOLD_AT
            )
        )


def _narrowed(facets: Facets) -> Q:
    narrow = Q()
    if facets.languages:
        narrow &= Q(edition__language__in=facets.languages)
    if facets.origins:
        narrow &= Q(edition__work__origin__in=facets.origins)
    if facets.kinds:
        narrow &= Q(edition__work__kind__in=facets.kinds)
    if facets.since:
        narrow &= Q(told_at__date__gte=facets.since)
    if facets.until:
        narrow &= Q(told_at__date__lt=facets.until)
    return narrow
