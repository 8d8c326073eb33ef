"""Quotas for programs: where the key's house stands, and what it declares to offer besides."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Body, Field, Query, Schema

from sampan.partners.api import CONFLICTS, PROBLEMS, Router, acting, as_things_stand
from sampan.partners.models import Scope
from sampan.partners.written import WHOLE

from .quotas import Standing, counted_rules, standing
from .services.quotas import LARGEST, YEARS, declare_quota
from .title_api import OneOf

router = Router(tags=["market"])
Year = Annotated[int, Field(ge=YEARS[0], le=YEARS[-1])]
Works = Annotated[int, Field(ge=0, le=LARGEST), WHOLE]
RuleId = Annotated[str, OneOf(tuple(counted_rules()))]


class QuotaLine(Schema):
    """`share` is of the domestic works or of all, as the rule says; None where nothing was declared."""

    rule: str
    title: str
    source: str
    year: int
    foreign: int
    domestic: int
    is_whole: bool
    share: float | None
    limit: float | None
    exceeds: bool

    @classmethod
    def of(cls, one: Standing) -> "QuotaLine":
        rule, tally = one.rule, one.tally
        share = tally.share(rule) if tally.is_whole else None
        return cls(
            rule=rule.id, title=rule.title, source=rule.source, year=tally.year, foreign=tally.foreign,
            domestic=tally.domestic, is_whole=tally.is_whole, share=None if share is None else float(share),
            limit=None if rule.share is None else float(rule.share), exceeds=one.exceeds,
        )  # fmt: skip


class Declared(Schema):
    """Works of the rule's kinds that were not licensed on Sampan; `foreign` of `total`."""

    rule: RuleId
    year: Annotated[Year, WHOLE]
    total: Works
    foreign: Works


class AskedYear(Schema):
    year: Year | None = None


@router.get("/quota", response={200: list[QuotaLine], **PROBLEMS}, operation_id="read_quota")
def read_quota(request: HttpRequest, asked: Query[AskedYear]) -> list[QuotaLine]:
    """Against every quota that is counted in works, in a year; without one, in this year."""
    house = acting(request, Scope.READ).organisation
    year = asked.year or timezone.localdate().year
    return [QuotaLine.of(standing(house, rule, year)) for rule in counted_rules().values()]


@router.post("/quota", response={200: QuotaLine, **CONFLICTS}, operation_id="declare_quota")
def declare(request: HttpRequest, declared: Body[Declared]) -> QuotaLine:
    """Say what the house offers besides its licences here; the newest of its year counts."""
    actor = acting(request, Scope.RIGHTS)
    with as_things_stand():
        made = declare_quota(actor=actor, **declared.dict())
    return QuotaLine.of(standing(actor.organisation, counted_rules()[made.rule], made.year))
