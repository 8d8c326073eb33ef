"""The catalogue's own pages: pictures, to whoever may see the version that they hang on, and search."""

from collections.abc import Mapping, Sequence

from django.db.models import F, Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sampan.partners.acting import MemberRequest, member_required

from .assets import open_asset
from .models import Attachment, Edition, Status, WorkKind
from .search import Count, Facets, search


@require_safe
@member_required()
@cache_control(private=True, max_age=86_400, immutable=True)
def picture(request: MemberRequest, pk: int) -> FileResponse:
    organisation = request.actor.organisation
    visible = Edition.objects.visible_to(organisation)
    # A corrected story keeps the pictures that it had; what came after the published version is the house's own.
    current = Q(
        version__number__lte=F("version__edition__published__number"),
        version__edition__status=Status.USABLE,
    )
    shown = Attachment.objects.filter(
        Q(version__edition__house=organisation) | current, version__edition__in=visible
    )
    attachment = get_object_or_404(shown.select_related("asset__rendition"), pk=pk)
    if attachment.asset.rendition is None:
        raise Http404
    return FileResponse(
        open_asset(attachment.asset.rendition), content_type=attachment.asset.rendition.media_type
    )


@require_safe
@member_required()
def search_page(request: MemberRequest) -> HttpResponse:
    """One box for everything that the house may see, in any language."""
    asked = request.GET
    results = search(
        organisation=request.actor.organisation,
        query=asked.get("q", "")[:500],
        facets=Facets(
            languages=asked.getlist("language"),
            origins=asked.getlist("origin"),
            kinds=asked.getlist("kind"),
        ),
        page=_number(asked.get("page", "1")),
    )
    counts = results.counts
    facets = [
        _facet("language", _("Language"), counts.languages),
        _facet("origin", pgettext("origin", "From"), counts.origins),
        _facet("kind", _("Kind"), counts.kinds, dict(WorkKind.choices)),
    ]
    context = {
        "results": results,
        "facets": facets,
        "previous": results.page - 1,
        "next": results.page + 1,
    }
    return render(request, "catalogue/search.html", context)


def _facet(
    name: str, title: str, counts: Sequence[Count], labels: Mapping[str, object] | None = None
) -> dict[str, object]:
    labels = labels or {}
    options = [
        {"value": c.value, "label": labels.get(c.value, c.value), "count": c.number} for c in counts
    ]
    return {"name": name, "title": title, "options": options}


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
