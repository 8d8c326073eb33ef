"""What the catalogue hears."""

from sampan.partners import events
from sampan.partners.models import Event

from . import indexing, kept_rights
from .models import Version


@events.handles("catalogue.version.added")
def index_text(event: Event) -> None:
    indexing.index_text(_version(event))


# Embedding takes a second a story: outside, so that no transaction waits for it. Done twice, it gives the same.
@events.handles("catalogue.version.added", outside=True)
def index_meaning(event: Event) -> None:
    indexing.index_meaning(_version(event))


# Outside as well: it may read every grant.
@events.handles("catalogue.grant.added", "catalogue.grant.superseded", outside=True)
def keep_rights(_event: Event) -> None:
    kept_rights.refresh()


def _version(event: Event) -> Version:
    return Version.objects.select_related("edition").get(pk=event.data["version"])
