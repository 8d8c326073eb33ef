"""An offer while it is typed: who sells to whom, the forms, and what stands in the way of it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue.models import Work
from sampan.partners.acting import MemberRequest
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation

from .checking import Hindrance, hindrances, nearest, works_named
from .clauses import Article
from .document import Deal
from .line_forms import LineForm, LineForms, ReturnForms, leaves_of
from .models import Contract, Negotiation, Request
from .naming import told_apart
from .offer_forms import OfferForm, filled, rights_filled
from .place_rules import Warned, warned
from .reading_terms import ArticleLines, compared
from .services.contracts import next_period
from .terms import Line, Terms, check, is_work_key

STANDS = timedelta(days=14)
_NO_WORK: tuple[Work | None, ...] = (None,)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is told beside the form while somebody types; `is_grantable`: nothing stands in the way of the rights."""

    problem: str = ""
    articles: tuple[ArticleLines, ...] = ()
    in_the_way: tuple[Hindrance, ...] = ()
    to_clear: tuple[Hindrance, ...] = ()
    instead: tuple[str, ...] = ()
    rules: Warned | None = None
    is_grantable: bool = False


def _contradiction(terms: Terms) -> str:
    try:
        check(terms)
    except Invalid as error:
        return str(error)
    return ""


@dataclass(slots=True)
class Draft:
    """Everything that the page of an offer needs."""

    request_: MemberRequest
    seller: Organisation
    buyer: Organisation
    lines: Any
    returns: Any
    offer: OfferForm
    request: Request | None = None
    renews: Contract | None = None
    replaces: Contract | None = None

    @property
    def other(self) -> Organisation:
        own = self.request_.actor.organisation
        return self.buyer if own == self.seller else self.seller

    @property
    def sells(self) -> bool:
        return self.request_.actor.organisation == self.seller

    def terms(self) -> Terms | None:
        return filled(self.lines, self.returns, self.offer)

    def checked(self) -> Checked:
        """As the terms stand in the forms now; the first fault where they cannot be read yet.

        The rights are checked as soon as they are there, whatever is missing of the rest.
        """
        terms = self.terms()
        problem = self._first_fault() if terms is None else _contradiction(terms)
        if terms is not None and not problem:
            return self._checked(terms)
        rights = rights_filled(self.lines, self.returns)
        found = self._checked(rights) if rights else Checked()
        return replace(found, problem=problem, articles=())

    def _checked(self, terms: Terms) -> Checked:
        try:
            works = works_named(terms, seller=self.seller, buyer=self.buyer)
            found = hindrances(
                actor=self.request_.actor,
                terms=terms,
                seller=self.seller,
                buyer=self.buyer,
                works=works,
                replaces=self.replaces,
            )
        except Invalid as error:
            return Checked(problem=str(error))
        deal = Deal(terms, self.seller, self.buyer, list(works.values()))
        return Checked(
            articles=tuple(compared(deal, None)[1:5]),
            in_the_way=tuple(one for one in found if one.is_final),
            instead=self._instead(terms, found, works),
            to_clear=tuple(one for one in found if not one.is_final),
            is_grantable=not any(one.is_final for one in found),
            rules=warned(terms, works, reader=self.request_.actor.organisation, seller=self.seller),
        )

    def _instead(
        self, terms: Terms, found: list[Hindrance], works: dict[str, Work]
    ) -> tuple[str, ...]:
        """For the first line whose rights themselves cannot be granted."""
        refused = {one.clause for one in found if one.is_final}
        for place, line in enumerate(terms.lines, start=1):
            if f"{Article.RIGHTS}.{place}" in refused:
                return tuple(
                    nearest(
                        line,
                        works[line.work],
                        seller=self.seller,
                        buyer=self.buyer,
                        replaces=self.replaces,
                    )
                )
        return ()

    def _first_fault(self) -> str:
        missing = []
        for form in (*self.lines.forms, *self.returns.forms, self.offer):
            for name, faults in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                if not form.has_error(name, "required"):
                    return f"{label}: {faults[0]}" if label else str(faults[0])
                missing.append(str(label))
        return _("Still missing: %(fields)s.") % {"fields": ", ".join(missing)}


def started(request: MemberRequest) -> Draft:
    """A first offer, from what the address names: work, request, renews or replaces; and buyer or seller."""
    asked = request.POST if request.method == "POST" else request.GET
    house = request.actor.organisation
    earlier = _contract(request, asked.get("renews") or asked.get("replaces"))
    wanted = _asked(request, asked.get("request"))
    works = list(
        Work.objects.visible_to(house)
        .filter(key__in=[key for key in asked.getlist("work") if is_work_key(key)])
        .select_related("owner")
    )
    seller, buyer = _parties(request, asked, works, earlier, wanted)
    renewed = _renewed(earlier, asked)
    lines = _initial(renewed, returned=False) or [
        _first_line(work, wanted, asked) for work in (works or _NO_WORK)
    ]
    terms = earlier.offer.said if earlier else None
    return Draft(
        request,
        seller,
        buyer,
        lines=_line_forms(request, LineForms, lines, _choices(house, seller)),
        returns=_line_forms(
            request, ReturnForms, _initial(renewed, returned=True), _choices(house, buyer)
        ),
        offer=_offer_form(request, terms),
        request=wanted,
        renews=earlier if asked.get("renews") else None,
        replaces=earlier if asked.get("replaces") else None,
    )


