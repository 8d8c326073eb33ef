"""The board of the market."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue.wording import territory_name, use_name
from sampan.desks.market.board_counts import LEAST, board
from sampan.desks.market.models import Request
from sampan.partners.acting import MemberRequest, member_required


@member_required()
def show_board(request: MemberRequest) -> HttpResponse:
    house = request.actor.organisation
    counted = board(house, on=timezone.localdate())
    names = {"china": _("China"), "asean": _("ASEAN"), "other": _("Elsewhere")}
    blocs = [(code, names.get(code.lower(), code)) for code in counted.blocs]
    context = {
        "blocs": [name for _code, name in blocs],
        "rows": [
            (name, [counted.flows.get((code, other)) for other, _other in blocs])
            for code, name in blocs
        ],
        "territories": [(territory_name(code), cell) for code, cell in counted.territories],
        "most": max((cell.shown or 0 for _code, cell in counted.territories), default=0) or 1,
        "wanted": [(use_name(code), count) for code, count in counted.wanted],
        "wanted_in": [(territory_name(code), count) for code, count in counted.wanted_in],
        "requests": Request.objects.open().visible_to(house).select_related("house").order_by("-pk")[:8],
        "least": LEAST,
    }  # fmt: skip
    return render(request, "market/board.html", context)


urls = [path("board/", show_board, name="board")]
