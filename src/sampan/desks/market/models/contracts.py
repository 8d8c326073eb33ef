"""Contracts: what was agreed, its document, who signed it, and how it ended."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Asset, Grant, Work
from sampan.partners.models import Organisation, Person

from .negotiations import Negotiation, Offer


class ContractState(models.TextChoices):
    DRAFT = "draft", _("Draft")  # agreed; the document to be signed is not made yet
    PENDING = "pending", _("To be signed")
    ACTIVE = "active", _("In force")
    REJECTED = "rejected", _("Not signed")
    TERMINATED = "terminated", _("Terminated")
    EXPIRED = "expired", _("Expired")
    SUPERSEDED = "superseded", _("Replaced")


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """The two parties, and nobody else."""
        return self.filter(Q(buyer=organisation) | Q(seller=organisation))

    def in_force(self) -> Self:
        return self.filter(state=ContractState.ACTIVE)


class Contract(models.Model):
    """A deal: the offer that was accepted, and the grants that were written in the same transaction."""

    State = ContractState

    negotiation = models.OneToOneField(Negotiation, models.PROTECT, related_name="contract")
    offer = models.OneToOneField(Offer, models.PROTECT, related_name="+")
    seller = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    buyer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    grants = models.ManyToManyField(Grant, related_name="+")
    state = models.CharField(max_length=10, choices=ContractState.choices)
    agreed_at = models.DateTimeField(default=timezone.now)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)  # half-open; None: without end
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor"
    )
    document = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    signed_copy = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)  # of the end

    objects = ContractQuerySet.as_manager()

    @property
    def number(self) -> str:
        """How it is cited: in grants, on the document, in statements."""
        return contract_number(self.agreed_at.date(), self.pk)

    def other(self, organisation: Organisation) -> Organisation:
        """The party across the table."""
        return self.buyer if organisation.pk == self.seller_id else self.seller

    @property
    def listed_works(self) -> list[Work]:
        return self.negotiation.listed_works

    @property
    def sold_works(self) -> list[Work]:
        """Of which the buyer reports receipts."""
        sold = self.offer.said.sold_works
        return [work for work in self.listed_works if str(work.key) in sold]

    @property
    def goes_both_ways(self) -> bool:
        return self.offer.said.goes_both_ways

    @property
    def counts_runs(self) -> bool:
        """Whether any of its licences allows only so many showings."""
        return self.grants.exclude(runs=None).exists()

    @property
    def is_open(self) -> bool:
        return self.state in {ContractState.DRAFT, ContractState.PENDING, ContractState.ACTIVE}


def contract_number(agreed_on: date, pk: int) -> str:
    """
    >>> contract_number(date(2026, 11, 25), 12)
    'S-2026-00012'
    """
    return f"S-{agreed_on.year}-{pk:05d}"


class SignatureKind(models.TextChoices):
    OFFER = "offer", _("Sent the terms")
    ACCEPTANCE = "acceptance", _("Accepted the terms")
    DOCUMENT = "document", _("Signed the document")
    COPY = "copy", _("Sent the signed copy")


class Signature(models.Model):
    """The log: who bound which house to what, when. `digest` is of the terms, the document or the copy."""

    Kind = SignatureKind

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="signatures")
    kind = models.CharField(max_length=10, choices=SignatureKind.choices)
    house = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField(default=timezone.now)
