"""The report for programs: the facts, as they are counted."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from sampan.partners.api import PROBLEMS, Paging, Router, acting
from sampan.partners.models import Scope

from .models import Fact

router = Router(tags=["report"])


class FactLine(Schema):
    event: UUID
    kind: str
    work: UUID
    origin: str
    territory: str
    language: str
    licensed: bool | None
    on: date


class FactFilter(Paging):
    origin: str = ""
    territory: str = ""


@router.get("/facts", response={200: list[FactLine], **PROBLEMS}, operation_id="list_facts")
def list_facts(request: HttpRequest, asked: Query[FactFilter]) -> list[Fact]:
    """What of one's own works travelled, and what travelled to one, the newest first."""
    actor = acting(request, Scope.READ)
    facts = Fact.objects.visible_to(actor.organisation)
    if asked.origin:
        facts = facts.filter(origin=asked.origin)
    if asked.territory:
        facts = facts.filter(territory=asked.territory)
    return asked.cut(facts.order_by("-on", "-pk"))
