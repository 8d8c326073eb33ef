"""The shapes that views of this desk have in common: a part or its whole page, and a button that moves something on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.views.decorators.http import require_POST

from sampan.desks.report import drawing
from sampan.engines.circulation.figure import Figure
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Role


def part_or_page(
    request: HttpRequest, part: str, page: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The part for whoever asks from inside the page, the whole page for others."""
    is_part = bool(request.headers.get("HX-Request"))
    answer = render(request, part if is_part else page, dict(context), status=status)
    patch_vary_headers(answer, ["HX-Request"])  # else a browser that goes back shows the part
    return answer


def made_of(
    figures: Sequence[Figure], kind: str, what: str, *, name: str, source: str, language: str
) -> HttpResponse:
    """Figures as a file that a browser keeps: `csv`, `png` or `svg`."""
    if what == "csv":
        data, media_type = drawing.csv_of(figures, kind=kind), "text/csv"
    elif what == "png":
        data = drawing.png_of(figures, kind=kind, language=language, source=source)
        media_type = "image/png"
    else:
        data, media_type = drawing.svg_of(figures, kind=kind, language=language), "image/svg+xml"
    answer = HttpResponse(data, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{what}"'
    return answer


class Own(Protocol):
    def __call__(self, request: MemberRequest, pk: int) -> Model: ...


def _itself(one: Any) -> int:
    key: int = one.pk
    return key


def moving(
    service: Callable[..., object],
    own: Own,
    name: str,
    page: str,
    *roles: Role,
    said: str | Promise = "",
    back: Callable[[Any], int] = _itself,
) -> Callable[..., HttpResponseBase]:
    """The view of a button: one service for one of our own, then its page again, or that of what is it of (`back`)."""

    @require_POST
    @member_required(*roles)
    def view(request: MemberRequest, pk: int) -> HttpResponse:
        one = own(request, pk)
        return moved(request, service, {name: one}, page, back(one), said=said)

    return view


def moved(
    request: MemberRequest,
    service: Callable[..., object],
    told: Mapping[str, object],
    page: str,
    pk: int,
    *,
    said: str | Promise = "",
) -> HttpResponse:
    service(actor=request.actor, **told)
    if said:
        messages.success(request, str(said))
    return redirect(page, pk=pk)
