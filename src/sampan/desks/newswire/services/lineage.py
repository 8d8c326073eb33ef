"""What a story was translated from, and what was translated from it."""

from django.utils.translation import gettext as _

from sampan.catalogue.models import Edition, Status, Version
from sampan.partners.errors import Invalid


def locked(edition: Edition) -> Edition:
    """The row as it is now, and nobody else's to change until the transaction ends."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related(
        "house", "work__owner", "latest", "published", "translated_from__edition"
    )
    return rows.get(pk=edition.pk)


def about(version: Version) -> dict[str, object]:
    """What every event about a version tells."""
    edition = version.edition
    return {
        "uri": edition.uri,
        "version": version.number,
        "headline": version.headline,
        "language": edition.language,
        "digest": version.digest,
    }


def family(edition: Edition) -> list[Edition]:
    """The edition and all that was translated from it, directly or over other translations; itself first."""
    siblings = list(
        Edition.objects.filter(work=edition.work_id).select_related("translated_from", "house")
    )
    found = [edition]
    for parent in found:
        found += [
            child
            for child in siblings
            if child.translated_from and child.translated_from.edition_id == parent.pk
        ]
    return found


def sources(edition: Edition) -> list[Edition]:
    """What the edition was translated from, directly or over other translations; the original first."""
    found: list[Edition] = []
    rows = Edition.objects.select_related("translated_from__edition")
    one = rows.get(pk=edition.pk)
    while one.translated_from is not None:
        one = rows.get(pk=one.translated_from.edition_id)
        found.insert(0, one)
    return found


def check_source(edition: Edition) -> None:
    """Nothing is made, and nothing published, from a text that was recalled."""
    if edition.status == Status.CANCELED:
        raise Invalid(_("The original was killed; nothing may be made of it any more."))
    if edition.status == Status.WITHHELD:
        raise Invalid(_("The original is withheld; wait until its house publishes it again."))
