"""The rows behind a figure or one of its cells: the first on a page, all of them as CSV."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sampan.desks.report import drawing, measuring
from sampan.desks.report.questions import address_of, question_of
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid


@require_safe
@member_required()
def rows(request: MemberRequest) -> HttpResponse | StreamingHttpResponse:
    organisation = request.actor.organisation
    question = question_of(request.GET)
    figure = measuring.answered(organisation, question)
    keys = request.GET.getlist("key") or None
    if keys and len(keys) != len(figure.dimensions):
        raise Invalid(_("A cell is named by one key for each dimension of the figure."))
    found = measuring.rows_behind(organisation, figure, keys)
    if request.GET.get("as") == "csv":
        every = measuring.rows_behind(organisation, figure, keys, most=1_000_000)
        answer = StreamingHttpResponse(_csv(every.columns, every.lines), content_type="text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="{figure.id}.csv"'
        return answer
    context = {
        "figure": figure,
        "named": [
            drawing.name_of(on, key, request.LANGUAGE_CODE)
            for on, key in zip(figure.dimensions, keys or (), strict=False)
        ],
        "rows": found,
        "address": address_of(question),
        "here": request.GET.urlencode(),
    }
    return render(request, "report/rows.html", context)


class _Echo:
    def write(self, line: str) -> str:
        return line


def _csv(columns: Iterable[str], lines: Iterable[Iterable[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(columns)
    for line in lines:
        yield writer.writerow([_plain(value) for value in line])


def _plain(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text."""
    is_formula = isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{value}" if is_formula else value
