"""What stands around a title on each of its pages."""

from typing import Any

from django.http import Http404

from sampan.catalogue.wording import reader_language
from sampan.desks.market import title_rules
from sampan.desks.market.cards import Loaded, card, loaded
from sampan.desks.market.search import Wanted
from sampan.partners.acting import MemberRequest
from sampan.partners.errors import Invalid


def one_title(request: MemberRequest, pk: int) -> Loaded:
    """A title that the house may see, with its words and posters; else 404."""
    found = loaded(request.actor.organisation, [pk]).get(pk)
    if found is None:
        raise Http404
    return found


def frame(request: MemberRequest, found: Loaded) -> dict[str, Any]:
    title = found.title
    return {
        "title": title,
        "card": card(found, reader_language()),
        "is_own": title_rules.owns(request.actor, title),
        "may_edit": title_rules.may_edit(request.actor, title),
        "may_buy": title_rules.may_buy(request.actor)
        and not title_rules.owns(request.actor, title),
        "query": question_of(request),
    }


def question_of(request: MemberRequest) -> str:
    """The rights that the reader asked for before, to be carried along."""
    try:
        asked = Wanted.of(dict(request.GET.lists()), language="")
    except Invalid:
        return ""
    return Wanted(question=asked.question).query() if asked.question else ""
