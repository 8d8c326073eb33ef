"""How many runs each licence of a contract allows, and how many were shown."""

from sampan.catalogue.models import Run, RunCount

from .models import Contract


def run_counts(contract: Contract) -> list[RunCount]:
    """Of the licences that count runs, in both directions of a barter, in the order of the clauses."""
    counted = contract.grants.exclude(runs=None).select_related("work", "licensee").order_by("pk")
    return Run.objects.counts(list(counted))
