"""What can be taken home from a report: by its house at any time, by everybody once it is public."""

from typing import cast

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from sampan.catalogue.assets import open_asset
from sampan.desks.report.models import Report, ReportFile
from sampan.partners.acting import ActingRequest


@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    actor = cast("ActingRequest", request).actor
    readable = Report.objects.visible_to(actor.organisation) if actor else Report.objects.public()
    found = get_object_or_404(
        ReportFile.objects.filter(report__in=readable).select_related("asset", "report"), pk=pk
    )
    return FileResponse(
        open_asset(found.asset),
        as_attachment=True,
        filename=found.name,
        content_type=found.asset.media_type,
    )
