"""Deals for programs: what is asked for, negotiations and their offers, acceptance, contracts."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Body, Field, Query, Schema
from pydantic import StrictBool, StringConstraints

from sampan.partners.api import CONFLICTS, PROBLEMS, Paging, Router, acting, as_things_stand
from sampan.partners.models import Organisation, Scope

from .models import Contract, Negotiation, Offer, Request
from .services.acceptance import accept_offer
from .services.negotiating import counter_offer, decline_offer, open_negotiation, withdraw_offer
from .services.requests import make_request
from .terms import Rights, Terms
from .title_api import Language, Territory, Use

router = Router(tags=["market"])
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=2000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=60)]
Key = Annotated[int, Field(ge=1, le=2**31 - 1)]


class NewRequest(Schema):
    """What a buyer looks for, for so many days from a day on (today, if none is named)."""

    title: Annotated[str, StringConstraints(pattern=r"^[^\x00]*[^\s\x00][^\x00]*$", max_length=200)]
    territories: list[Territory] = Field(min_length=1, max_length=30)
    languages: list[Language] = Field(min_length=1, max_length=30)
    uses: list[Use] = Field(min_length=1, max_length=30)
    days: int = Field(365, ge=1, le=36_500)
    text: Text = ""
    exclusive: StrictBool = False


class RequestLine(Schema):
    id: int
    house: str
    title: str
    text: str
    territories: list[str]
    languages: list[str]
    uses: list[str]
    start_on: str
    end_on: str | None
    exclusive: bool
    state: str

    @classmethod
    def of(cls, one: Request) -> "RequestLine":
        return cls(
            id=one.pk, house=one.house.slug, title=one.title, text=one.text, territories=one.territories,
            languages=one.languages, uses=one.uses, start_on=one.start_on.isoformat(),
            end_on=one.end_on.isoformat() if one.end_on else None, exclusive=one.exclusive, state=one.state,
        )  # fmt: skip


class OfferLine(Schema):
    """One version of the terms; `digest` is the SHA-256 of their canonical form."""

    number: int
    house: str
    made_at: datetime
    expires_at: datetime
    digest: str
    terms: dict[str, Any]

    @classmethod
    def of(cls, one: Offer) -> "OfferLine":
        return cls(
            number=one.number, house=one.house.slug, made_at=one.made_at, expires_at=one.expires_at,
            digest=one.digest, terms=one.terms,
        )  # fmt: skip


class NegotiationLine(Schema):
    id: int
    key: str
    seller: str
    buyer: str
    state: str
    number: int  # of the offer on the table

    @classmethod
    def of(cls, one: Negotiation) -> "NegotiationLine":
        return cls(
            id=one.pk, key=str(one.key), seller=one.seller.slug, buyer=one.buyer.slug, state=one.state,
            number=one.standing.number,
        )  # fmt: skip


class NegotiationPage(NegotiationLine):
    offers: list[OfferLine]
    contract: int | None


class ContractLine(Schema):
    id: int
    number: str
    seller: str
    buyer: str
    state: str
    agreed_at: datetime
    start_on: str
    end_on: str | None
    digest: str  # of the terms
    document: str | None  # SHA-256 of the PDF

    @classmethod
    def of(cls, one: Contract) -> "ContractLine":
        return cls(
            id=one.pk, number=one.number, seller=one.seller.slug, buyer=one.buyer.slug, state=one.state,
            agreed_at=one.agreed_at, start_on=one.start_on.isoformat(),
            end_on=one.end_on.isoformat() if one.end_on else None, digest=one.offer.digest,
            document=one.document.digest if one.document else None,
        )  # fmt: skip


class ContractPage(ContractLine):
    terms: dict[str, Any]


class First(Schema):
    """A first offer: to `seller` where the key's house buys, to `buyer` where it sells."""

    seller: Slug = ""
    buyer: Slug = ""
    terms: Terms
    days: int = Field(14, ge=1, le=365, description="How long the offer stands.")
    note: Text = ""


class Another(Schema):
    """A counter-offer to version `number`."""

    number: int = Field(ge=1, le=10_000)
    terms: Terms
    days: int = Field(14, ge=1, le=365)
    note: Text = ""


class Reply(Schema):
    """Which version is answered, and for a refusal why."""

    number: int = Field(ge=1, le=10_000)
    reason: Text = ""


@router.get(
    "/requests", response={200: list[RequestLine], **PROBLEMS}, operation_id="list_requests"
)
def list_requests(request: HttpRequest, paging: Query[Paging]) -> list[RequestLine]:
    """What buyers ask of every partner, and of the key's house by name."""
    actor = acting(request, Scope.READ)
    rows = Request.objects.visible_to(actor.organisation).select_related("house").order_by("-pk")
    return [RequestLine.of(one) for one in paging.cut(rows)]


@router.post("/requests", response={200: RequestLine, **CONFLICTS}, operation_id="make_request")
def ask(request: HttpRequest, asked: Body[NewRequest]) -> RequestLine:
    """Ask every partner for programmes."""
    actor = acting(request, Scope.RIGHTS)
    today = timezone.localdate()
    rights = Rights(
        territories=tuple(asked.territories),
        languages=tuple(asked.languages),
        uses=tuple(asked.uses),
        start_on=today,
        end_on=today + timedelta(days=asked.days),
    )
    with as_things_stand():
        made = make_request(
            actor=actor, title=asked.title, rights=rights, text=asked.text, exclusive=asked.exclusive
        )  # fmt: skip
    return RequestLine.of(made)


