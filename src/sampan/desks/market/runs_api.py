"""Runs for programs: what a broadcaster's schedule showed, and what each licence has left."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Field, Schema
from pydantic import StringConstraints

from sampan.catalogue.models import RunCount
from sampan.catalogue.services import Shown
from sampan.catalogue.services.running import MOST
from sampan.partners.api import CONFLICTS, PROBLEMS, Router, acting, as_things_stand
from sampan.partners.models import Scope
from sampan.partners.written import WHOLE, Day

from .deals_api import Key
from .models import Contract
from .runs import run_counts
from .services.runs import report_runs
from .title_api import Territory

router = Router(tags=["market"])
Channel = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=80)]


class RunLine(Schema):
    """A licence that counts runs; `over` is how many more were shown than it allows."""

    grant: int
    work: str
    clause: str
    licensee: str | None
    runs: int
    used: int
    left: int
    over: int

    @classmethod
    def of(cls, one: RunCount) -> "RunLine":
        grant = one.grant
        return cls(
            grant=grant.pk, work=str(grant.work.key) if grant.work else "", clause=grant.clause,
            licensee=grant.licensee.slug if grant.licensee else None, runs=grant.runs or 0, used=one.used,
            left=one.left, over=one.over,
        )  # fmt: skip


class Showing(Schema):
    """Showings on a day under a licence; a count below zero puts right what was noted before."""

    grant: Annotated[Key, WHOLE]
    on: Day
    territory: Territory
    count: Annotated[int, Field(ge=-MOST, le=MOST), WHOLE] = 1
    channel: Channel = ""


@router.get("/contracts/{key}/runs", response={200: list[RunLine], **PROBLEMS}, operation_id="list_runs")  # fmt: skip
def list_runs(request: HttpRequest, key: Key) -> list[RunLine]:
    """The licences of a contract that count runs."""
    return _lines(_contract(request, Scope.READ, key))


@router.post(
    "/contracts/{key}/runs", response={200: list[RunLine], **CONFLICTS}, operation_id="report_runs"
)
def report(request: HttpRequest, key: Key, showing: Body[Showing]) -> list[RunLine]:
    """Note showings; more than the licence allows are noted too, and both houses told."""
    contract = _contract(request, Scope.RIGHTS, key)
    shown = Shown(
        on=showing.on,
        territory=showing.territory,
        count=showing.count,
        channel=showing.channel,
    )
    with as_things_stand():
        report_runs(
            actor=acting(request, Scope.RIGHTS),
            contract=contract,
            grant=showing.grant,
            shown=shown,
        )
    return _lines(contract)


def _contract(request: HttpRequest, scope: Scope, key: int) -> Contract:
    visible = Contract.objects.visible_to(acting(request, scope).organisation)
    return get_object_or_404(visible.select_related("seller", "buyer", "negotiation"), pk=key)


def _lines(contract: Contract) -> list[RunLine]:
    return [RunLine.of(one) for one in run_counts(contract)]
