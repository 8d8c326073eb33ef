"""Money under contracts: what came in, at which rate, what is owed by it, what was paid."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Work
from sampan.partners.models import Organisation, Person

from .contracts import Contract


class ExchangeRate(models.Model):
    """On a day, one unit of `base` cost `rate` units of `quote`, says `source`; kept by the house that read it in."""

    house = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField()
    base = models.CharField(max_length=3)
    quote = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["house", "on", "base", "quote"], name="one_rate_a_day_and_pair"
            )
        ]


class Receipt(models.Model):
    """What the licensee took with a work up to a day. A correction is one more row, and may be negative."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="receipts")
    work = models.ForeignKey(Work, models.PROTECT, related_name="+")
    until_on = models.DateField()  # the last day of its period
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    streams = models.BigIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    converted = models.BigIntegerField()  # in the contract's currency, minor units
    rate = models.CharField(max_length=200, blank=True)  # which rate, of which day and source
    statement = models.ForeignKey(
        "RoyaltyStatement", models.PROTECT, null=True, blank=True, related_name="receipts"
    )  # the one that counted it first
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)


class RoyaltyStatement(models.Model):
    """One period's statement. `content` is canonical text, so that a re-run can be compared byte by byte."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField()
    until_on = models.DateField()
    content = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="statement_numbers")
        ]


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, organisation: Organisation) -> Self:
        return self.filter(Q(contract__buyer=organisation) | Q(contract__seller=organisation))


class PaymentFor(models.TextChoices):
    SIGNATURE = "signature", _("On signature")
    DELIVERY = "delivery", _("On delivery")
    DAY = "day", _("On a day")
    STATEMENT = "statement", _("By statement")


class Payment(models.Model):
    """An amount that the buyer owes: it marks that it paid, the seller that it came."""

    For = PaymentFor

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="payments")
    statement = models.OneToOneField(
        RoyaltyStatement, models.PROTECT, null=True, blank=True, related_name="payment"
    )
    owed_for = models.CharField(max_length=10, choices=PaymentFor.choices)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    due_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=80, blank=True)  # of the bank
    received_on = models.DateField(null=True, blank=True)

    objects = PaymentQuerySet.as_manager()


class CalendarKey(models.Model):
    """The secret address at which a house's calendar can be subscribed to; kept as a digest only."""

    house = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
