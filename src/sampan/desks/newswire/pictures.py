"""Pictures as they go out with a story: named in every format, and fetched by an address that is signed and ends soon.

The address itself is the leave: whoever received the story fetches its pictures without signing in. It ends when the
story is called back.
"""

import base64
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from sampan.catalogue.models import Asset, Attachment, Edition, Status, Version
from sampan.engines import news
from sampan.partners.errors import Refused
from sampan.partners.models import Organisation

from .models import Route, Usage

LASTS = timedelta(days=2)
BEST, SMALLER = "highRes", "web"  # IPTC's names of renditions
_SALT = "sampan.newswire.pictures"


def pictures_of(version: Version) -> list[Attachment]:
    """A corrected story keeps the pictures that it had; the same file twice is one picture."""
    return pictures_of_each([version])[version.pk]


def pictures_of_each(versions: Sequence[Version]) -> dict[int, list[Attachment]]:
    """The same for several versions at once, by the versions' keys."""
    hung = Attachment.objects.filter(version__edition__in={one.edition_id for one in versions})
    rows = hung.exclude(asset__rendition=None).select_related("asset__rendition", "version")
    of_edition: dict[int, list[Attachment]] = defaultdict(list)
    for attachment in rows.order_by("pk"):
        of_edition[attachment.version.edition_id].append(attachment)
    return {one.pk: _shown(of_edition[one.edition_id], one.number) for one in versions}


def _shown(hung: list[Attachment], number: int) -> list[Attachment]:
    first: dict[str, Attachment] = {}
    for attachment in hung:
        if attachment.version.number <= number:
            first.setdefault(attachment.asset_id, attachment)
    return sorted(first.values(), key=lambda one: (one.order, one.pk))


def media_of(pictures: Sequence[Attachment], *, receiver: Organisation) -> tuple[news.Media, ...]:
    """The pictures with the addresses at which this receiver fetches them."""
    return tuple(_media(one, receiver) for one in pictures)


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


def _media(one: Attachment, receiver: Organisation) -> news.Media:
    asset, small = one.asset, one.asset.rendition
    assert small is not None  # pictures_of saw to it
    smaller = news.Rendition(
        name=SMALLER,
        href=Leave(one.pk, receiver.pk, SMALLER).address,
        media_type=small.media_type,
        width=small.width,
        height=small.height,
        size=small.size,
        digest=small.digest,
    )
    return news.Media(
        href=Leave(one.pk, receiver.pk, BEST).address,
        uri=_name_of(asset),
        media_type=asset.media_type,
        caption=one.caption,
        alternative=one.alternative,
        width=asset.width,
        height=asset.height,
        size=asset.size,
        digest=asset.digest,
        smaller=(smaller,),
    )


def _name_of(asset: Asset) -> str:
    """By its hash (RFC 6920), so that a receiver knows a picture that it has already."""
    value = base64.urlsafe_b64encode(bytes.fromhex(asset.digest)).decode().rstrip("=")
    return f"ni:///sha-256;{value}"
