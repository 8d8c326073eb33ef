"""Runs under a contract: the licensee says what it showed, both sides see how many are left."""

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue.models import Grant, Run
from sampan.catalogue.services import Shown, note_runs
from sampan.desks.market.models import Contract
from sampan.desks.market.naming import title_of
from sampan.desks.market.telling import tell_both
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid


@transaction.atomic
def report_runs(*, actor: Actor, contract: Contract, grant: Grant, shown: Shown) -> Run:
    """Note showings under one licence of the contract. Both houses are told; of more than was agreed, as such."""
    if not contract.grants.filter(pk=grant.pk).exists() or grant.work is None:
        raise Invalid(_("This is no licence of this contract."), field="grant")
    run = note_runs(actor=actor, grant=grant, shown=shown)
    used = Run.objects.used([grant.pk])[grant.pk]
    over = max(0, used - (grant.runs or 0))
    data = {
        "name": title_of([grant.work]), "count": shown.count, "on": shown.on.isoformat(),
        "territory": shown.territory, "used": used, "runs": grant.runs, "over": over,
    }  # fmt: skip
    name = "market.runs.exceeded" if over and shown.count > 0 else "market.runs.reported"
    tell_both(name, contract, actor=actor, data=data)
    return run
