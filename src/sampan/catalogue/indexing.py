"""A version made findable: by its words, its passages, its meaning. All of it can be made again from the version."""

from django.db.models import QuerySet

from sampan.engines.language import search_terms

from .fingerprints import keep_fingerprints
from .models import Edition, Terms, Vectors, Version
from .search import meaning, vectors


def index_text(version: Version) -> None:
    """Its words, graphemes and fingerprints; and superseded versions leave the search tables."""
    terms = search_terms(version.text, version.edition.language)
    Terms.objects.update_or_create(
        version=version, defaults={"words": terms.words, "graphemes": terms.graphemes}
    )
    keep_fingerprints(version)
    stale = _superseded(version.edition)
    Terms.objects.filter(version__in=stale).delete()
    Vectors.objects.filter(version__in=stale).delete()


def index_meaning(version: Version) -> None:
    """Its sentences as vectors. Slow, and so apart from the rest; a version superseded meanwhile is passed over."""
    if version.pk in _superseded(version.edition).values_list("pk", flat=True):
        return
    meaning.keep_vectors(version)
    vectors.refresh(meaning.embedder().name, meaning.embedder().dimensions)


def _superseded(edition: Edition) -> QuerySet[Version]:
    kept = [pk for pk in (edition.latest_id, edition.published_id) if pk]
    return Version.objects.filter(edition=edition).exclude(pk__in=kept)
