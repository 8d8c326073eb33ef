"""The seam between the desks: what happened is recorded here, and heard of through here.

with transaction.atomic():
    story.publish()
    events.record(name="newswire.story.published", subject=story, actor=actor, data={"version": 3})

@events.handles("newswire.story.published")
def count(event: Event) -> None: ...
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from .actor import Actor
from .errors import Invalid
from .models import Event, Organisation, Person, subject_of

Handler = Callable[[Event], None]
_NAME = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]+")


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def record(
    *,
    name: str,
    subject: models.Model,
    actor: Actor | Person | None = None,
    organisation: Organisation | None = None,
    data: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
) -> Event:
    """Write an event into the transaction that makes it true; it is kept or undone with it.

    The organisation is whose event it is: they see it and their webhooks carry it; when left out, the actor's.
    With `due_at` nobody hears of it before that instant. Raises outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(
            f"The event {name} was recorded outside the transaction that makes it true."
        )
    if not is_name(name):
        raise ValueError(f"“{name}” is no event's name; one reads like newswire.story.published.")
    if subject.pk is None:
        raise ValueError(f"The event {name} is about a {subject._meta.verbose_name} not yet saved.")
    person, token = actor if isinstance(actor, Person) else None, None
    if isinstance(actor, Actor):
        person, token = actor.person, actor.token
        organisation = organisation or actor.organisation
    return Event.objects.create(
        name=name,
        subject=subject_of(subject),
        person=person,
        token=token,
        organisation=organisation,
        data=plain(dict(data or {})),
        due_at=due_at,
    )


def plain(value: Any) -> Any:
    """The value as every database and every reader of JSON keeps it: whole floats as integers, text as UTF-8.

    Raises Invalid for text that cannot be stored, TypeError for what JSON does not have.
    """
    match value:
        case None | bool() | int():
            return value
        case float():
            if not math.isfinite(value):
                raise TypeError(
                    f"{value} has no place in an event's data; JSON has only finite numbers."
                )
            return int(value) if value.is_integer() else value
        case str():
            if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
                raise Invalid(
                    _("The text holds a character that is not valid; remove it and send again.")
                )
            return str(value)
        case dict():
            if not all(isinstance(key, str) for key in value):
                raise TypeError("The keys of an event's data must be text.")
            return {plain(key): plain(part) for key, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
        case _:
            # What is left are values such as dates: the caller says how they are to be written.
            raise TypeError(f"{json.dumps(str(value))} is a {type(value).__name__}; JSON has none.")


class Later(Exception):
    """Raised by a handler that must not act yet: hand it the event again at that instant, as if for the first time."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"Put off until {at.isoformat()}.")
        self.at = at


class TryAgain(Exception):
    """Raised by a handler that failed, and knows how long the other side asks to be left in peace."""

    def __init__(self, sentence: str, *, after: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.after = after


@dataclass(frozen=True, slots=True)
class Hearing:
    """That a handler wants the events of one name."""

    target: str
    handler: Handler
    outside: bool
    given_up: Handler | None = None


_hearings: dict[str, dict[str, Hearing]] = {}  # name of event -> target -> hearing


def handles(
    *names: str, outside: bool = False, given_up: Handler | None = None
) -> Callable[[Handler], Handler]:
    """Have a function of an app's `handlers` module called for each event of these names.

    It runs in a transaction that also marks it done, so that its effect happens exactly once. With `outside` it
    talks to the network: it runs outside any transaction, at least once, and must use `event.key` against doubles.
    Events about the same subject reach it one after the other, in order. It may raise Later. When an event was tried
    too often and is given up, `given_up` is called with it, in the transaction that says so.
    """

    def register(handler: Handler) -> Handler:
        target = f"{handler.__module__}.{handler.__qualname__}"
        for name in names:
            if not is_name(name):
                raise ValueError(f"“{name}”, heard by {target}, is no event's name.")
            if target in _hearings.setdefault(name, {}):
                raise ValueError(f"{target} hears {name} already.")
            _hearings[name][target] = Hearing(target, handler, outside, given_up)
        return handler

    return register


def hearings(name: str) -> list[Hearing]:
    """Who wants the events of this name."""
    return list(_hearings.get(name, {}).values())


def hearing(name: str, target: str) -> Hearing | None:
    return _hearings.get(name, {}).get(target)
