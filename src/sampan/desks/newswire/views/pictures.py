"""Pictures for whoever received their story; the address is the leave."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sampan.catalogue.assets import open_asset
from sampan.desks.newswire.picture_leave import picture_at


@require_safe
@cache_control(private=True, max_age=3600)
def fetch(_request: HttpRequest, token: str) -> FileResponse:
    """The file, byte for byte, and never opened by a browser."""
    found = picture_at(token)
    if found is None:
        raise Http404
    attachment, asset = found
    return FileResponse(
        open_asset(asset),
        as_attachment=True,
        filename=attachment.name,
        content_type=asset.media_type,
    )
