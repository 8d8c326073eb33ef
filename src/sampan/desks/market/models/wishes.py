"""Wishes: a search that goes on, and what it has found so far."""

from typing import Self

from django.db import models
from django.utils import timezone

from sampan.catalogue.models import Work
from sampan.partners.models import Organisation, Person


class WishQuerySet(models.QuerySet["Wish"]):
    def visible_to(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def active(self) -> Self:
        return self.filter(removed_at=None)


class Wish(models.Model):
    """A search of one house that tells when something fits. It never changes: another search is another wish."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    query = models.TextField()  # as it stands in the address of the search
    mails = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = WishQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class WishMatch(models.Model):
    """That a work fits a wish, or did until `lost_at`: so that each time is told once."""

    wish = models.ForeignKey(Wish, models.CASCADE, related_name="matches")
    work = models.ForeignKey(Work, models.CASCADE, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)
    lost_at = models.DateTimeField(null=True, blank=True)
    was_told = models.BooleanField(default=True)  # not what fitted when the wish was saved

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wish", "work"], name="one_match_a_work")]
