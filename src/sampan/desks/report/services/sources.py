"""Files to measure from: received, understood, looked at, taken."""

from collections.abc import Mapping
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue import assets
from sampan.desks.report import rules
from sampan.desks.report.models import SourceFile, SourceState, TaskKind
from sampan.desks.report.remarks import in_english
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event

from .tasks import begin


def add_source(*, actor: Actor, stream: IO[bytes], name: str) -> SourceFile:
    """Keep a file as it was received; the desk then looks what it holds.

    The same bytes under the same name are the file that is on the list already.
    """
    _demand(actor)
    own = SourceFile.objects.visible_to(actor.organisation)
    with transaction.atomic():
        asset = assets.keep(stream, media_type="application/octet-stream")
        if known := own.filter(asset=asset, name=name[:200]).first():
            return known
        source = SourceFile.objects.create(
            organisation=actor.organisation,
            asset=asset,
            name=name[:200],
            received_by=actor.person,
        )
        _told(actor, source, "report.source.received")
    return source


@transaction.atomic
def map_source(*, actor: Actor, source: SourceFile, mapping: Mapping[str, Any]) -> SourceFile:
    """Say what the columns of a file hold; it is read again by that."""
    _demand(actor, source)
    if source.state == SourceState.TAKEN:
        raise Invalid(_("The file was taken already; give it back first."))
    source.mapping, source.state = dict(mapping), SourceState.RECEIVED
    source.save(update_fields=["mapping", "state"])
    _told(actor, source, "report.source.received")
    return source


@transaction.atomic
def take_source(*, actor: Actor, source: SourceFile) -> SourceFile:
    """Let a file count that a person has looked at. The same bytes count once, whatever their file is called."""
    _demand(actor, source)
    twin = SourceFile.objects.visible_to(actor.organisation).taken().exclude(pk=source.pk)
    if same := twin.filter(asset=source.asset_id).first():
        said = _("The same bytes count already, as “%(name)s”; twice, each row would count twice.")
        raise Invalid(said % {"name": same.name})
    return _become(actor, source, SourceState.UNDERSTOOD, SourceState.TAKEN, "report.source.taken")


@transaction.atomic
def drop_source(*, actor: Actor, source: SourceFile) -> SourceFile:
    """Let it count no more. The file stays, and can be taken again."""
    _demand(actor, source)
    return _become(
        actor, source, SourceState.TAKEN, SourceState.UNDERSTOOD, "report.source.dropped"
    )


@transaction.atomic
def remove_source(*, actor: Actor, source: SourceFile) -> None:
    """Take a file off the list that does not count. Its bytes go with it where nothing else holds them."""
    _demand(actor, source)
    row = SourceFile.objects.select_for_update().filter(pk=source.pk)
    if not row.exclude(state=SourceState.TAKEN).exists():
        raise Invalid(_("The file counts; let it count no more, then remove it."))
    subject = SourceFile(pk=source.pk)
    row.delete()
    data = {"name": source.name, "digest": source.asset_id, "bytes": "kept"}
    if assets.release(source.asset):
        data["bytes"] = "removed"
    events.record(name="report.source.removed", subject=subject, actor=actor, data=data)


def understand_source(*, source: SourceFile, account: Mapping[str, Any]) -> None:
    """What reading it gave: an account to look at, or the remark why there is none."""
    source.preview = dict(account)
    source.reader = account.get("reader", "")
    source.rows, source.refused = account.get("rows", 0), account.get("refused", 0)
    source.problem = in_english(account.get("problem", ""))
    source.state = SourceState.REFUSED if source.problem else SourceState.UNDERSTOOD
    with transaction.atomic():
        if not SourceFile.objects.select_for_update().filter(pk=source.pk).exists():
            return  # it was taken off the list while it was read
        source.save()
        events.record(
            name="report.source.understood",
            subject=source,
            organisation=source.organisation,
            data={"name": source.name, "rows": source.rows, "problem": source.problem},
        )


def _become(
    actor: Actor, source: SourceFile, before: SourceState, after: SourceState, name: str
) -> SourceFile:
    if not SourceFile.objects.filter(pk=source.pk, state=before).update(state=after):
        raise Invalid(_("Somebody else has just moved this file on; look at it again."))
    source.state = after
    begin(_told(actor, source, name), TaskKind.FACTS)
    return source


def _told(actor: Actor, source: SourceFile, name: str) -> Event:
    return events.record(name=name, subject=source, actor=actor, data={"name": source.name})


def _demand(actor: Actor, source: SourceFile | None = None) -> None:
    own = source is None or source.organisation_id == actor.organisation.pk
    if not own or not rules.may_measure(actor):
        raise Refused(_("Files to measure from are given by an analyst of the house."))
