"""A version taken out by hand, by a program or by a feed: written in a standard format, and noted as used."""

from collections.abc import Sequence
from dataclasses import dataclass

from sampan.catalogue.models import Version
from sampan.engines import news
from sampan.engines.rights.reservation import write_headers
from sampan.partners.actor import Actor
from sampan.partners.models import Organisation

from .items import item_of
from .models import Usage
from .models.pickup import UsageKind

FORMS = {
    "ninjs": ("ninjs 3.1", "json"),
    "newsml-g2": ("NewsML-G2 2.35", "xml"),
    "nitf": ("NITF 3.6", "xml"),
}


@dataclass(frozen=True, slots=True)
class Export:
    """A story as a file; `signals` are response headers that say of its use by machines what the file says."""

    body: bytes
    media_type: str
    name: str
    signals: dict[str, str]


def export_version(*, actor: Actor, version: Version, form: str) -> Export:
    note_use(version=version, organisation=actor.organisation, kind=UsageKind.EXPORT)
    _title, ending = FORMS[form]
    item = item_of(version, receiver=actor.organisation)
    return Export(
        body=news.write(item, form),
        media_type=news.media_type(item, form),
        name=f"story-{version.edition_id}-{version.number}.{ending}",
        signals=write_headers(item.ai_policy) if item.ai_policy else {},
    )


def note_use(*, version: Version, organisation: Organisation, kind: UsageKind) -> None:
    """That a partner has the version; its own house needs no note."""
    note_uses(versions=[version], organisation=organisation, kind=kind)


def note_uses(*, versions: Sequence[Version], organisation: Organisation, kind: UsageKind) -> None:
    """The same of several at once. What was noted before stays as it is."""
    rows = [
        Usage(version=version, organisation=organisation, kind=kind)
        for version in versions
        if version.edition.house_id != organisation.pk
    ]
    Usage.objects.bulk_create(rows, ignore_conflicts=True)
