"""The buyer's search, and a seller's shop: the same list of one house."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from sampan.catalogue.models import Genre, TitleKind
from sampan.catalogue.wording import box_named, language_name, reader_language, territory_name
from sampan.desks.market import title_rules
from sampan.desks.market.cards import Card
from sampan.desks.market.looking import cards, house_language, look
from sampan.desks.market.search import Counts, Found, Wanted
from sampan.desks.market.search_form import SHOWN, SearchForm
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation

SIZE = 20
_AT_ONCE = 200  # titles of an export that are read together
STANDINGS = {
    "available": gettext_lazy("Available"),
    "nonexclusive": gettext_lazy("Only non-exclusively"),
    "conditional": gettext_lazy("On a condition"),
    "no": gettext_lazy("Not all of it"),
}


@require_safe
@member_required()
def index(request: MemberRequest) -> HttpResponse:
    """Everything that is offered to the house, narrowed by what it asks for."""
    return render(request, "market/index.html", _searched(request, request.GET))


@require_safe
@member_required()
def shop(request: MemberRequest, slug: str) -> HttpResponse:
    """What one house offers."""
    house = get_object_or_404(Organisation.objects.active(), slug=slug)
    asked = request.GET.copy()
    asked.setlist("house", [house.slug])
    is_own = house == request.actor.organisation
    context = _searched(request, asked) | {"house": house, "is_own": is_own}
    context["facets"] = [one for one in context["facets"] if one["name"] != "house"]
    return render(request, "market/shop.html", context)


@require_safe
@member_required()
def export(request: MemberRequest) -> HttpResponse | StreamingHttpResponse:
    """The whole list as CSV, in its order."""
    wanted = Wanted.of(
        dict(request.GET.lists()), language=house_language(request.actor.organisation)
    )
    found = look(request.actor, wanted, at=timezone.now())
    return StreamingHttpResponse(
        _csv(request, wanted, found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="titles.csv"'},
    )


def _searched(request: MemberRequest, query: QueryDict) -> dict[str, Any]:
    asked, at = dict(query.lists()), timezone.now()
    language = house_language(request.actor.organisation)
    fault, wanted = None, Wanted()
    try:
        wanted = Wanted.of(asked, language=language)
        found = look(request.actor, wanted, at=at)
    except Invalid as error:
        fault, wanted = error, Wanted(text=query.get("q", ""))
        found = look(request.actor, wanted, at=at)
    page = Paginator(range(found.total), SIZE).get_page(query.get("page"))
    shown = cards(
        request.actor, wanted, found, page=page.number, size=SIZE, at=at,
        language=reader_language(),
    )  # fmt: skip
    return {
        "form": SearchForm(asked, language=language),
        "fault": fault,
        "wanted": wanted,
        "found": found,
        "page": page,
        "cards": shown,
        "facets": _facets(found.counts),
        "kept": [(name, one) for name in _FACETS for one in query.getlist(name)],
        "query": wanted.query(),
        "question": _question(wanted),
        "asked": _named(wanted, at.date()),
        "is_narrowed": any(name in asked for name in (*_FACETS, *SHOWN)),
        "may_sell": title_rules.may_sell(request.actor),
        "may_buy": title_rules.may_buy(request.actor),
    }


def _named(wanted: Wanted, today: date) -> str:
    """The rights that are looked for, in words."""
    if wanted.question is None:
        return ""
    named = box_named(wanted.question.box(today))
    return f"{named} · {_('exclusively')}" if wanted.question.exclusive else named


def _question(wanted: Wanted) -> str:
    """The rights alone, to be carried to the page of a title."""
    if wanted.question is None:
        return ""
    return Wanted(question=wanted.question).query()


_FACETS = {
    "standing": gettext_lazy("Rights"),
    "kind": gettext_lazy("Kind"),
    "genre": gettext_lazy("Genre"),
    "origin": pgettext_lazy("origin", "From"),
    "version": gettext_lazy("To be had"),
    "rated": gettext_lazy("Rated"),
    "house": gettext_lazy("House"),
}


def _facets(counts: Counts) -> list[dict[str, Any]]:
    names = {
        "standing": lambda one: str(STANDINGS[one]),
        "kind": lambda one: str(TitleKind(one).label),
        "genre": lambda one: str(Genre(one).label),
        "origin": territory_name,
        "version": language_name,
        "rated": _rating_name,
        "house": _house_names(counts).__getitem__,
    }
    return [
        {
            "name": name,
            "title": title,
            "options": [
                {"value": one.value, "label": names[name](one.value), "count": one.number}
                for one in counts[name]
            ],
        }
        for name, title in _FACETS.items()
        if name in counts
    ]


def _rating_name(value: str) -> str:
    territory, _colon, age = value.partition(":")
    place = territory_name(territory)
    if age == "0":
        return _("%(place)s: for everybody") % {"place": place}
    return _("%(place)s: %(age)s or younger") % {"place": place, "age": age}


def _house_names(counts: Counts) -> dict[str, str]:
    slugs = [one.value for one in counts["house"]]
    return dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "name"))


def _csv(request: MemberRequest, wanted: Wanted, found: Found) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # without it, spreadsheets take UTF-8 for something else
    yield writer.writerow(
        [
            _("Title"), _("Language"), _("Kind"), _("Year"), _("Minutes"),
            pgettext("origin", "From"), _("House"), _("Rights"), _("Page"),
        ]
    )  # fmt: skip
    reader, at = reader_language(), timezone.now()
    for page in range(1, -(-found.total // _AT_ONCE) + 1):
        for one in cards(
            request.actor, wanted, found, page=page, size=_AT_ONCE, language=reader, at=at
        ):
            yield writer.writerow(_line(request, one))


def _line(request: MemberRequest, one: Card) -> list[object]:
    title = one.title
    return [
        _plain(one.listing.name), one.listing.language, title.get_kind_display(), title.year, title.minutes,
        territory_name(title.work.origin), _plain(title.work.owner.name), STANDINGS.get(one.standing, ""),
        request.build_absolute_uri(reverse("market:title", args=[title.pk])),
    ]  # fmt: skip


def _plain(text: str) -> str:
    """A spreadsheet takes what begins so for a formula, and would carry it out."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


urls = [
    path("", index, name="index"),
    path("export.csv", export, name="export"),
    path("shops/<slug:slug>/", shop, name="shop"),
]
