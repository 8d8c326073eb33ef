"""Keys by which other programs act for an organisation."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation
from .people import Person


class Scope(models.TextChoices):
    """What a token may be used for. `partners/scopes.py` says which roles each one lends."""

    READ = "read", _("Read what the organisation may see")
    WIRE = "wire", _("Write, publish and correct stories")
    RIGHTS = "rights", _("Record grants and ask what is permitted")
    PROTECTION = "protection", _("Register works and act on matches")
    REPORT = "report", _("Read and build reports")
    PARTNERS = "partners", _("Read the events and look after webhooks")


class TokenQuerySet(models.QuerySet["Token"]):
    def usable(self, *, at: datetime) -> Self:
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=at),
            revoked_at=None,
            organisation__is_active=True,
        )


class Token(models.Model):
    """A key of an organisation, limited to some scopes; shown once, kept as a digest."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)  # values of Scope
    hint = models.CharField(
        max_length=12
    )  # its first characters, so that a person can tell keys apart
    digest = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()
