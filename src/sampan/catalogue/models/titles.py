"""What a programme, a feed or an archive is, beside its words: those are editions of form LISTING."""

from collections.abc import Collection, Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sampan.partners.models import Organisation

from .assets import Asset
from .works import Share, Work


class TitleKind(models.TextChoices):
    FILM = "film", _("Film")
    SERIES = "series", _("Series")
    SEASON = "season", _("Season")
    EPISODE = "episode", _("Episode")
    DOCUMENTARY = "documentary", _("Documentary")
    ANIMATION = "animation", _("Animation")
    MICRODRAMA = "microdrama", _("Micro-drama")
    SHORT = "short", _("Short film")
    SHOW = "show", pgettext_lazy("kind of programme", "Show")
    FEED = "feed", _("News feed")
    ARCHIVE = "archive", _("Archive")


class Genre(models.TextChoices):
    DRAMA = "drama", _("Drama")
    COMEDY = "comedy", _("Comedy")
    ROMANCE = "romance", _("Romance")
    FAMILY = "family", _("Family")
    CHILDREN = "children", _("Children")
    HISTORY = "history", _("History")
    MYSTERY = "mystery", _("Mystery")
    ACTION = "action", pgettext_lazy("genre", "Action")
    FANTASY = "fantasy", _("Fantasy")
    NATURE = "nature", _("Nature")
    SCIENCE = "science", _("Science")
    TRAVEL = "travel", _("Travel")
    FOOD = "food", _("Food")
    MUSIC = "music", _("Music")
    SPORT = "sport", _("Sport")
    SOCIETY = "society", _("Society")
    ECONOMY = "economy", _("Economy")
    NEWS = "news", _("News")
    LEARNING = "learning", _("Learning")


class TitleQuerySet(models.QuerySet["Title"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """Asked of each title and not of all works, so that a page of a large catalogue stays quick."""
        shares = Share.objects.in_force(at=timezone.now()).open_to(organisation)
        return self.filter(
            Q(work__owner=organisation) | Exists(shares.filter(work=OuterRef("work")))
        )

    def above(self, work: int) -> list[int]:
        """The works that this one is part of: of an episode its season, then its series."""
        chain = self.filter(pk=work).values_list("parent", "parent__parent").first() or ()
        return [key for key in chain if key is not None]

    def below(self, works: Collection[int]) -> set[int]:
        """The works that are part of these: of a series its seasons and all their episodes."""
        parts = self.filter(Q(parent__in=works) | Q(parent__parent__in=works))
        return set(parts.values_list("pk", flat=True))


class Title(models.Model):
    """One to one with a work of kind programme: the facts by which it is sorted, filtered and told apart."""

    work = models.OneToOneField(Work, models.CASCADE, primary_key=True, related_name="title")
    kind = models.CharField(max_length=12, choices=TitleKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )  # of an episode its season, of a season its series
    number = models.PositiveIntegerField(null=True, blank=True)  # among its parent's children
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)  # of one episode, or of the whole
    episodes = models.PositiveIntegerField(null=True, blank=True)  # of a series: how many
    genres = models.JSONField(default=list, blank=True)  # ["drama", "family"]
    language = models.CharField(max_length=12, blank=True)  # of the original; BCP 47
    countries = models.JSONField(
        default=list, blank=True
    )  # [{"territory": "LA", "role": "lead", "share": 60}]
    eidr = models.CharField(max_length=40, blank=True)
    isan = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=80, blank=True)  # the seller's own, kept by imports
    created_at = models.DateTimeField(default=timezone.now)

    objects = TitleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["reference"], name="title_by_reference")]

    def __str__(self) -> str:
        return str(self.work)


class CreditRole(models.TextChoices):
    DIRECTOR = "director", _("Director")
    WRITER = "writer", _("Writer")
    PRODUCER = "producer", _("Producer")
    CAST = "cast", _("Cast")
    CAMERA = "camera", _("Camera")
    COMPOSER = "composer", _("Music")
    PRESENTER = "presenter", _("Presenter")


class Credit(models.Model):
    """A person in a title, by the name in each script that it is written in."""

    title = models.ForeignKey(Title, models.CASCADE, related_name="credits")
    role = models.CharField(max_length=12, choices=CreditRole.choices)
    names = models.JSONField()  # {"lo": "ຄຳຫຼ້າ ພູມີໄຊ", "en": "Khamla Phoumixay"}
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def name_in(self, language: str) -> tuple[str, str]:
        """The name as that language writes it, or else in Latin letters, or else the first; and its language."""
        return in_language(self.names, language)


def in_language(texts: Mapping[str, Any], language: str) -> tuple[str, str]:
    """
    >>> in_language({"lo": "ຄຳຫຼ້າ", "en": "Khamla"}, "th")
    ('Khamla', 'en')
    """
    for tag in (language, language.partition("-")[0], "en"):
        if tag in texts:
            return texts[tag], tag
    tag = next(iter(texts), "")
    return texts.get(tag, ""), tag


class Rating(models.Model):
    """How a territory's authority, or the distributor by its rules, has rated a title."""

    title = models.ForeignKey(Title, models.CASCADE, related_name="ratings")
    territory = models.CharField(max_length=6)
    value = models.CharField(max_length=12)  # “PG-13”
    age = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # from which it may be seen; None: by no age
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["territory"]
        constraints = [
            models.UniqueConstraint(fields=["title", "territory"], name="one_rating_a_territory")
        ]


class Purpose(models.TextChoices):
    POSTER = "poster", _("Poster")
    STILL = "still", _("Still")
    TRAILER = "trailer", _("Trailer")
    SCREENER = "screener", _("Screener")


OPEN_PURPOSES = (Purpose.POSTER, Purpose.STILL, Purpose.TRAILER)


class TitleFileQuerySet(models.QuerySet["TitleFile"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """Of visible titles what is meant for every buyer; a screener is the house's own until it gives leave."""
        titles = Title.objects.visible_to(organisation)
        return self.filter(
            Q(title__work__owner=organisation) | Q(purpose__in=OPEN_PURPOSES), title__in=titles
        )


class TitleFile(models.Model):
    """An asset of a title, and what it is for."""

    title = models.ForeignKey(Title, models.CASCADE, related_name="files")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    language = models.CharField(max_length=12, blank=True)  # of a trailer or screener; BCP 47
    name = models.CharField(max_length=200)
    alternative = models.TextField(blank=True)  # for those who cannot see it
    seconds = models.FloatField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = TitleFileQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "asset", "purpose"], name="file_once_a_title")
        ]
