"""Titles as pages and programs show them: the words in the reader's language, the poster, how it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from sampan.catalogue.content import Content
from sampan.catalogue.listings import Listing
from sampan.catalogue.models import (
    Edition,
    EditionForm,
    Purpose,
    Status,
    Title,
    TitleFile,
)
from sampan.partners.models import Organisation

from .search import BY_STANDING, Standing

_PAST = 1 << 63  # what no key of the database reaches
MACHINE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")  # IPTC's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A title in a list."""

    title: Title
    listing: Listing
    is_machine_made: bool
    poster: TitleFile | None
    standing: str = ""
    reasons: Sequence[str] = ()
    instead: Sequence[str] = ()

    @property
    def pk(self) -> int:
        return int(self.title.pk)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A title with its listings and its poster."""

    title: Title
    listings: tuple[Edition, ...]
    poster: TitleFile | None

    def in_words(self, language: str) -> tuple[Listing, bool]:
        """In the reader's language, or else English, its own, or any; and whether a machine made the words."""
        for tag in (language, language.partition("-")[0], "en", self.title.language):
            for edition in self.listings:
                if edition.language.lower() == tag.lower():
                    return _read(edition)
        if self.listings:
            return _read(self.listings[0])
        return Listing(language="", name=str(self.title.work)), False


def loaded(organisation: Organisation, works: Iterable[int]) -> dict[int, Loaded]:
    """Of these works the titles that the house may see, with their words, posters and people."""
    posters = TitleFile.objects.filter(purpose=Purpose.POSTER).select_related("asset__rendition")
    titles = (
        Title.objects.visible_to(organisation)
        .filter(pk__in=[work for work in works if work < _PAST])
        .select_related("work__owner")
        .prefetch_related(
            Prefetch("work__editions", queryset=listings(), to_attr="shown_listings"),
            Prefetch("files", queryset=posters, to_attr="shown_posters"),
        )
    )
    return {
        title.pk: Loaded(
            title,
            tuple(vars(title.work)["shown_listings"]),
            next(iter(vars(title)["shown_posters"]), None),
        )
        for title in titles
    }


def listings() -> QuerySet[Edition]:
    found = Edition.objects.filter(form=EditionForm.LISTING, status=Status.USABLE)
    return found.select_related("published").order_by("pk")


def card(
    found: Loaded,
    language: str,
    *,
    standing: Standing | None = None,
    reasons: Sequence[str] = (),
    instead: Sequence[str] = (),
) -> Card:
    """A loaded title for a reader of that language."""
    listing, is_machine_made = found.in_words(language)
    return Card(
        title=found.title,
        listing=listing,
        is_machine_made=is_machine_made,
        poster=found.poster,
        standing="" if standing is None else BY_STANDING[standing],
        reasons=reasons,
        instead=instead,
    )


def _read(edition: Edition) -> tuple[Listing, bool]:
    version = edition.published
    assert version is not None
    listing = Listing.of(edition.language, Content.from_json(version.content))
    return listing, version.digital_source_type in MACHINE