@router.get(
    "/negotiations", response={200: list[NegotiationLine], **PROBLEMS}, operation_id="list_negotiations"
)  # fmt: skip
def list_negotiations(request: HttpRequest, paging: Query[Paging]) -> list[NegotiationLine]:
    """Where the key's house is a party, the newest first."""
    actor = acting(request, Scope.READ)
    rows = Negotiation.objects.visible_to(actor.organisation)
    rows = rows.select_related("seller", "buyer", "latest").order_by("-pk")
    return [NegotiationLine.of(one) for one in paging.cut(rows)]


@router.get(
    "/negotiations/{key}", response={200: NegotiationPage, **PROBLEMS}, operation_id="read_negotiation"
)  # fmt: skip
def read_negotiation(request: HttpRequest, key: Key) -> NegotiationPage:
    """A negotiation with every version of its terms."""
    return _page(_negotiation(request, Scope.READ, key))


@router.post(
    "/negotiations", response={200: NegotiationPage, **CONFLICTS}, operation_id="open_negotiation"
)
def begin(request: HttpRequest, first: Body[First]) -> NegotiationPage:
    """Make a first offer. What cannot be granted is told with the clause that stands in the way (409)."""
    actor = acting(request, Scope.RIGHTS)
    other = Organisation.objects.active().filter(slug=first.seller or first.buyer).first()
    if other is None:
        raise Http404
    seller, buyer = (other, actor.organisation) if first.seller else (actor.organisation, other)
    with as_things_stand():
        made = open_negotiation(
            actor=actor,
            seller=seller,
            buyer=buyer,
            terms=first.terms,
            expires_at=timezone.now() + timedelta(days=first.days),
            note=first.note,
        )
    return _page(made)


@router.post(
    "/negotiations/{key}/offers", response={200: NegotiationPage, **CONFLICTS}, operation_id="counter_offer"
)  # fmt: skip
def counter(request: HttpRequest, key: Key, another: Body[Another]) -> NegotiationPage:
    """Answer the offer on the table with another version."""
    found = _negotiation(request, Scope.RIGHTS, key)
    with as_things_stand():
        counter_offer(
            actor=acting(request, Scope.RIGHTS),
            negotiation=found,
            number=another.number,
            terms=another.terms,
            expires_at=timezone.now() + timedelta(days=another.days),
            note=another.note,
        )
    return _page(_negotiation(request, Scope.RIGHTS, key))


@router.post(
    "/negotiations/{key}/accept", response={200: ContractPage, **CONFLICTS}, operation_id="accept_offer"
)  # fmt: skip
def accept(request: HttpRequest, key: Key, answer: Body[Reply]) -> ContractPage:
    """Accept the offer on the table: contract and grants are made at once, or the clause in the way is told (409)."""
    found = _negotiation(request, Scope.RIGHTS, key)
    with as_things_stand():
        made = accept_offer(
            actor=acting(request, Scope.RIGHTS), negotiation=found, number=answer.number
        )
    return _contract_page(made)


@router.post(
    "/negotiations/{key}/decline", response={200: NegotiationPage, **CONFLICTS}, operation_id="decline_offer"
)  # fmt: skip
def decline(request: HttpRequest, key: Key, answer: Body[Reply]) -> NegotiationPage:
    """Decline the other side's offer, with a reason; the negotiation ends."""
    return _ended(request, key, answer, decline_offer)


@router.post(
    "/negotiations/{key}/withdraw", response={200: NegotiationPage, **CONFLICTS}, operation_id="withdraw_offer"
)  # fmt: skip
def withdraw(request: HttpRequest, key: Key, answer: Body[Reply]) -> NegotiationPage:
    """Take the own offer back; the negotiation ends."""
    return _ended(request, key, answer, withdraw_offer)


@router.get(
    "/contracts", response={200: list[ContractLine], **PROBLEMS}, operation_id="list_contracts"
)
def list_contracts(request: HttpRequest, paging: Query[Paging]) -> list[ContractLine]:
    """The house's contracts, the newest first."""
    actor = acting(request, Scope.READ)
    rows = Contract.objects.visible_to(actor.organisation)
    rows = rows.select_related("seller", "buyer", "offer", "document").order_by("-pk")
    return [ContractLine.of(one) for one in paging.cut(rows)]


@router.get(
    "/contracts/{key}", response={200: ContractPage, **PROBLEMS}, operation_id="read_contract"
)
def read_contract(request: HttpRequest, key: Key) -> ContractPage:
    """A contract with its terms."""
    actor = acting(request, Scope.READ)
    visible = Contract.objects.visible_to(actor.organisation)
    return _contract_page(get_object_or_404(visible, pk=key))


def _ended(request: HttpRequest, key: int, answer: Reply, end: Any) -> NegotiationPage:
    found = _negotiation(request, Scope.RIGHTS, key)
    with as_things_stand():
        end(
            actor=acting(request, Scope.RIGHTS),
            negotiation=found,
            number=answer.number,
            reason=answer.reason,
        )
    return _page(_negotiation(request, Scope.RIGHTS, key))


def _negotiation(request: HttpRequest, scope: Scope, key: int) -> Negotiation:
    visible = Negotiation.objects.visible_to(acting(request, scope).organisation)
    return get_object_or_404(visible.select_related("seller", "buyer", "latest"), pk=key)


def _page(one: Negotiation) -> NegotiationPage:
    contract = Contract.objects.filter(negotiation=one).values_list("pk", flat=True).first()
    offers = one.offers.select_related("house").order_by("number")
    return NegotiationPage(
        **NegotiationLine.of(one).dict(),
        offers=[OfferLine.of(offer) for offer in offers],
        contract=contract,
    )


def _contract_page(one: Contract) -> ContractPage:
    return ContractPage(**ContractLine.of(one).dict(), terms=one.offer.terms)
