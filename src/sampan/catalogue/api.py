"""The catalogue for programs: search, and the question whether a use is allowed."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Schema

from sampan.partners.api import PROBLEMS, Router, acting
from sampan.partners.models import Scope
from sampan.partners.written import Day

from . import rights
from .models import Edition
from .search import Facets, search

router = Router(tags=["catalogue"])


class Hit(Schema):
    id: int
    uri: str
    language: str
    headline: str
    snippet: str
    house: str
    why: str


class Found(Schema):
    total: int
    is_capped: bool
    hits: list[Hit]


class SearchAsked(Schema):
    q: str = Field("", max_length=500)
    language: list[str] = []
    page: int = Field(1, ge=1, le=1000)


class Question(Schema):
    """May we use this story so, there, in that language, on that day? Without a day: today."""

    uri: str
    use: str
    territory: str
    language: str
    on: Day | None = None


class Because(Schema):
    kind: str
    clause: str
    sentence: str


class PermitAnswer(Schema):
    verdict: str
    until: date | None
    reasons: list[Because]


@router.get("/search", response={200: Found, **PROBLEMS}, operation_id="search")
def search_stories(request: HttpRequest, asked: Query[SearchAsked]) -> Found:
    """Find stories in any language by a question in any language."""
    actor = acting(request, Scope.READ)
    results = search(
        organisation=actor.organisation,
        query=asked.q,
        facets=Facets(languages=asked.language),
        page=asked.page,
    )
    hits = [
        Hit(
            id=hit.version.edition_id,
            uri=hit.version.edition.uri,
            language=hit.version.edition.language,
            headline=hit.headline.text,
            snippet=hit.snippet.text,
            house=hit.version.edition.house.slug,
            why=hit.why,
        )
        for hit in results.hits
    ]
    return Found(total=results.total, is_capped=results.is_capped, hits=hits)


@router.get("/permit", response={200: PermitAnswer, **PROBLEMS}, operation_id="permit")
def permit(request: HttpRequest, question: Query[Question]) -> PermitAnswer:
    """Whether the organisation may use a story that it sees, and by which clause."""
    actor = acting(request, Scope.READ)
    visible = Edition.objects.visible_to(actor.organisation).select_related("work__owner")
    edition = get_object_or_404(visible, uri=question.uri)
    decision = rights.permit(
        work=edition.work,
        party=actor.organisation,
        territory=question.territory,
        language=question.language,
        use=question.use,
        on=question.on or timezone.localdate(),
    ).decision
    reasons = [Because(kind=r.kind, clause=r.clause, sentence=r.sentence) for r in decision.reasons]
    return PermitAnswer(verdict=decision.verdict, until=decision.until, reasons=reasons)