def draft_of(request: MemberRequest, negotiation: Negotiation) -> Draft:
    """A counter-offer, beginning from the version on the table."""
    terms = negotiation.standing.said
    house = request.actor.organisation
    named = {
        way: Work.objects.filter(key__in=[one.work for one in terms.lines if one.returned == way])
        for way in (False, True)
    }
    return Draft(
        request,
        negotiation.seller,
        negotiation.buyer,
        lines=_line_forms(
            request,
            LineForms,
            _initial(terms.lines, returned=False),
            _choices(house, negotiation.seller) | named[False],
        ),
        returns=_line_forms(
            request,
            ReturnForms,
            _initial(terms.lines, returned=True),
            _choices(house, negotiation.buyer) | named[True],
        ),
        offer=_offer_form(request, terms),
        request=negotiation.request,
        renews=negotiation.renews,
        replaces=negotiation.replaces,
    )


def _parties(
    request: MemberRequest,
    asked: QueryDict,
    works: list[Work],
    earlier: Contract | None,
    wanted: Request | None,
) -> tuple[Organisation, Organisation]:
    house = request.actor.organisation
    if earlier:
        return earlier.seller, earlier.buyer
    if wanted and wanted.house_id != house.pk:
        return house, wanted.house
    named = Organisation.objects.active().filter(slug=asked.get("buyer") or "").first()
    if named and named != house:
        return house, named
    seller = works[0].owner if works else None
    seller = seller or Organisation.objects.active().filter(slug=asked.get("seller") or "").first()
    if seller is None:
        raise Invalid(_("Begin at a title, or at a request, and make an offer there."))
    if seller == house:
        raise Invalid(_("This is your own title; its offers are made by buyers, or to a request."))
    return seller, house


def _choices(house: Organisation, seller: Organisation) -> Any:
    return Work.objects.visible_to(house).filter(owner=seller).exclude(kind="story") | (
        Work.objects.visible_to(house).filter(owner=seller, kind="story", title__isnull=False)
    )


def _line_forms(
    request: MemberRequest, forms: Any, initial: list[dict[str, Any]], works: Any
) -> Any:
    returned = forms is ReturnForms
    told = {"titles": told_apart(works.distinct()), "returned": returned}
    prefix = "return" if returned else "form"
    if request.method != "POST":
        # min_num counts the forms that are shown beside the initial ones.
        return forms(initial=initial, form_kwargs=told, prefix=prefix)
    data: QueryDict = request.POST.copy()
    data.setdefault("return-TOTAL_FORMS", "0")
    data[f"{prefix}-INITIAL_FORMS"] = "0"  # none must stay: one without a title is left out
    if data.get("add_line") == prefix:
        count = data.get(f"{prefix}-TOTAL_FORMS", "")
        data[f"{prefix}-TOTAL_FORMS"] = str(min(20, int(count) + 1)) if count.isdigit() else "1"
    return forms(data, form_kwargs=told, prefix=prefix)


def _initial(lines: Sequence[Line], *, returned: bool) -> list[dict[str, Any]]:
    return [LineForm.initial_of(line) for line in lines if line.returned == returned]


def _offer_form(request: MemberRequest, terms: Terms | None) -> OfferForm:
    expires = timezone.localdate() + STANDS
    initial = OfferForm.initial_of(terms, expires) if terms else {"expires_on": expires, "days": 30}
    return OfferForm(request.POST if request.method == "POST" else None, initial=initial)


def _renewed(earlier: Contract | None, asked: QueryDict) -> list[Line]:
    """The lines of the contract; for a renewal, moved to the period after it."""
    if earlier is None:
        return []
    lines = list(earlier.offer.said.lines)
    period = next_period(earlier)
    if not asked.get("renews") or period is None:
        return lines
    changed = {"start_on": period[0], "end_on": period[1]}
    return [
        line.model_copy(
            update={
                "rights": line.rights.model_copy(update=changed),
                "option": None,
                "holdbacks": (),
            }
        )
        for line in lines
    ]


def _first_line(work: Work | None, wanted: Request | None, asked: QueryDict) -> dict[str, Any]:
    told: dict[str, Any] = {"work": str(work.key)} if work else {}
    if not wanted:
        return told | _searched(asked)
    return told | {
        "territories": ", ".join(wanted.territories),
        "languages": ", ".join(wanted.languages),
        "uses": leaves_of(wanted.uses),
        "start_on": wanted.start_on,
        "end_on": wanted.end_on,
        "exclusive": wanted.exclusive,
    }


def _searched(asked: QueryDict) -> dict[str, Any]:
    """The rights that the reader looked for in the market, where the address carries them along."""
    language, form = asked.get("language") or "", asked.get("form") or ""
    told: dict[str, Any] = {
        "territories": ", ".join(asked.getlist("in")),
        "languages": f"{language}/{form}" if language and form else language,
        "uses": asked.getlist("use"),
        "exclusive": bool(asked.get("exclusive")),
    }
    for field, name in (("start_on", "from"), ("end_on", "to")):
        with suppress(ValueError):
            told[field] = date.fromisoformat(asked.get(name) or "")
    return told


def _asked(request: MemberRequest, pk: str | None) -> Request | None:
    if not pk:
        return None
    visible = Request.objects.visible_to(request.actor.organisation).select_related("house")
    return get_object_or_404(visible, pk=_number(pk))


def _contract(request: MemberRequest, pk: str | None) -> Contract | None:
    if not pk:
        return None
    visible = Contract.objects.visible_to(request.actor.organisation)
    return get_object_or_404(visible.select_related("offer", "seller", "buyer"), pk=_number(pk))


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 12 else 0
