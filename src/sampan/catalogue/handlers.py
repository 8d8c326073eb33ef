"""What the catalogue hears."""

from sampan.partners import events
from sampan.partners.models import Event

from . import indexing
from .models import Version


@events.handles("catalogue.version.added")
def index_text(event: Event) -> None:
    indexing.index_text(_version(event))


# Embedding takes a second a story: outside, so that no transaction waits for it. Done twice, it gives the same.
@events.handles("catalogue.version.added", outside=True)
def index_meaning(event: Event) -> None:
    indexing.index_meaning(_version(event))


def _version(event: Event) -> Version:
    return Version.objects.select_related("edition").get(pk=event.data["version"])
