"""The parts that pages are made of. /style shows each one, docs/look.md says how to write it."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import to_locale
from django_htmx.jinja import htmx_script

from sampan.web import names, sentences
from sampan.web.differences import Row, compare
from sampan.web.marking import Piece, cut

register = template.Library()
_ASKS = re.compile(r"\shx-(?:get|post)=")

# Query parameters whose values are codes.
CODES: Mapping[str, Callable[[str], str]] = {
    "language": names.language_name,
    "territory": names.territory_name,
    "origin": names.territory_name,
}


@register.filter
def bcp47(code: str) -> str:
    """Django's name of an interface language as HTML wants it: zh-hans is zh-Hans."""
    return to_locale(code).replace("_", "-")


register.filter("language_name", names.language_name)
register.filter("autonym", names.autonym)
register.filter("territory_name", names.territory_name)
register.filter("place_name", names.place_name)
register.filter("said", sentences.said)


@register.simple_tag
def when(moment: datetime | date | None) -> str:
    """An instant or a day in the reader's language and time zone; nothing for nothing."""
    if moment is None:
        return ""
    is_instant = isinstance(moment, datetime)
    text = names.at_instant(moment) if isinstance(moment, datetime) else names.on_day(moment)
    return (
        format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)
        if is_instant
        else text
    )


@register.simple_tag
def weekday() -> str:
    """Today, in the reader's time zone."""
    return names.weekday(timezone.localdate())


@register.simple_tag
def written(text: str, language: str) -> SafeString:
    """Text of a story in its own language, kept apart from the page's."""
    return format_html('<bdi lang="{}">{}</bdi>', language, text)


@register.simple_block_tag
def with_htmx(content: str) -> str:
    """What stands between the tags; where anything there asks for a part of a page, htmx after it.

    Most pages need none of it, and it is half of all that a page weighs.
    """
    return format_html("{}{}", content, htmx_script(nonce=None) if _ASKS.search(content) else "")


@register.simple_block_tag(takes_context=True)
def page_header(
    context: RequestContext,
    content: str,
    *,
    title: str,
    kicker: str = "",
    lead: str = "",
    lang: str = "",
) -> str:
    """The one h1; what stands between the tags are its actions."""
    values = {
        "title": title,
        "kicker": kicker,
        "lead": lead,
        "lang": lang,
        "actions": content.strip(),
    }
    return render_to_string("parts/page_header.html", values, request=context.request)


@register.simple_block_tag
def section_header(content: str, *, title: str, count: int | None = None) -> str:
    return render_to_string(
        "parts/section_header.html", {"title": title, "count": count, "link": content.strip()}
    )


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>',
        _("Where you are"),
        mark_safe(content),  # noqa: S308  # a rendered template
    )


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li aria-current="page">{}</li>', label)


@register.simple_tag
def badge(label: str, kind: str = "plain") -> SafeString:
    return format_html('<span class="badge {}">{}</span>', kind, label)


@register.simple_block_tag
def table(content: str, *, caption: str, stacks: bool = False, shown: bool = False) -> str:
    """A table that scrolls in its own frame on narrow screens, or folds each row into a card when it `stacks`."""
    values = {"rows": content, "caption": caption, "stacks": stacks, "shown": shown}
    return render_to_string("parts/table.html", values)


@register.simple_tag
def field(bound: BoundField) -> str:
    return render_to_string("parts/field.html", {"field": bound})


@register.simple_tag
def errors(form: BaseForm) -> str:
    """The summary at the top: each fault is a link to its field."""
    return render_to_string("parts/errors.html", {"form": form}) if form.errors else ""


@register.simple_block_tag
def tabs(content: str, *, label: str) -> SafeString:
    return format_html(
        '<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>',
        label,
        mark_safe(content),  # noqa: S308  # a rendered template
    )


@register.simple_tag(takes_context=True)
def tab(context: RequestContext, label: str, url: str, count: int | None = None) -> str:
    values = {"label": label, "url": url, "count": count, "is_current": context.request.path == url}
    return render_to_string("parts/tab.html", values)


@register.simple_tag(takes_context=True)
def filter_group(
    context: RequestContext, title: str, name: str, options: Iterable[Mapping[str, Any]]
) -> str:
    """Links that set or clear one query parameter; an option has a value, a label and perhaps a count.

    A bare code of a language or territory is named in the reader's language.
    """
    request = context.request
    chosen = request.GET.getlist(name)
    named = CODES.get(name, str)
    rows = [
        {
            **option,
            "label": named(option["value"])
            if option["label"] == option["value"]
            else option["label"],
            "is_chosen": str(option["value"]) in chosen,
            "url": _toggled(request, name, str(option["value"])),
        }
        for option in options
    ]
    return render_to_string("parts/filter_group.html", {"title": title, "options": rows})


def _toggled(request: HttpRequest, name: str, value: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    if value in query.getlist(name):
        query.setlist(name, [one for one in query.getlist(name) if one != value])
    else:
        query.appendlist(name, value)
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def pagination(context: RequestContext, page: Page[Any]) -> str:
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return render_to_string(
        "parts/pagination.html", {"page": page, "numbers": numbers}, request=context.request
    )


@register.simple_block_tag
def empty(content: str, *, title: str) -> str:
    """Says what would stand here and what to do first."""
    return render_to_string("parts/empty.html", {"title": title, "content": content})


@register.simple_block_tag
def notice(content: str, *, kind: str = "", title: str = "") -> str:
    return render_to_string("parts/notice.html", {"content": content, "kind": kind, "title": title})


@register.simple_block_tag(takes_context=True)
def confirm(
    context: RequestContext,
    content: str,
    *,
    name: str,
    action: str,
    button: str,
    title: str,
    danger: bool = True,
) -> str:
    """A button that first says what will follow (the content, which may hold fields), then posts to `action`."""
    values = {
        "name": name, "action": action, "button": button, "title": title, "content": content, "danger": danger,
    }  # fmt: skip
    return render_to_string("parts/confirm.html", values, request=context.request)


@register.simple_tag
def progress(label: str, value: int | None = None, total: int | None = None) -> str:
    return render_to_string("parts/progress.html", {"label": label, "value": value, "total": total})


@register.inclusion_tag("parts/diff.html")
def diff(
    before: Iterable[str], after: Iterable[str], language: str, before_title: str, after_title: str
) -> dict[str, Any]:
    """Two versions side by side, paragraph against paragraph, with what went and what came."""
    rows: list[Row] = compare(list(before), list(after), language)
    return {
        "rows": rows, "language": language, "before_title": before_title, "after_title": after_title,
    }  # fmt: skip


@register.inclusion_tag("parts/passage.html")
def highlighted(text: str, spans: Iterable[tuple[int, int]], name: str = "") -> dict[str, Any]:
    """Text with its spans marked; the marks of two texts that share a name and number belong together."""
    pieces: list[Piece] = cut(text, spans)
    return {"pieces": pieces, "name": name}
