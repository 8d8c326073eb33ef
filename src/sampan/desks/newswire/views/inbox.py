"""What came in: the messages, what was understood of each, and the bytes as they were."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sampan.catalogue.assets import open_asset
from sampan.catalogue.uploads import read_upload
from sampan.desks.newswire import rules, services
from sampan.desks.newswire.forms import UploadForm
from sampan.desks.newswire.models import Message
from sampan.desks.newswire.plain_intake import plain
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Role


@member_required(Role.EDITOR)
def index(request: MemberRequest) -> HttpResponse:
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        message = services.receive(actor=request.actor, name=file.name, data=read_upload(file))
        return redirect("newswire:message", pk=message.pk)
    messages = (
        Message.objects.visible_to(request.actor.organisation)
        .select_related("asset", "received_by")
        .prefetch_related("intakes__edition__latest")
        .order_by("-received_at", "-pk")
    )
    page = Paginator(messages, 30).get_page(request.GET.get("page"))
    status = 422 if form.is_bound else 200
    return render(request, "newswire/inbox.html", {"form": form, "page": page}, status=status)


@member_required(Role.EDITOR)
def message(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _message(request, pk)
    intakes = shown.intakes.select_related("message", "edition__latest", "edition__published")
    stories = [
        (intake.edition, plain(intake), rules.may_edit(request.actor, intake.edition))
        for intake in intakes.order_by("pk")
    ]
    return render(request, "newswire/message.html", {"message": shown, "stories": stories})


@member_required(Role.EDITOR)
def original(request: MemberRequest, pk: int) -> FileResponse:
    """Byte for byte, and never opened by the browser."""
    shown = _message(request, pk)
    return FileResponse(
        open_asset(shown.asset),
        as_attachment=True,
        filename=shown.name,
        content_type="application/octet-stream",
    )


def _message(request: MemberRequest, pk: int) -> Message:
    visible = Message.objects.visible_to(request.actor.organisation)
    return get_object_or_404(visible.select_related("asset", "received_by"), pk=pk)
