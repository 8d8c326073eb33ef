"""Where a story went beyond its deliveries: what was shown, who took it out of here, where it was seen outside."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Edition, Version
from sampan.partners.models import Organisation


class Publication(models.Model):
    """That partners were shown a version, and since when. What lies between is its house's own business."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="publication")
    at = models.DateTimeField(default=timezone.now)


class UsageKind(models.TextChoices):
    READ = "read", _("Read by a program")
    FEED = "feed", _("Taken from a feed")
    EXPORT = "export", _("Exported")


class Usage(models.Model):
    """That a partner took a version out; with the routes, it says whom a kill must reach."""

    Kind = UsageKind

    version = models.ForeignKey(Version, models.CASCADE, related_name="usages")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="usages")
    kind = models.CharField(max_length=6, choices=UsageKind.choices)
    first_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "organisation", "kind"], name="used_once")
        ]


class PickupVerdict(models.TextChoices):
    """The protection desk's words, as its event tells them."""

    LICENSED = "licensed", _("Licensed")
    QUOTATION = "quotation", _("Quotation")
    TAKEN = "taken", _("Taken without leave")
    COINCIDENCE = "coincidence", _("Coincidence")


class Pickup(models.Model):
    """A sighting of the story outside, as the protection desk judged it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="pickups")
    event = models.UUIDField(unique=True)  # the judgement that it was heard from
    outlet = models.CharField(max_length=200)
    url = models.CharField(max_length=1000, blank=True)
    headline = models.CharField(max_length=500)
    verdict = models.CharField(max_length=12, choices=PickupVerdict.choices)
    share = models.FloatField()  # of the outside article that matches, 0 to 1
    address = models.CharField(max_length=200)  # of the page that shows the passages
    found_at = models.DateTimeField(default=timezone.now)
