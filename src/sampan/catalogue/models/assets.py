"""Files, stored once by the hash of their bytes."""

from django.db import models
from django.utils import timezone

from sampan.partners.models import Organisation

from .works import Version


class Asset(models.Model):
    """Some bytes. The same file from two partners is one asset."""

    digest = models.CharField(max_length=64, primary_key=True)  # SHA-256, and its name in the store
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    rendition = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )  # a picture's smaller self for pages
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.digest


class Attachment(models.Model):
    """An asset in its place: on a version of an edition, put there by an organisation."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="attachments")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="attachments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    caption = models.TextField(blank=True)
    alternative = models.TextField(blank=True)  # the text for those who cannot see it
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "asset"], name="asset_once_a_version")
        ]
