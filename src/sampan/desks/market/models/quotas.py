"""What a house offers besides what it licensed here, so that its share of foreign works can be told."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sampan.partners.models import Organisation, Person


class QuotaDeclarationQuerySet(models.QuerySet["QuotaDeclaration"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """The house's own; where it stands is nobody else's business."""
        return self.filter(house=organisation)


class QuotaDeclaration(models.Model):
    """Works of a rule's kinds held elsewhere in a year. Written once; the newest of its year and rule counts."""

    house = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)  # its id in rules.toml
    year = models.PositiveSmallIntegerField()
    total = models.PositiveIntegerField()
    foreign = models.PositiveIntegerField()  # of the total
    declared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)

    objects = QuotaDeclarationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="foreign_is_part_of_total", condition=Q(foreign__lte=F("total"))
            )
        ]

    @property
    def domestic(self) -> int:
        return self.total - self.foreign
