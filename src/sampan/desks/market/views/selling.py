"""A seller's own titles: written, illustrated, given rights, offered."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.catalogue.models import Share, Title, TitleFile
from sampan.catalogue.services import put_file, remove_file
from sampan.desks.market.importing.preview import record_of
from sampan.desks.market.looking import house_language
from sampan.desks.market.selling_forms import FileForm, OfferForm, RightsForm, TitleForm
from sampan.desks.market.services.catalogue_import import hold_rights, take_record
from sampan.desks.market.services.selling import offer_title, withdraw_title
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Role

from .title_frame import frame, one_title


@member_required(Role.SELLER)
def new(request: MemberRequest) -> HttpResponse:
    language = house_language(request.actor.organisation)
    form = TitleForm(request.POST or None, initial={"language": language, "original": language})
    if request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["reference"]
        own = Title.objects.filter(work__owner=request.actor.organisation, reference=reference)
        if own.exists():
            form.add_error("reference", _("Another title of yours has this reference."))
        elif (made := _taken(request, form)) is not None:
            return redirect("market:edit_title", pk=made.pk)
    return render(request, "market/new_title.html", {"form": form})


@member_required(Role.SELLER)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Facts and the words of one language (?words=); beside them rights, files, and to whom it is offered."""
    title = _own(request, pk)
    language = request.GET.get("words", house_language(request.actor.organisation))
    record = record_of(title)
    form = (
        TitleForm(request.POST)
        if request.method == "POST"
        else TitleForm.showing(title, record, language)
    )
    form.fields["reference"].disabled = bool(title.reference)
    form.initial.setdefault("reference", title.reference)
    if request.method == "POST" and form.is_valid() and _taken(request, form) is not None:
        return redirect(f"{request.path}?words={form.cleaned_data['language']}")
    return render(request, "market/title/edit.html", _around(request, title) | {"form": form})


@require_POST
@member_required(Role.SELLER)
def hold(request: MemberRequest, pk: int) -> HttpResponse:
    """Record a clause by which the house holds rights."""
    title, form = _own(request, pk), RightsForm(request.POST, auto_id="rights_%s")
    if form.is_valid():
        hold_rights(actor=request.actor, title=title, rights=[form.read])
        return redirect("market:edit_title", pk=pk)
    around = _around(request, title) | {"rights_form": form}
    shown = TitleForm.showing(title, record_of(title), house_language(request.actor.organisation))
    return render(request, "market/title/edit.html", around | {"form": shown})


@require_POST
@member_required(Role.SELLER)
def add_file(request: MemberRequest, pk: int) -> HttpResponse:
    title, form = _own(request, pk), FileForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Invalid(str(_("Choose a file, and say what it is for.")), field="file")
    told = form.cleaned_data
    put_file(
        actor=request.actor, title=title, purpose=told["purpose"], file=told["file"].file,
        name=told["file"].name[:200], language=told["language"], alternative=told["alternative"],
    )  # fmt: skip
    return redirect("market:edit_title", pk=pk)


@require_POST
@member_required(Role.SELLER)
def drop_file(request: MemberRequest, pk: int) -> HttpResponse:
    own = TitleFile.objects.filter(title__work__owner=request.actor.organisation)
    file = get_object_or_404(own.select_related("title__work"), pk=pk)
    remove_file(actor=request.actor, file=file)
    return redirect("market:edit_title", pk=file.title_id)


@require_POST
@member_required(Role.SELLER)
def offer(request: MemberRequest, pk: int) -> HttpResponse:
    title, form = _own(request, pk), OfferForm(request.POST)
    if form.is_valid():
        offer_title(actor=request.actor, title=title, to=list(form.cleaned_data["to"]))
    return redirect("market:edit_title", pk=pk)


@require_POST
@member_required(Role.SELLER)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    withdraw_title(actor=request.actor, title=_own(request, pk))
    return redirect("market:edit_title", pk=pk)


def _own(request: MemberRequest, pk: int) -> Title:
    own = Title.objects.filter(work__owner=request.actor.organisation)
    return get_object_or_404(own.select_related("work__owner", "parent"), pk=pk)


def _taken(request: MemberRequest, form: TitleForm) -> Title | None:
    """The title as the form has it now; None where the catalogue refuses it, which the form then says."""
    try:
        return take_record(actor=request.actor, record=form.record())
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


def _around(request: MemberRequest, title: Title) -> dict[str, object]:
    shares = Share.objects.in_force(at=timezone.now()).filter(work=title.work)
    return frame(request, one_title(request, title.pk)) | {
        "files": TitleFile.objects.filter(title=title),
        "held": record_of(title)["rights"],
        "shares": list(shares.select_related("organisation")),
        "rights_form": RightsForm(auto_id="rights_%s"),
        "file_form": FileForm(auto_id="file_%s"),
        "offer_form": OfferForm(auto_id="offer_%s"),
        "languages_written": list(record_of(title)["words"]),
    }


urls = [
    path("titles/new/", new, name="new_title"),
    path("titles/<int:pk>/edit/", edit, name="edit_title"),
    path("titles/<int:pk>/hold/", hold, name="hold_rights"),
    path("titles/<int:pk>/files/", add_file, name="add_file"),
    path("files/<int:pk>/drop/", drop_file, name="drop_file"),
    path("titles/<int:pk>/offer/", offer, name="offer_title"),
    path("titles/<int:pk>/withdraw/", withdraw, name="withdraw_title"),
]
