"""A title's rights, drawn, and the answer to the reader's question."""

from datetime import date
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from sampan.catalogue.availability import availability_of
from sampan.catalogue.models import Title, TitleKind, Work
from sampan.catalogue.reasons import instead, why_not
from sampan.catalogue.records import records
from sampan.catalogue.wording import language_name, use_name
from sampan.desks.market.looking import house_language
from sampan.desks.market.rights_drawing import Drawing, drawing
from sampan.desks.market.rights_map import rights_map
from sampan.desks.market.search import Question, Wanted
from sampan.desks.market.search_form import SearchForm, bloc_territories, countries
from sampan.engines import rights as engine
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid

from .title_frame import frame, one_title

_YEARS = 5  # that a map shows, from this year on
_MOST = 60  # rows


@require_safe
@member_required()
def rights(request: MemberRequest, pk: int) -> HttpResponse:
    """The map is of the uses and the language that are asked for, over the territories of both blocs."""
    shown = one_title(request, pk)
    found = shown.title
    today = timezone.now().date()
    question, fault = _asked(request, found)
    try:
        box = question.box(today)
    except Invalid as error:
        question, fault = _usual(request, found), error
        box = question.box(today)
    answer = availability_of(
        found.work, box, exclusive=question.exclusive, buyer=request.actor.organisation, today=today
    )
    context = frame(request, shown) | {
        "form": SearchForm(Wanted(question=question).parameters(), language=question.language),
        "fault": fault,
        "drawing": _drawn(request, found, box, today),
        "answer": answer,
        "reasons": why_not(answer.reasons, work=found.work, reader=request.actor.organisation),
        "instead": instead(answer.alternatives),
        "uses": ", ".join(map(use_name, question.uses)),
        "spoken": language_name(question.spoken),
    }
    return render(request, "market/title/rights.html", context)


def _asked(request: MemberRequest, found: Title) -> tuple[Question, Invalid | None]:
    language = house_language(request.actor.organisation)
    try:
        wanted = Wanted.of(dict(request.GET.lists()), language=language)
    except Invalid as error:
        return _usual(request, found), error
    return wanted.question or _usual(request, found), None


def _usual(request: MemberRequest, found: Title) -> Question:
    """What a house asks first: for itself, at home, for a year."""
    is_news = found.kind in (TitleKind.FEED, TitleKind.ARCHIVE)
    return Question(
        territories=(request.actor.organisation.territory.partition("-")[0],),
        uses=("news.publish",) if is_news else ("vod.svod",),
        language=house_language(request.actor.organisation),
    )


def _drawn(request: MemberRequest, found: Title, asked: engine.Box, today: date) -> Drawing:
    first, last = date(today.year, 1, 1), date(today.year + _YEARS, 1, 1)
    first = min(first, date(asked.start.year, 1, 1))
    last = max(last, date((asked.end or last).year + 1, 1, 1)) if asked.end else last
    window = engine.Box(asked.territories, asked.languages, asked.uses, first, last)
    named = countries(asked.territories)
    codes = list(dict.fromkeys([*bloc_territories(), *named]))[:_MOST]
    grants = next((grants for _work, grants in records(Work.objects.filter(pk=found.pk))), [])
    lines = rights_map(
        grants,
        seller=found.work.owner.slug,
        territories=codes,
        question=window,
        today=today,
        buyer=request.actor.organisation.slug,
    )
    why = partial(why_not, work=found.work, reader=request.actor.organisation)
    return drawing(lines, window=window, asked=asked, why=why)


urls = [path("titles/<int:pk>/rights/", rights, name="title_rights")]
