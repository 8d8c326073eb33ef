"""Runs under a contract: the licensee says what it showed, both sides see how many are left."""

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue.models import RunCount
from sampan.catalogue.services import Shown, note_runs
from sampan.desks.market.models import Contract
from sampan.desks.market.naming import title_of
from sampan.desks.market.telling import tell_both
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid


@transaction.atomic
def report_runs(*, actor: Actor, contract: Contract, grant: int, shown: Shown) -> RunCount:
    """Note showings under one licence of the contract, named by its key. Both houses are told."""
    licence = contract.grants.select_related("work").filter(pk=grant).first()
    if licence is None or licence.work is None:
        raise Invalid(_("This is no licence of this contract."), field="grant")
    count = note_runs(actor=actor, grant=licence, shown=shown)
    data = {
        "name": title_of([licence.work]), "count": shown.count, "on": shown.on.isoformat(),
        "territory": shown.territory, "used": count.used, "runs": licence.runs, "over": count.over,
    }  # fmt: skip
    name = "market.runs.exceeded" if count.over and shown.count > 0 else "market.runs.reported"
    tell_both(name, contract, actor=actor, data=data)
    return count
