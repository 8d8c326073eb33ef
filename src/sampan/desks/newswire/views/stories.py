"""Reading: the wire as a list, and a story from four sides."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sampan.catalogue.content import Content
from sampan.catalogue.models import Edition, Grant, Status, Version
from sampan.catalogue.models.works import EditionQuerySet
from sampan.catalogue.wording import language_name
from sampan.desks.newswire import rules
from sampan.desks.newswire.exports import FORMS, export_version
from sampan.desks.newswire.forms import PermitForm
from sampan.desks.newswire.models import Delivery, Intake
from sampan.desks.newswire.pictures import pictures_of
from sampan.desks.newswire.plain_intake import PlainIntake, plain
from sampan.desks.newswire.plain_rights import Clause, ask, summary
from sampan.desks.newswire.topics import topic_name
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Organisation

_FACETS = {"language": "language", "agency": "house__slug", "status": "status"}


@member_required()
def index(request: MemberRequest) -> HttpResponse:
    """What the house may see, newest first; “ours” holds its drafts too."""
    own = request.GET.get("of") == "ours"
    visible = (
        Edition.objects.stories()
        .visible_to(request.actor.organisation)
        .select_related("work__owner", "house", "published", "latest")
    )
    editions = (
        visible.filter(house=request.actor.organisation) if own else visible.exclude(published=None)
    )
    facets = [
        {"name": name, "title": title, "options": _options(editions, name)}
        for name, title in (
            ("language", _("Language")),
            ("agency", _("House")),
            ("status", _("Status")),
        )
    ]
    for name, column in _FACETS.items():
        if wanted := request.GET.getlist(name):
            editions = editions.filter(**{f"{column}__in": wanted})
    order = "-created_at" if own else "-first_published_at"
    page = Paginator(editions.order_by(order, "-pk"), 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "facets": facets,
        "own": own,
        "is_filtered": any(name in request.GET for name in _FACETS),
        "may_write": rules.may_write(request.actor),
    }
    return render(request, "newswire/index.html", context)


@member_required()
def story(request: MemberRequest, pk: int) -> HttpResponse:
    edition = _edition(request, pk)
    version = _shown(request, edition)
    related = (
        Edition.objects.stories()
        .visible_to(request.actor.organisation)
        .filter(work=edition.work)
        .exclude(pk=edition.pk)
        .select_related("published", "latest", "house")
        .order_by("language", "pk")
    )
    context = _frame(request, edition) | {
        "content": Content.from_json(version.content),
        "related": related,
        "pictures": pictures_of(version),
        "intake": _intake(edition) if _is_own(request, edition) else None,
        "topics": [topic_name(topic) for topic in edition.work.topics],
        "summary": summary(edition, request.actor.organisation),
        "forms": FORMS,
    }
    return render(request, "newswire/story.html", context)


@member_required()
def versions(request: MemberRequest, pk: int) -> HttpResponse:
    """Every version that the reader may see, and one beside the one before it."""
    edition = _edition(request, pk)
    numbers = edition.versions.select_related("created_by", "publication").order_by("-number")
    if not _is_own(request, edition):
        numbers = numbers.exclude(publication=None)
    listed = list(numbers)
    chosen = next((v for v in listed if str(v.number) == request.GET.get("version")), listed[0])
    before = next((v for v in listed if v.number < chosen.number), None)
    context = _frame(request, edition) | {"versions": listed, "chosen": chosen, "before": before}
    return render(request, "newswire/versions.html", context)


@member_required()
def rights(request: MemberRequest, pk: int) -> HttpResponse:
    """What was granted, in plain words, and a question box: may we?"""
    edition = _edition(request, pk)
    organisation = request.actor.organisation
    asked = bool(request.GET)
    form = PermitForm(
        request.GET if asked else None,
        initial={"territory": organisation.territory, "language": edition.language},
    )
    answer = (
        ask(edition.work, organisation, form.cleaned_data) if asked and form.is_valid() else None
    )
    grants = Grant.objects.about(edition.work).filter(superseded_at=None)
    if edition.work.owner != organisation:
        grants = grants.filter(Q(licensee=organisation) | Q(licensee=None))
    context = _frame(request, edition) | {
        "form": form,
        "answer": answer,
        "summary": summary(edition, organisation),
        "clauses": [
            Clause.of(grant)
            for grant in grants.select_related("licensee").order_by("start_on", "pk")
        ],
    }
    return render(request, "newswire/rights.html", context)


@member_required()
def travels(request: MemberRequest, pk: int) -> HttpResponse:
    """Where the story went: deliveries; and to the owner of the work, pickups. A partner sees its own part."""
    edition = _edition(request, pk)
    owns = edition.work.owner == request.actor.organisation
    deliveries = Delivery.objects.filter(version__edition=edition).select_related(
        "route__destination__organisation", "version"
    )
    if not _is_own(request, edition):
        deliveries = deliveries.sent_to(request.actor.organisation)
    context = _frame(request, edition) | {
        "page": Paginator(deliveries.order_by("-queued_at", "-pk"), 50).get_page(
            request.GET.get("page")
        ),
        "owns": owns,
        "pickups": edition.pickups.order_by("-found_at")[:100] if owns else (),
    }
    return render(request, "newswire/travels.html", context)


@member_required()
def export(request: MemberRequest, pk: int, form: str) -> HttpResponse:
    """The version in a standard format, noted as taken out, so that a kill reaches whoever did."""
    edition = _edition(request, pk)
    if form not in FORMS:
        raise Http404
    made = export_version(actor=request.actor, version=_shown(request, edition), form=form)
    return HttpResponse(
        made.body,
        content_type=made.media_type,
        headers=made.signals | {"Content-Disposition": f'attachment; filename="{made.name}"'},
    )


def _edition(request: MemberRequest, pk: int) -> Edition:
    visible = Edition.objects.stories().visible_to(request.actor.organisation)
    return get_object_or_404(
        visible.select_related(
            "work__owner", "house", "published", "latest", "translated_from__edition"
        ),
        pk=pk,
    )


def _is_own(request: MemberRequest, edition: Edition) -> bool:
    return edition.house_id == request.actor.organisation.pk


def _shown(request: MemberRequest, edition: Edition) -> Version:
    """Its own house works on the newest version; partners see the published one."""
    version = edition.latest if _is_own(request, edition) else edition.published
    if version is None:
        raise Http404
    return version


def _intake(edition: Edition) -> PlainIntake | None:
    intake = Intake.objects.filter(edition=edition).select_related("message").first()
    return plain(intake) if intake else None


def _frame(request: MemberRequest, edition: Edition) -> dict[str, object]:
    """What stands around a story on each of its four pages."""
    actor, version = request.actor, _shown(request, edition)
    is_recalled = edition.status in (Status.WITHHELD, Status.CANCELED)
    return {
        "edition": edition,
        "version": version,
        "is_own": _is_own(request, edition),
        "is_recalled": is_recalled,
        "hides_text": edition.status == Status.CANCELED and not _is_own(request, edition),
        "is_behind": edition.translated_from is not None
        and edition.translated_from_id != edition.translated_from.edition.published_id,
        "is_publishable": edition.published_id != edition.latest_id
        or edition.status == Status.WITHHELD,
        "may_edit": rules.may_edit(actor, edition),
        "may_translate": rules.may_translate(actor)
        and edition.published_id is not None
        and not is_recalled,
        "may_publish": rules.may_publish(actor, edition),
        "may_release": rules.may_release(actor, edition) and not is_recalled,
        "may_kill": rules.may_kill(actor, edition),
    }


def _options(editions: EditionQuerySet, name: str) -> list[dict[str, object]]:
    column = _FACETS[name]
    rows = list(
        editions.order_by().values_list(column).annotate(n=Count("pk")).order_by("-n", column)
    )
    labels = _labels(name, [value for value, _count in rows])
    return [{"value": value, "label": labels[value], "count": count} for value, count in rows]


def _labels(name: str, values: list[str]) -> dict[str, str]:
    if name == "status":
        return {value: str(Status(value).label) for value in values}
    if name == "agency":
        return dict(Organisation.objects.filter(slug__in=values).values_list("slug", "name"))
    return {value: language_name(value) for value in values}
