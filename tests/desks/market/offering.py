"""Titles on offer, as the tests of the market need them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sampan.catalogue.listings import Listing
from sampan.catalogue.models import Grant, Title
from sampan.catalogue.services import (
    GrantTerms,
    TitleFacts,
    add_grant,
    create_title,
    share_work,
    write_listing,
)
from sampan.partners.actor import Actor

EVER = date(2020, 1, 1)


def offered(
    actor: Actor,
    name: str = "Rain",
    *synopsis: str,
    language: str = "en",
    shared: bool = True,
    held: bool = True,
    kind: str = "film",
    rated: Mapping[str, str] | None = None,
    **facts: Any,
) -> Title:
    """A title of the actor's house, listed in one language, shared with every partner, all its rights held."""
    title = create_title(
        actor=actor, facts=TitleFacts(kind=kind, **facts), slugline=name, rated=rated
    )
    listing = Listing(language=language, name=name, synopsis=synopsis or ("It rains.",))
    write_listing(actor=actor, title=title, listing=listing)
    if held:
        granted(actor, title, "in", licensee=actor.organisation)
    if shared:
        share_work(actor=actor, work=title.work)
    return title


def granted(
    actor: Actor,
    title: Title,
    verb: str,
    *,
    territories: Sequence[str] = ("World",),
    languages: Sequence[str] = ("all",),
    uses: Sequence[str] = ("all-media",),
    start_on: date = EVER,
    end_on: date | None = None,
    clause: str = "1.1",
    **more: Any,
) -> Grant:
    terms = GrantTerms(
        verb=verb, territories=territories, languages=languages, uses=uses, start_on=start_on,
        end_on=end_on, clause=clause, clause_text=f"Clause {clause}", **more,
    )  # fmt: skip
    return add_grant(actor=actor, work=title.work, terms=terms)
