"""Grants as rows: the one place where rights are kept, read by `catalogue/rights.py` into the engine's boxes."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.engines.rights import LANE_COLUMNS, Box, from_lanes, lanes
from sampan.partners.models import Organisation, Person

from .titles import Title
from .works import Work, WorkKind


class GrantVerb(models.TextChoices):
    """The engine's verbs, by its own names."""

    IN = "in", _("Holds")
    OUT_EXCLUSIVE = "out-exclusive", _("Licensed, exclusive")
    OUT_NONEXCLUSIVE = "out-nonexclusive", _("Licensed")
    HOLDBACK = "holdback", _("Held back")
    OPTION = "option", _("Option")
    CLEARANCE = "clearance", _("Clearance")
    WAIVER = "waiver", _("Waiver")


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, *, at: datetime) -> Self:
        """Recorded by then, and not yet superseded: what we believed at that instant."""
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=at), recorded_at__lte=at)

    def about(self, work: Work) -> Self:
        """Its own, those of the season and series that it is part of, and its owner's over everything (a feed)."""
        whole = [work.pk]
        if work.kind == WorkKind.PROGRAMME:
            whole += Title.objects.above(work.pk)
        return self.filter(Q(work__in=whole) | Q(work=None, licensor=work.owner_id))

    def meeting(self, box: Box) -> Self:
        """Those that share a territory, a language, a use and a day with the box: the engine's `meets`, in SQL."""
        asked = dict(
            zip(LANE_COLUMNS, lanes(box.territories, box.languages, box.uses), strict=True)
        )
        found = self.filter(Q(end_on=None) | Q(end_on__gt=box.start))
        if box.end is not None:
            found = found.filter(start_on__lt=box.end)
        for axis in "tlu":
            wanted = {name: mask for name, mask in asked.items() if name[0] == axis and mask}
            shared = {f"{name}_shared": F(name).bitand(mask) for name, mask in wanted.items()}
            found = found.alias(**shared).filter(~Q(**dict.fromkeys(shared, 0)))
        return found


class Lanes(models.Model):
    """Masks as the engine's lanes of 60 bits (`LANE_COLUMNS`), so that databases can ask which boxes meet."""

    t0 = models.BigIntegerField(default=0, editable=False)
    t1 = models.BigIntegerField(default=0, editable=False)
    t2 = models.BigIntegerField(default=0, editable=False)
    t3 = models.BigIntegerField(default=0, editable=False)
    t4 = models.BigIntegerField(default=0, editable=False)
    l0 = models.BigIntegerField(default=0, editable=False)
    l1 = models.BigIntegerField(default=0, editable=False)
    l2 = models.BigIntegerField(default=0, editable=False)
    u0 = models.BigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def put_lanes(self, box: Box) -> None:
        values = lanes(box.territories, box.languages, box.uses)
        for name, value in zip(LANE_COLUMNS, values, strict=True):
            setattr(self, name, value)


class Grant(Lanes):
    """One clause: what may be done (or not) with a work, or with all works of the licensor where none is named.

    Territories, languages and uses are the engine's codes, so that a row can be read; the lanes hold the same as masks.
    """

    Verb = GrantVerb

    work = models.ForeignKey(Work, models.CASCADE, null=True, blank=True, related_name="grants")
    verb = models.CharField(max_length=16, choices=GrantVerb.choices)
    licensor = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_given")
    licensee = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="grants_held"
    )  # None: any partner
    territories = models.JSONField(default=list)  # ["CN", "ASEAN-11@2025-10-26", "World"]
    languages = models.JSONField(default=list)  # ["zh-Hans"]; ["all"] is all
    uses = models.JSONField(default=list)  # ["news.publish", "ai.train"]
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)  # half-open
    starts = models.JSONField(
        null=True, blank=True
    )  # a day not yet known: {"event": "theatrical", "days": 90, "bound": null}
    ends = models.JSONField(null=True, blank=True)
    lapses_on = models.DateField(null=True, blank=True)  # of an option
    sublicensing = models.PositiveSmallIntegerField(null=True, blank=True)  # None: as is usual
    runs = models.PositiveIntegerField(null=True, blank=True)  # None: any number
    waives = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    overspill = models.BooleanField(
        default=False
    )  # the signal may be received beyond the territories, which is no breach
    signed = models.BooleanField(default=True)
    excludes = models.BooleanField(
        default=False, editable=False
    )  # no second such row may meet it; see the constraint on PostgreSQL
    clause = models.CharField(max_length=40)  # “4.2”
    clause_text = models.TextField()
    contract = models.CharField(max_length=80, blank=True)
    obligations = models.JSONField(
        default=list, blank=True
    )  # [{"kind": "credit", "detail": "Mekong Wire"}]
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )  # None: a program of the house
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=Q(end_on=None) | Q(end_on__gt=F("start_on")),
            )
        ]
        indexes = [
            models.Index(fields=["work", "licensor"], name="grant_of_work"),
            models.Index(fields=["recorded_at"], name="grant_recorded"),
            models.Index(fields=["superseded_at"], name="grant_superseded"),
        ]

    @property
    def box(self) -> Box:
        """The rights as they were understood when they were recorded: groups of territories have changed since."""
        values = (getattr(self, name) for name in LANE_COLUMNS)
        return from_lanes(values, self.start_on, self.end_on)

    @property
    def keeper_id(self) -> int:
        """In whose book it is written: rights that came in, their holder's; all others, their giver's."""
        came_in = self.verb == GrantVerb.IN and self.licensee_id is not None
        return self.licensee_id if came_in and self.licensee_id else self.licensor_id
