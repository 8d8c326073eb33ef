"""The page of a title."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from sampan.catalogue.models import (
    Credit,
    CreditRole,
    EditionForm,
    Genre,
    Purpose,
    Status,
    Title,
    TitleFile,
)
from sampan.catalogue.wording import language_name, reader_language, territory_name
from sampan.desks.market.cards import Card, card, loaded
from sampan.partners.acting import MemberRequest, member_required

from .title_frame import frame, one_title

_FORMS = {EditionForm.ORIGINAL: "original", EditionForm.DUB: "dub", EditionForm.SUBTITLE: "sub"}


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of one role, each with the language in which the name is written."""

    role: str
    names: tuple[tuple[str, str], ...]


@require_safe
@member_required()
def title(request: MemberRequest, pk: int) -> HttpResponse:
    """What a buyer wants to know of a title, on one page; in another language's words with ?words=."""
    shown = one_title(request, pk)
    found = shown.title
    words, is_machine_made = shown.in_words(request.GET.get("words", reader_language()))
    files = list(TitleFile.objects.filter(title=found).select_related("asset__rendition"))
    context = frame(request, shown) | {
        "words": words,
        "is_machine_made": is_machine_made,
        "stills": [file for file in files if file.purpose == Purpose.STILL],
        "trailers": [file for file in files if file.purpose == Purpose.TRAILER],
        "people": _people(found.credits.all()),
        "versions": _versions(found),
        "ratings": found.ratings.all(),
        "children": _children(request, found),
        "genres": [Genre(one).label for one in found.genres],
        "countries": [_country(one) for one in found.countries],
        "tags": [edition.language for edition in shown.listings],
    }
    return render(request, "market/title/title.html", context)


def _people(credited: Iterable[Credit]) -> list[People]:
    rows = sorted(credited, key=lambda one: CreditRole.values.index(one.role))
    language = reader_language()
    return [
        People(str(CreditRole(role).label), tuple(one.name_in(language) for one in group))
        for role, group in groupby(rows, key=lambda one: one.role)
    ]


def _versions(found: Title) -> list[str]:
    rows = found.work.editions.filter(form__in=_FORMS).exclude(status=Status.DRAFT)
    order = rows.order_by("pk").values_list("language", "form")
    return [language_name(f"{language}/{_FORMS[EditionForm(form)]}") for language, form in order]


def _children(request: MemberRequest, found: Title) -> list[Card]:
    keys = list(found.children.order_by("number", "pk").values_list("pk", flat=True)[:200])
    titles = loaded(request.actor.organisation, keys)
    return [card(titles[key], reader_language()) for key in keys if key in titles]


def _country(told: dict[str, object]) -> str:
    name = territory_name(str(told["territory"]))
    share = told.get("share")
    return f"{name} {share} %" if share else name


urls = [path("titles/<int:pk>/", title, name="title")]
