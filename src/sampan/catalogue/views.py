"""Pictures as pages show them: the smaller rendition, to whoever may see the version that it hangs on."""

from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sampan.partners.acting import MemberRequest, member_required

from .assets import open_asset
from .models import Attachment, Edition


@require_safe
@member_required()
@cache_control(private=True, max_age=86_400, immutable=True)
def picture(request: MemberRequest, pk: int) -> FileResponse:
    organisation = request.actor.organisation
    visible = Edition.objects.visible_to(organisation)
    shown = Attachment.objects.filter(version__edition__in=visible).filter(
        Q(version__edition__house=organisation) | Q(version__edition__published__isnull=False)
    )
    attachment = get_object_or_404(shown.select_related("asset__rendition"), pk=pk)
    if attachment.asset.rendition is None:
        raise Http404
    return FileResponse(
        open_asset(attachment.asset.rendition), content_type=attachment.asset.rendition.media_type
    )
