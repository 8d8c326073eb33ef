"""What has to be delivered under a contract, and what was delivered."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Asset, Work
from sampan.desks.market.terms import MaterialKind
from sampan.partners.models import Person

from .contracts import Contract

MATERIAL_NAMES = {
    MaterialKind.MASTER: _("Master"),
    MaterialKind.TRAILER: _("Trailer"),
    MaterialKind.SUBTITLES: _("Subtitles"),
    MaterialKind.DIALOGUE: _("Dialogue list"),
    MaterialKind.ARTWORK: _("Artwork"),
    MaterialKind.CUE_SHEET: _("Music cue sheet"),
    MaterialKind.RATING: _("Rating certificate"),
}


class MaterialState(models.TextChoices):
    WANTED = "wanted", _("Not delivered yet")
    CHECKING = "checking", _("Being checked")
    DELIVERED = "delivered", _("Delivered")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Sent back")


class Material(models.Model):
    """One thing on the checklist of a contract, delivered by whoever licenses its work."""

    State = MaterialState

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="materials")
    work = models.ForeignKey(Work, models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=12, choices=[(kind.value, name) for kind, name in MATERIAL_NAMES.items()]
    )
    language = models.CharField(max_length=12, blank=True)  # BCP 47
    returned = models.BooleanField(default=False)  # of a work that the buyer gives in return
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=MaterialState.choices, default=MaterialState.WANTED
    )
    reason = models.TextField(blank=True)  # why it was sent back


class Delivered(models.Model):
    """A file as it came in for a material, and what the check found; each stays, the newest counts."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="files")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(default=dict)  # container, codecs, size, duration, loudness
    findings = models.JSONField(default=list)  # [{"kind": "loud", "lufs": -9.1}]
    checked_at = models.DateTimeField(null=True, blank=True)
