"""Files are put on a version."""

from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue import assets, rules
from sampan.catalogue.models import Attachment, Version
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Refused, valid


def attach_asset(
    *,
    actor: Actor,
    version: Version,
    file: IO[bytes],
    name: str,
    media_type: str,
    caption: str = "",
    alternative: str = "",
) -> Attachment:
    """Store the file and put it after those that the version has. The same file twice on a version is one attachment.

    A picture is decoded first; one that cannot be raises Invalid, with a sentence, and nothing is kept.
    """
    if not rules.may_write(actor, version.edition):
        raise Refused(_("Files are attached by the house that makes the edition."))
    picture = media_type.startswith("image/")
    asset = assets.keep_picture(file) if picture else assets.keep(file, media_type=media_type)
    with transaction.atomic():
        standing = Attachment.objects.filter(version=version)
        same = standing.filter(asset=asset).first()
        if same is not None:
            return same
        attachment = Attachment(
            version=version,
            asset=asset,
            organisation=actor.organisation,
            name=name,
            caption=caption,
            alternative=alternative,
            order=standing.count(),
        )
        valid(attachment).save()
        events.record(
            name="catalogue.asset.attached",
            subject=version.edition,
            actor=actor,
            data={"version": version.pk, "digest": asset.digest, "name": name},
        )
    return attachment
