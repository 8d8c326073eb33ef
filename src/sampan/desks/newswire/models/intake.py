"""What came in, byte for byte, and what was understood of it."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Asset, Edition
from sampan.partners.models import Organisation, Person


class Channel(models.TextChoices):
    UPLOAD = "upload", _("Upload")
    MAIL = "mail", _("Mail")
    FOLDER = "folder", _("Drop folder")
    FEED = "feed", _("Feed")
    API = "api", _("Program")


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)


class Message(models.Model):
    """Bytes as they were received. Kept whether or not they could be read."""

    Channel = Channel

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="messages")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    format = models.CharField(max_length=20, blank=True)  # what the reader took it for
    problem = models.TextField(blank=True)  # why it could not be read, and what would be right
    received_at = models.DateTimeField(default=timezone.now)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "asset", "name"], name="message_received_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "-received_at"], name="message_inbox")]

    def __str__(self) -> str:
        return self.name


class Intake(models.Model):
    """One story found in a message: the edition made of it, what was repaired, what was set aside."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="intakes")
    edition = models.OneToOneField(Edition, models.CASCADE, related_name="intake")
    repairs = models.JSONField(default=list)  # [{"kind": …, "detail": …}]
    set_aside = models.JSONField(default=list)  # [{"text": …, "reason": …, "where": …}]
