"""How many runs each licence of a contract allows, and how many were shown."""

from dataclasses import dataclass

from sampan.catalogue.models import Grant, Run

from .models import Contract


@dataclass(frozen=True, slots=True)
class RunCount:
    """One licence that counts runs; `last` is the day of the last showing, None before the first."""

    grant: Grant
    used: int
    last: object | None

    @property
    def left(self) -> int:
        return max(0, (self.grant.runs or 0) - self.used)

    @property
    def over(self) -> int:
        return max(0, self.used - (self.grant.runs or 0))


def run_counts(contract: Contract) -> list[RunCount]:
    """Of both directions of a barter, in the order of the clauses."""
    rows = contract.grants.exclude(runs=None).select_related("work", "licensee").order_by("pk")
    grants = list(rows)
    keys = [grant.pk for grant in grants]
    used, last = Run.objects.used(keys), Run.objects.last_days(keys)
    return [RunCount(grant, used.get(grant.pk, 0), last.get(grant.pk)) for grant in grants]
