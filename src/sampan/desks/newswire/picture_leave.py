"""The address of a picture is the leave to fetch it: signed, for one receiver, without signing in.

It ends after two days, and as soon as the story is called back.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from sampan.catalogue.models import Asset, Attachment, Edition, Status
from sampan.partners.errors import Refused
from sampan.partners.models import Organisation

from .models import Route, Usage

LASTS = timedelta(days=2)
BEST, SMALLER = "highRes", "web"  # IPTC's names of renditions
_SALT = "sampan.newswire.pictures"


@dataclass(frozen=True, slots=True)
class Leave:
    """What an address allows: one file, to one organisation."""

    attachment: int
    receiver: int
    rendition: str

    @property
    def address(self) -> str:
        token = signing.dumps([self.attachment, self.receiver, self.rendition], salt=_SALT)
        return settings.PUBLIC_URL + reverse("newswire:fetch_picture", args=[token])


def picture_at(token: str) -> tuple[Attachment, Asset] | None:
    """The file behind an address; None where there is none. Raises Refused for one that has ended."""
    leave = _leave(token)
    rows = Attachment.objects.select_related("asset__rendition", "version__edition__published")
    attachment = rows.filter(pk=leave.attachment).first() if leave else None
    receiver = Organisation.objects.active().filter(pk=leave.receiver).first() if leave else None
    if leave is None or attachment is None or receiver is None:
        return None
    if not _has(receiver, attachment):
        raise Refused(_("The story of this picture was called back, or is not yours to read."))
    asset = attachment.asset if leave.rendition == BEST else attachment.asset.rendition
    return (attachment, asset) if asset else None


def _leave(token: str) -> Leave | None:
    try:
        return Leave(*signing.loads(token, salt=_SALT, max_age=LASTS))
    except signing.SignatureExpired:
        raise Refused(
            _(
                "This address of a picture has ended. The story has new ones: export or read it again."
            )
        ) from None
    except signing.BadSignature:
        return None


def _has(receiver: Organisation, attachment: Attachment) -> bool:
    """Its own house always; others what they see or were sent, so long as it stands."""
    edition = attachment.version.edition
    if edition.house_id == receiver.pk:
        return True
    if edition.status != Status.USABLE or edition.published is None:
        return False
    if attachment.version.number > edition.published.number:
        return False
    return (
        Edition.objects.visible_to(receiver).filter(pk=edition.pk).exists()
        or Route.objects.filter(edition=edition, destination__organisation=receiver).exists()
        or Usage.objects.filter(version__edition=edition, organisation=receiver).exists()
    )
