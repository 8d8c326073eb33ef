"""Titles get posters, stills, trailers and screeners."""

from typing import IO

from django.db import transaction

from sampan.catalogue import assets, clips
from sampan.catalogue.models import Purpose, Title, TitleFile
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import valid

from .titling import demand_seller


def put_file(
    *,
    actor: Actor,
    title: Title,
    purpose: str,
    file: IO[bytes],
    name: str,
    language: str = "",
    alternative: str = "",
) -> TitleFile:
    """Store a poster, still, trailer or screener. It is decoded first; what cannot be raises Invalid."""
    demand_seller(actor, title)
    seconds = None
    if purpose in (Purpose.POSTER, Purpose.STILL):
        asset = assets.keep_picture(file)
    else:
        clip = clips.look(file)
        seconds = clip.seconds
        asset = assets.keep(file, media_type=clip.media_type)
    with transaction.atomic():
        standing = TitleFile.objects.filter(title=title, purpose=purpose)
        same = standing.filter(asset=asset).first()
        if same is not None:
            return same
        row = TitleFile(
            title=title, asset=asset, purpose=purpose, language=language, name=name,
            alternative=alternative, seconds=seconds, order=standing.count(),
        )  # fmt: skip
        valid(row).save()
        told = {"digest": asset.digest, "purpose": purpose, "name": name}
        events.record(
            name="catalogue.title.illustrated", subject=title.work, actor=actor, data=told
        )
    return row


@transaction.atomic
def remove_file(*, actor: Actor, file: TitleFile) -> None:
    """Take a file from its title; its bytes stay in the store."""
    demand_seller(actor, file.title)
    told = {"digest": file.asset_id, "purpose": file.purpose, "name": file.name}
    work = file.title.work
    file.delete()
    events.record(name="catalogue.title.unillustrated", subject=work, actor=actor, data=told)
