"""Pictures as they go out with a story: named in every format, each file by an address of its own."""

import base64
from collections import defaultdict
from collections.abc import Sequence

from sampan.catalogue.models import Asset, Attachment, Version
from sampan.engines import news
from sampan.partners.models import Organisation

from .picture_leave import BEST, SMALLER, Leave


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
