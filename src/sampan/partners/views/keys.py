"""What programs need: tokens to act with, webhooks to be told by. Secrets are shown once."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.partners import services
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.forms import TokenForm, WebhookForm
from sampan.partners.models import Role, Token, Webhook


@member_required(Role.OWNER)
def index(request: MemberRequest) -> HttpResponse:
    house = request.actor.organisation
    context = {
        "tokens": Token.objects.filter(organisation=house)
        .select_related("issued_by")
        .order_by("-pk"),
        "webhooks": Webhook.objects.active().filter(organisation=house).order_by("-pk"),
    }
    return render(request, "partners/keys.html", context)


@member_required(Role.OWNER)
def issue(request: MemberRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = services.issue_token(actor=request.actor, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field, str(error))
        else:
            return _shown_once(request, token.name, secret)
    return _form(request, form, _("Issue a key"))


@require_POST
@member_required(Role.OWNER)
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(Token.objects.filter(organisation=request.actor.organisation), pk=pk)
    services.revoke_token(actor=request.actor, token=token)
    return redirect("partners:keys")


@member_required(Role.OWNER)
def add(request: MemberRequest) -> HttpResponse:
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            webhook, secret = services.add_webhook(
                actor=request.actor, url=told["url"], names=told["names"].split()
            )
        except Invalid as error:
            form.add_error(error.field, str(error))
        else:
            return _shown_once(request, webhook.url, secret)
    return _form(request, form, _("Add a webhook"))


@require_POST
@member_required(Role.OWNER)
def rotate(request: MemberRequest, pk: int) -> HttpResponse:
    webhook = _webhook(request, pk)
    secret = services.rotate_secret(actor=request.actor, webhook=webhook)
    return _shown_once(request, webhook.url, secret)


@require_POST
@member_required(Role.OWNER)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    services.remove_webhook(actor=request.actor, webhook=_webhook(request, pk))
    return redirect("partners:keys")


def _webhook(request: MemberRequest, pk: int) -> Webhook:
    own = Webhook.objects.active().filter(organisation=request.actor.organisation)
    return get_object_or_404(own, pk=pk)


def _form(request: MemberRequest, form: TokenForm | WebhookForm, title: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "partners/form.html", {"form": form, "title": title}, status=status)


def _shown_once(request: MemberRequest, name: str, secret: str) -> HttpResponse:
    return render(request, "partners/secret.html", {"name": name, "secret": secret})
