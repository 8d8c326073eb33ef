"""Materials: delivered by the licensor, looked at by the program, judged by the licensee."""

import shutil
import tempfile
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue import assets
from sampan.catalogue.models import Title
from sampan.desks.market import deal_rules, quality
from sampan.desks.market.models import ContractState, Delivered, Material, MaterialState
from sampan.desks.market.telling import tell_both
from sampan.desks.market.terms import MaterialKind
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.rules import demand

LARGEST = 4 << 30


@transaction.atomic
def deliver_material(
    *, actor: Actor, material: Material, file: IO[bytes], name: str, media_type: str
) -> Delivered:
    """Keep what the licensor sent, whatever it is; the worker looks at it next."""
    contract = material.contract
    demand(
        deal_rules.may_deliver(actor, material),
        _("Materials are delivered by a seller of the licensor."),
    )
    if not contract.is_open:
        raise Invalid(_("This contract has ended; nothing is delivered any longer."))
    if material.state == MaterialState.ACCEPTED:
        raise Invalid(_("This was accepted already."))
    delivered = Delivered.objects.create(
        material=material,
        asset=assets.keep(file, media_type=media_type),
        name=name[:200],
        sent_by=actor.person,
    )
    material.state, material.reason = MaterialState.CHECKING, ""
    material.save(update_fields=["state", "reason"])
    told = _told(material) | {"file": delivered.pk, "name": delivered.name}
    tell_both("market.material.delivered", contract, actor=actor, data=told)
    return delivered


def check_material(*, delivered: Delivered) -> quality.Report:
    """Measure the file, outside any transaction, and write down what was found. Doing it twice finds the same."""
    with tempfile.NamedTemporaryFile(suffix=Path(delivered.name).suffix[:10]) as file:
        with assets.open_asset(delivered.asset) as kept:
            shutil.copyfileobj(kept, file)
        file.flush()
        material = delivered.material
        report = quality.look(
            Path(file.name), MaterialKind(material.kind), minutes=_minutes(material)
        )
    with transaction.atomic():
        delivered.facts, delivered.findings = report.facts, report.findings
        delivered.checked_at = timezone.now()
        delivered.save(update_fields=["facts", "findings", "checked_at"])
        Material.objects.filter(pk=material.pk, state=MaterialState.CHECKING).update(
            state=MaterialState.DELIVERED
        )
    return report


@transaction.atomic
def accept_material(*, actor: Actor, material: Material) -> Material:
    """The licensee takes it; with the seller's last one, what is due on delivery is due."""
    held = _judged(actor, material)
    held.state, held.reason = MaterialState.ACCEPTED, ""
    held.save(update_fields=["state", "reason"])
    tell_both("market.material.accepted", held.contract, actor=actor, data=_told(held))
    waiting = held.contract.materials.filter(returned=False).exclude(state=MaterialState.ACCEPTED)
    if not waiting.exists():
        held.contract.payments.filter(owed_for="delivery", due_on=None).update(
            due_on=timezone.localdate()
        )
    return held


@transaction.atomic
def reject_material(*, actor: Actor, material: Material, reason: str) -> Material:
    """The licensee sends it back, with a reason that the licensor reads."""
    held = _judged(actor, material)
    if not reason.strip():
        raise Invalid(_("Say what is wrong with it."), field="reason")
    held.state, held.reason = MaterialState.REJECTED, reason.strip()
    held.save(update_fields=["state", "reason"])
    told = _told(held) | {"reason": held.reason}
    tell_both("market.material.rejected", held.contract, actor=actor, data=told)
    return held


def _judged(actor: Actor, material: Material) -> Material:
    held = Material.objects.select_for_update(of=("self",)).select_related("contract", "work")
    found = held.get(pk=material.pk)
    demand(
        deal_rules.may_judge(actor, found),
        _("Materials are accepted or sent back by a buyer of the licensee."),
    )
    if found.state not in (MaterialState.DELIVERED, MaterialState.CHECKING):
        raise Invalid(_("Nothing was delivered that could be judged."))
    if found.contract.state == ContractState.TERMINATED:
        raise Invalid(_("This contract has ended; nothing is delivered any longer."))
    return found


def _minutes(material: Material) -> int | None:
    title = Title.objects.filter(work=material.work).first()
    return title.minutes if title else None


def _told(material: Material) -> dict[str, object]:
    return {
        "material": material.pk,
        "kind": material.kind,
        "language": material.language,
        "work": str(material.work.key),
    }
