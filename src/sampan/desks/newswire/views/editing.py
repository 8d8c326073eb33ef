"""Writing: new stories, edits, translations; publishing, withholding, killing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.catalogue.content import Content
from sampan.catalogue.models import Edition, Version
from sampan.catalogue.services import describe_work
from sampan.desks.newswire import services
from sampan.desks.newswire.forms import PublishForm, ReasonForm, StoryForm
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation, Role

WRITERS = (Role.EDITOR, Role.TRANSLATOR)


@member_required(Role.EDITOR)
def new(request: MemberRequest) -> HttpResponse:
    languages = request.actor.organisation.languages
    form = StoryForm(
        request.POST if request.method == "POST" else None,
        initial={"language": languages[0] if languages else "en"},
    )
    if request.method == "POST" and form.is_valid():
        edition = services.draft_story(
            actor=request.actor,
            language=form.cleaned_data["language"],
            content=form.content(),
            topics=form.topics_of(),
            places=form.places_of(),
        )
        return redirect("newswire:story", pk=edition.pk)
    return _page(request, form, title=_("New story"), button=_("Save draft"))


@member_required(*WRITERS)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Save a new version; of a published story, either for our own eyes or as a correction to everybody."""
    edition = _own(request, pk)
    content = _content(edition)
    if request.method != "POST":
        form = StoryForm.showing(content, edition.language, edition.work)
        return _page(request, form, title=_("Edit"), button=_("Save"), edition=edition)
    form = StoryForm(request.POST)
    if form.is_valid():
        told = {
            "actor": request.actor,
            "edition": edition,
            "content": form.content(content),
            "note": form.cleaned_data["note"],
        }
        action = services.correct_story if "correct" in request.POST else services.revise_story
        if _tried(form, lambda: action(**told)):
            _describe(request, edition, form)
            return redirect("newswire:story", pk=edition.pk)
    return _page(request, form, title=_("Edit"), button=_("Save"), edition=edition)


@member_required(*WRITERS)
def translate(request: MemberRequest, pk: int) -> HttpResponse:
    """A draft in another language, tied to the version that it is made from; the source stands beside it."""
    visible = (
        Edition.objects.stories()
        .visible_to(request.actor.organisation)
        .select_related("published", "latest", "work__owner")
    )
    edition = get_object_or_404(visible, pk=pk)
    services.check_source(edition)
    source = edition.published or edition.latest
    assert source is not None
    content = Content.from_json(source.content)
    form = (
        StoryForm(request.POST)
        if request.method == "POST"
        else StoryForm.translating(content, _other_language(request, edition), edition.work)
    )
    context = {"title": _("Translate"), "button": _("Save draft"), "source": source}
    if request.method == "POST" and form.is_valid():
        made: list[Edition] = []
        if _tried(
            form,
            lambda: made.append(
                services.translate_story(
                    actor=request.actor,
                    source=source,
                    language=form.cleaned_data["language"],
                    content=form.content(content),
                )
            ),
        ):
            return redirect("newswire:story", pk=made[0].pk)
    return _page(request, form, **context)


@member_required(Role.EDITOR)
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    edition = _own(request, pk)
    partners = (
        Organisation.objects.active().exclude(pk=request.actor.organisation.pk).order_by("name")
    )
    initial = {"embargoed_until": edition.embargoed_until}
    form = PublishForm(
        request.POST if request.method == "POST" else None, initial=initial, partners=partners
    )
    if edition.work.shares.exists():
        del form.fields["to"]  # said once, at the first publication
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["embargoed_until"]
        if _tried(
            form,
            lambda: services.publish_story(
                actor=request.actor,
                edition=edition,
                partners=list(form.cleaned_data.get("to") or ()) or None,
                embargoed_until=until,
                lifts_embargo=edition.embargoed_until is not None and until is None,
            ),
        ):
            messages.success(request, _("Published. Subscribers are being served."))
            return redirect("newswire:story", pk=edition.pk)
    context = {"form": form, "edition": edition}
    return render(request, "newswire/publish.html", context, status=422 if form.errors else 200)


@require_POST
@member_required(Role.EDITOR)
def release(request: MemberRequest, pk: int) -> HttpResponse:
    """Lift the embargo of the work, on whichever edition of it one stands."""
    works = Edition.objects.filter(work__owner=request.actor.organisation)
    edition = get_object_or_404(works.select_related("work__owner"), pk=pk)
    services.release_story(actor=request.actor, edition=edition)
    messages.success(request, _("Lifted. Those who waited are being served."))
    return redirect("newswire:story", pk=pk)


@require_POST
@member_required(Role.EDITOR)
def withhold(request: MemberRequest, pk: int) -> HttpResponse:
    return _recall(request, pk, services.withhold_story)


@require_POST
@member_required(Role.EDITOR)
def kill(request: MemberRequest, pk: int) -> HttpResponse:
    return _recall(request, pk, services.kill_story)


@require_POST
@member_required(*WRITERS)
def put_back_text(request: MemberRequest, pk: int, index: int) -> HttpResponse:
    services.put_back(actor=request.actor, edition=_own(request, pk), index=index)
    return redirect("newswire:story", pk=pk)


def _recall(
    request: MemberRequest, pk: int, action: Callable[..., Version]
) -> HttpResponseRedirect:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Invalid(
            _("Say why, so that partners know what to tell their readers."), field="reason"
        )
    action(actor=request.actor, edition=_own(request, pk), reason=form.cleaned_data["reason"])
    return redirect("newswire:story", pk=pk)


def _other_language(request: MemberRequest, edition: Edition) -> str:
    """What the reader's house is most likely to translate into."""
    return next(
        (tag for tag in request.actor.organisation.languages if tag != edition.language), "en"
    )


def _describe(request: MemberRequest, edition: Edition, form: StoryForm) -> None:
    """Topics and places belong to the work, so only its owner's house changes them."""
    work = edition.work
    topics, places = form.topics_of(work), form.places_of(work)
    changed = topics != work.topics or places != work.places
    if changed and work.owner == request.actor.organisation:
        describe_work(
            actor=request.actor, work=work, slugline=work.slugline, topics=topics, places=places
        )


def _own(request: MemberRequest, pk: int) -> Edition:
    own = Edition.objects.stories().filter(house=request.actor.organisation)
    return get_object_or_404(
        own.select_related("work__owner", "house", "latest", "published"), pk=pk
    )


def _content(edition: Edition) -> Content:
    assert edition.latest is not None
    return Content.from_json(edition.latest.content)


def _tried(form: StoryForm | PublishForm, action: Callable[[], object]) -> bool:
    """Run the service; what it finds wrong stands at the field that it names."""
    try:
        action()
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return False
    return True


def _page(request: HttpRequest, form: StoryForm, **context: object) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "newswire/edit.html", {"form": form, **context}, status=status)
