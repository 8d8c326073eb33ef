"""A contract from its document to its end."""

from datetime import date
from io import BytesIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue import assets
from sampan.catalogue.services import end_grants
from sampan.desks.market import deal_rules
from sampan.desks.market.document import contract_pdf
from sampan.desks.market.models import Contract, ContractState, Signature
from sampan.desks.market.models.contracts import SignatureKind
from sampan.desks.market.telling import tell_both
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.rules import demand

from .acceptance import write_grants

_PDF = "application/pdf"
_REFUSAL = "A contract is signed and ended by a seller or buyer of its two houses."


@transaction.atomic
def issue_document(*, contract: Contract) -> Contract:
    """Make the document from the deal, once; whoever has to sign can do so from then on."""
    held = _hold(contract)
    if held.document is not None:
        return held
    held.document = assets.keep(BytesIO(contract_pdf(held)), media_type=_PDF)
    if held.state == ContractState.DRAFT:
        held.state = ContractState.PENDING
    held.save(update_fields=["document", "state"])
    tell_both("market.contract.issued", held, actor=None, data={"digest": held.document.digest})
    return held


@transaction.atomic
def sign_contract(*, actor: Actor, contract: Contract, digest: str) -> Contract:
    """Sign the document whose hash is `digest`. With the second signature its grants are signed, too."""
    held = _hold(contract)
    demand(deal_rules.may_deal(actor, held), _REFUSAL)
    if held.document is None or held.state not in (ContractState.PENDING, ContractState.ACTIVE):
        raise Invalid(_("There is nothing to sign."))
    if digest != held.document.digest:
        raise Invalid(_("This is not the document that was made; open it again."), field="digest")
    signed = held.signatures.filter(kind=SignatureKind.DOCUMENT)
    if signed.filter(house=actor.organisation).exists():
        raise Invalid(_("Your house has signed already."))
    _log(actor, held, SignatureKind.DOCUMENT, digest)
    tell_both("market.contract.signed", held, actor=actor, data={"digest": digest})
    if held.state == ContractState.PENDING and signed.count() == 2:
        _put_in_force(actor, held)
    return held


@transaction.atomic
def upload_signed_copy(*, actor: Actor, contract: Contract, data: bytes) -> Contract:
    """Keep the signed paper, as it was scanned, under its hash."""
    held = _hold(contract)
    demand(deal_rules.may_deal(actor, held), _REFUSAL)
    if not data.startswith(b"%PDF-"):
        raise Invalid(_("The signed copy must be a PDF."), field="file")
    held.signed_copy = assets.keep(BytesIO(data), media_type=_PDF)
    held.save(update_fields=["signed_copy"])
    _log(actor, held, SignatureKind.COPY, held.signed_copy.digest)
    tell_both("market.contract.filed", held, actor=actor, data={"digest": held.signed_copy.digest})
    return held


@transaction.atomic
def reject_contract(*, actor: Actor, contract: Contract, reason: str) -> Contract:
    """Refuse to sign: the rights that were reserved for it are free again."""
    held = _hold(contract)
    demand(deal_rules.may_deal(actor, held), _REFUSAL)
    if held.state not in (ContractState.DRAFT, ContractState.PENDING):
        raise Invalid(_("This contract waits for no signature."))
    _end(actor, held, ContractState.REJECTED, reason)
    tell_both("market.contract.rejected", held, actor=actor, data={"reason": reason})
    return held


@transaction.atomic
def terminate_contract(*, actor: Actor, contract: Contract, reason: str) -> Contract:
    """End a contract in force before its time: its grants are superseded, and stay on record."""
    held = _hold(contract)
    demand(deal_rules.may_deal(actor, held), _REFUSAL)
    if held.state != ContractState.ACTIVE:
        raise Invalid(_("Only a contract in force can be terminated."))
    _end(actor, held, ContractState.TERMINATED, reason)
    on = timezone.localdate().isoformat()
    tell_both("market.contract.terminated", held, actor=actor, data={"reason": reason, "on": on})
    return held


def _hold(contract: Contract) -> Contract:
    return (
        Contract.objects.select_for_update(of=("self",))
        .select_related("seller", "buyer", "offer", "negotiation", "document")
        .get(pk=contract.pk)
    )


def _end(actor: Actor, held: Contract, state: ContractState, reason: str) -> None:
    if not reason.strip():
        raise Invalid(_("Say why, for the record."), field="reason")
    end_grants(actor=actor, grants=held.grants.filter(superseded_at=None))
    held.state, held.reason, held.ended_at = state, reason.strip(), timezone.now()
    held.save(update_fields=["state", "reason", "ended_at"])


def _put_in_force(actor: Actor, held: Contract) -> None:
    """The unsigned grants make room for the same ones, signed, under one lock."""
    end_grants(actor=actor, grants=held.grants.filter(superseded_at=None))
    works = {str(work.key): work for work in held.negotiation.works.all()}
    held.grants.add(*write_grants(actor, held, held.offer.said, works, signed=True))
    held.state = ContractState.ACTIVE
    held.save(update_fields=["state"])


def _log(actor: Actor, contract: Contract, kind: SignatureKind, digest: str) -> None:
    Signature.objects.create(
        contract=contract,
        kind=kind,
        house=actor.organisation,
        person=actor.person,
        digest=digest,
    )


def next_period(contract: Contract) -> tuple[date, date | None] | None:
    """The period that a renewal proposes: as long again, from the day on which this one ends."""
    if contract.end_on is None:
        return None
    return contract.end_on, contract.end_on + (contract.end_on - contract.start_on)
