"""Posters, stills and trailers, to whoever may see their title."""

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sampan.catalogue.assets import open_asset
from sampan.catalogue.models import Purpose, TitleFile
from sampan.desks.market.streaming import ranged
from sampan.partners.acting import MemberRequest, member_required


@require_safe
@member_required()
@cache_control(private=True, max_age=86_400, immutable=True)
def picture(request: MemberRequest, pk: int) -> FileResponse:
    """A poster or still, small enough for a page."""
    file = _file(request, pk)
    if file.asset.rendition is None:
        raise Http404
    return FileResponse(
        open_asset(file.asset.rendition), content_type=file.asset.rendition.media_type
    )


@require_safe
@member_required()
def clip(request: MemberRequest, pk: int) -> HttpResponseBase:
    """A trailer, in the ranges that the player asks for. Its house sees its screeners so as well."""
    file = _file(request, pk)
    if file.purpose not in (Purpose.TRAILER, Purpose.SCREENER):
        raise Http404
    asset = file.asset
    return ranged(request, open_asset(asset), size=asset.size, media_type=asset.media_type)


def _file(request: MemberRequest, pk: int) -> TitleFile:
    seen = TitleFile.objects.visible_to(request.actor.organisation)
    return get_object_or_404(seen.select_related("asset__rendition"), pk=pk)


urls = [
    path("files/<int:pk>/picture/", picture, name="picture"),
    path("files/<int:pk>/clip/", clip, name="clip"),
]
