"""Every address of the site, and what stands behind it: the test of tenancy fails for one that is not in here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from sampan.desks.report.models import Task
from sampan.partners.models import Event, Handling, Membership, Token, Webhook

from .exchange import Exchange

Arguments = Callable[[Exchange], dict[str, object]]


@dataclass(frozen=True)
class Door:
    """`arguments` name something of house A. What is shared is open to B; what acts is shut to a mere auditor."""

    arguments: Arguments = lambda _exchange: {}
    is_open: bool = False  # to visitors
    is_about: bool = False  # something of A's that C must not see
    is_shared: bool = False  # and that B was given
    acts: bool = False  # asks for a role that an auditor lacks


def story(exchange: Exchange) -> dict[str, object]:
    return {"pk": exchange.restricted.pk}


def hidden(exchange: Exchange) -> dict[str, object]:
    return {"pk": exchange.draft.pk}


def offered(exchange: Exchange) -> dict[str, object]:
    return {"pk": exchange.offered.pk}


def kept_back(exchange: Exchange) -> dict[str, object]:
    return {"pk": exchange.kept_back.pk}


def of(name: str) -> Arguments:
    return lambda exchange: {"pk": getattr(exchange, name).pk}


def oldest(model: type, *, house: str = "organisation") -> Arguments:
    """The oldest row of the kind that belongs to A."""

    def find(exchange: Exchange) -> dict[str, object]:
        return {"pk": model.objects.filter(**{house: exchange.a.organisation}).earliest("pk").pk}

    return find


def deal(name: str) -> Arguments:
    """Something of what A sold to B."""
    return lambda exchange: {"pk": getattr(exchange.bargain, name).pk}


OPEN = Door(is_open=True)
MEMBERS = Door()
ACTORS = Door(acts=True)
DOORS: dict[str, list[Door]] = {
    "today": [OPEN],
    "style": [OPEN],
    "language": [OPEN],
    "theme": [OPEN],
    "switch": [MEMBERS],
    "robots": [OPEN],
    "tdmrep": [OPEN],
    "rsl": [OPEN],
    "ai-policy": [OPEN],
    "healthz": [OPEN],
    "metrics": [OPEN],
    "newswire:index": [MEMBERS],
    "newswire:new": [ACTORS],
    "newswire:inbox": [ACTORS],
    "newswire:receiving": [ACTORS],
    "newswire:add_destination": [ACTORS],
    "newswire:message": [Door(of("message"), is_about=True, acts=True)],
    "newswire:original": [Door(of("message"), is_about=True, acts=True)],
    "newswire:remove_destination": [Door(of("destination"), is_about=True, acts=True)],
    "newswire:destination": [Door(of("destination"), is_about=True, acts=True)],
    "newswire:wake_destination": [Door(of("destination"), is_about=True, acts=True)],
    "newswire:subscribe": [Door(of("destination"), is_about=True, acts=True)],
    "newswire:unsubscribe": [Door(of("subscription"), is_about=True, acts=True)],
    "newswire:feed": [Door(lambda _exchange: {"key": "guess"}, is_about=True, is_open=True)],
    "newswire:fetch_picture": [
        Door(lambda _exchange: {"token": "guess"}, is_about=True, is_open=True)
    ],
    **{
        f"newswire:{name}": [
            Door(story, is_about=True, is_shared=True),
            Door(hidden, is_about=True),
        ]
        for name in ("story", "versions", "rights", "travels")
    },
    "newswire:export": [
        Door(lambda e: story(e) | {"form": "ninjs"}, is_about=True, is_shared=True),
        Door(lambda e: hidden(e) | {"form": "nitf"}, is_about=True),
    ],
    "report:published_figure": [
        Door(
            lambda e: {"house": "house-a", "slug": e.report.slug, "digest": e.placed.digest},
            is_about=True,
            is_open=True,
        )
    ],
    "newswire:translate": [
        Door(story, is_about=True, is_shared=True, acts=True),
        Door(hidden, is_about=True, acts=True),
    ],
    **{
        f"newswire:{name}": [Door(at, is_about=True, acts=True) for at in (story, hidden)]
        for name in ("edit", "publish", "release", "withhold", "kill")
    },
    "newswire:put_back": [Door(lambda e: story(e) | {"index": 0}, is_about=True, acts=True)],
    "market:index": [MEMBERS],
    "market:export": [MEMBERS],
    "market:shop": [Door(lambda e: {"slug": e.a.organisation.slug})],
    **{
        f"market:{name}": [
            Door(offered, is_about=True, is_shared=True),
            Door(kept_back, is_about=True),
        ]
        for name in ("title", "title_rights")
    },
    "market:screenings": [
        Door(offered, is_about=True, is_shared=True),
        Door(kept_back, is_about=True),
    ],
    "market:ask_screening": [Door(kept_back, is_about=True, acts=True)],
    "market:end_screening": [Door(of("leave"), is_about=True, acts=True)],
    "market:copy_screener": [Door(lambda e: {"pk": 999_999, "file": e.screener.pk}, is_about=True)],
    "market:drop_copy": [Door(lambda _exchange: {"pk": 999_999}, is_about=True, acts=True)],
    "market:watch": [Door(lambda _exchange: {"pk": 999_999}, is_about=True)],
    "market:new_title": [ACTORS],
    **{
        f"market:{name}": [Door(at, is_about=True, acts=True) for at in (offered, kept_back)]
        for name in ("edit_title", "hold_rights", "add_file", "offer_title", "withdraw_title")
    },
    "market:drop_file": [Door(of("poster"), is_about=True, acts=True)],
    "market:imports": [ACTORS],
    "market:import": [Door(of("catalogue_file"), is_about=True, acts=True)],
    "market:confirm_import": [Door(of("catalogue_file"), is_about=True, acts=True)],
    "market:wishes": [MEMBERS],
    "market:save_wish": [ACTORS],
    "market:remove_wish": [Door(of("wish"), is_about=True, acts=True)],
    "market:picture": [Door(of("poster"), is_about=True, is_shared=True)],
    "market:clip": [Door(of("screener"), is_about=True)],
    **{f"market:{name}": [MEMBERS] for name in ("deals", "requests", "calendar", "board", "quota")},
    **{
        f"market:{name}": [ACTORS]
        for name in ("ask", "begin", "check_terms", "rates", "open_calendar")
    },
    "market:calendar_feed": [Door(lambda _e: {"key": "guess"}, is_about=True, is_open=True)],
    "market:request": [Door(deal("asked"), is_about=True, is_shared=True)],
    "market:negotiation": [Door(deal("open"), is_about=True, is_shared=True)],
    **{
        f"market:{name}": [Door(deal("contract"), is_about=True, is_shared=True)]
        for name in ("contract", "document", "signed_copy", "materials", "money", "runs")
    },
    "market:material_file": [Door(deal("material"), is_about=True, is_shared=True)],
    "market:statement": [
        Door(
            lambda e, form=form: deal("statement")(e) | {"form": form},
            is_about=True,
            is_shared=True,
        )
        for form in ("pdf", "csv")
    ],
    **{
        f"market:{name}": [Door(deal("asked"), is_about=True, acts=True)]
        for name in ("close_request", "propose")
    },
    **{
        f"market:{name}": [Door(deal("open"), is_about=True, acts=True)]
        for name in ("counter", "accept", "decline", "withdraw", "message")
    },
    **{
        f"market:{name}": [Door(deal("contract"), is_about=True, acts=True)]
        for name in (
            "sign",
            "upload_signed",
            "reject_contract",
            "terminate",
            "enter_receipt",
            "enter_receipts",
            "make_statement",
        )
    },
    **{
        f"market:{name}": [Door(deal("material"), is_about=True, acts=True)]
        for name in ("deliver", "judge_material")
    },
    "market:mark_payment": [Door(deal("payment"), is_about=True, acts=True)],
    "protection:index": [MEMBERS],
    "protection:report": [ACTORS],
    "protection:sighting": [Door(of("sighting"), is_about=True)],
    "protection:match": [Door(of("match"), is_about=True)],
    "protection:settle": [Door(of("match"), is_about=True, acts=True)],
    "report:index": [MEMBERS],
    "report:facts": [MEMBERS],
    "report:reports": [MEMBERS],
    "report:new": [ACTORS],
    "report:report": [Door(of("report"), is_about=True)],
    **{
        f"report:{name}": [Door(of("report"), is_about=True, acts=True)]
        for name in (
            *("submit", "sign", "reopen", "publish", "withdraw", "chapter", "ask_files"),
            *("refresh", "carry", "title"),
        )
    },
    **{
        f"report:{name}": [
            Door(lambda e: {"pk": e.block.chapter_id}, is_about=True, acts=True),
        ]
        for name in ("chapter_title", "raise_chapter", "remove_chapter")
    },
    "report:write": [
        Door(lambda e: {"pk": e.block.chapter_id, "kind": "text"}, is_about=True, acts=True)
    ],
    **{
        f"report:{name}": [Door(of("block"), is_about=True, acts=True)]
        for name in ("text", "remove", "ask")
    },
    **{f"report:{name}": [MEMBERS] for name in ("explore", "chart", "rows", "sources", "pairs")},
    "report:take_answer": [Door(lambda _exchange: {"what": "csv"})],
    "report:take_figure": [Door(lambda e: {"pk": e.placed.pk, "what": "csv"}, is_about=True)],
    "report:freeze": [ACTORS],
    "report:decide": [ACTORS],
    "report:build": [ACTORS],
    "report:source": [Door(of("source"), is_about=True)],
    **{
        f"report:{name}": [Door(of("source"), is_about=True, acts=True)]
        for name in ("map", "take", "drop", "remove_source")
    },
    **{f"report:{name}": [Door(of("placed"), is_about=True)] for name in ("figure", "picture")},
    "report:thaw": [Door(of("placed"), is_about=True, acts=True)],
    "report:file": [Door(of("report_file"), is_about=True)],
    "report:tasks": [MEMBERS],
    "report:report_tasks": [Door(of("report"), is_about=True)],
    "report:stop": [Door(oldest(Task), is_about=True, acts=True)],
    "report:public": [OPEN],
    "report:published": [
        Door(lambda e: {"house": "house-a", "slug": e.report.slug}, is_about=True, is_open=True)
    ],
    "catalogue:picture": [Door(of("picture"), is_about=True, is_shared=True)],
    "catalogue:search": [MEMBERS],
    "partners:house": [MEMBERS],
    "partners:invite": [ACTORS],
    "partners:remove_member": [Door(oldest(Membership), is_about=True, acts=True)],
    "partners:keys": [ACTORS],
    "partners:issue_token": [ACTORS],
    "partners:revoke_token": [Door(oldest(Token), is_about=True, acts=True)],
    "partners:add_webhook": [ACTORS],
    "partners:rotate_webhook": [Door(oldest(Webhook), is_about=True, acts=True)],
    "partners:remove_webhook": [Door(oldest(Webhook), is_about=True, acts=True)],
    "partners:events": [MEMBERS],
    "partners:undelivered": [MEMBERS],
    "partners:replay": [
        Door(oldest(Handling, house="event__organisation"), is_about=True, acts=True)
    ],
    "partners:join": [Door(lambda _exchange: {"secret": "guess"}, is_open=True, is_about=True)],
    "partners:profile": [Door(lambda e: {"slug": e.a.organisation.slug})],
    "partners:operator": [ACTORS],
    "partners:found": [ACTORS],
    "partners:operator_replay": [
        Door(oldest(Handling, house="event__organisation"), is_about=True, acts=True)
    ],
}
# Sign-in and second step are allauth's: they know a person and no house. The API has a test of its own.
FOREIGN = ("account_", "mfa_", "api-")


def addresses() -> list[str]:
    return [name for name in _names(get_resolver().url_patterns) if not name.startswith(FOREIGN)]


def _names(patterns: list[URLPattern | URLResolver], *spaces: str) -> list[str]:
    found: list[str] = []
    for one in patterns:
        if isinstance(one, URLResolver):
            found += _names(one.url_patterns, *spaces, *([one.namespace] if one.namespace else []))
        else:
            found.append(":".join((*spaces, one.name or str(one.pattern))))
    return found


def traces() -> tuple[int, int]:
    """What any action leaves behind; equal before and after means that none was taken."""
    return Event.objects.count(), Membership.objects.count()
