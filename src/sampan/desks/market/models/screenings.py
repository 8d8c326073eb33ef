"""Leave to watch a screener, and the copy that each viewer gets: marked with the viewer's own name."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Asset, Title, TitleFile
from sampan.partners.models import Organisation, Person


class LeaveQuerySet(models.QuerySet["ScreeningLeave"]):
    def in_force(self, *, at: datetime) -> Self:
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), until_at__gt=at)

    def visible_to(self, organisation: Organisation) -> Self:
        """To who gave it and who got it."""
        return self.filter(Q(organisation=organisation) | Q(title__work__owner=organisation))


class ScreeningLeave(models.Model):
    """That one house may watch the screeners of a title until an instant."""

    title = models.ForeignKey(Title, models.CASCADE, related_name="screening_leaves")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    until_at = models.DateTimeField()
    may_download = models.BooleanField(default=False)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    def is_in_force(self, at: datetime) -> bool:
        return self.until_at > at and (self.ended_at is None or self.ended_at > at)


class CopyState(models.TextChoices):
    ASKED = "asked", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class ScreeningCopyQuerySet(models.QuerySet["ScreeningCopy"]):
    def watchable_by(self, person: Person, organisation: Organisation, *, at: datetime) -> Self:
        """Everybody watches their own copy alone, while their house has leave."""
        leaves = ScreeningLeave.objects.in_force(at=at).filter(organisation=organisation)
        return self.filter(person=person, leave__in=leaves)


class ScreeningCopy(models.Model):
    """A screener with one viewer's name burnt into every picture."""

    leave = models.ForeignKey(ScreeningLeave, models.CASCADE, related_name="copies")
    file = models.ForeignKey(TitleFile, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=CopyState.choices, default=CopyState.ASKED)
    done = models.PositiveSmallIntegerField(default=0)  # per cent
    problem = models.TextField(blank=True)
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    viewed_at = models.DateTimeField(null=True)  # last begun

    objects = ScreeningCopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["leave", "file", "person"], name="one_copy_a_viewer")
        ]
