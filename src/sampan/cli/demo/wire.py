"""The demonstration's thirty stories: drafted, published, corrected and killed as if it had happened these days."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sampan.catalogue.content import Content, blocks
from sampan.catalogue.models import Edition, Share, Version, Work
from sampan.catalogue.services import GrantTerms, add_grant, attach_asset
from sampan.desks.newswire import services
from sampan.partners.actor import Actor
from sampan.partners.models import Event, Organisation

from .content_files import Record, paragraphs, table
from .drawing import draw
from .members import acting


def load_story(houses: dict[str, Actor], story: Record, made: dict[str, Edition]) -> Edition:
    """One story with all that happened to it since, each at its own hour."""
    actor = acting(houses[story["organisation"]], story["byline"])
    at = timezone.now() - timedelta(hours=story["published_hours_ago"])
    with happening(at - timedelta(minutes=40)):
        edition = _draft(actor, story, made)
        _illustrate(actor, edition, story)
        if "translation_of" not in story and "terms" in story:
            license_story(actor, edition, story["terms"], at)
    if story.get("draft"):
        return edition
    with happening(at):
        _publish(houses, actor, edition, story)
    for step in story.get("later", ()):
        with happening(timezone.now() - timedelta(hours=step["hours_ago"])):
            _follow(actor, edition, step)
    return edition


@contextmanager
def happening(at: datetime) -> Iterator[None]:
    """Date what is written inside to `at`: rows and events that are not yet in the chain. The demonstration's alone."""
    tables: tuple[tuple[Any, str], ...] = (
        (Event, "at"),
        (Version, "created_at"),
        (Edition, "created_at"),
        (Work, "created_at"),
        (Share, "from_at"),
    )
    with transaction.atomic():
        last = {model: model.objects.aggregate(n=Max("pk"))["n"] or 0 for model, _ in tables}
        yield
        for model, field in tables:
            fresh = model.objects.filter(pk__gt=last[model])
            past = fresh.filter(**{f"{field}__lte": timezone.now()})
            past.update(**{field: at})
        Edition.objects.filter(first_published_at__gt=timezone.now() - timedelta(minutes=1)).update(
            first_published_at=at
        )


def _draft(actor: Actor, story: Record, made: dict[str, Edition]) -> Edition:
    content = _content(story)
    source = made.get(story.get("translation_of", ""))
    if source is not None:
        version = source.versions.earliest("number")
        return services.translate_story(
            actor=actor, source=version, language=story["language"], content=content
        )
    return services.draft_story(
        actor=actor,
        language=story["language"],
        content=content,
        slugline=story["slug"],
        topics=story["topics"],
        places=[story["place"]],
    )


def _content(story: Record) -> Content:
    terms = next((t for t in table("terms") if t["slug"] == story.get("terms")), None)
    return Content(
        headline=story["headline"],
        blocks=blocks(paragraphs(story)),
        summary=story["summary"],
        byline=story["byline"],
        dateline=story["dateline"],
        copyright_notice=terms["copyright_notice"] if terms else "",
        usage_terms=terms["usage_terms"] if terms else "",
    )


def _illustrate(actor: Actor, edition: Edition, story: Record) -> None:
    if "picture" not in story:
        return
    assert edition.latest is not None
    attach_asset(
        actor=actor,
        version=edition.latest,
        file=io.BytesIO(draw(story["slug"], story["picture"]["motif"])),
        name=f"{story['slug']}.jpg",
        media_type="image/jpeg",
        alternative=story["picture"]["alt"],
    )


def license_story(actor: Actor, edition: Edition, slug: str, at: datetime) -> None:
    for clause in next(t for t in table("terms") if t["slug"] == slug)["grants"]:
        until = clause.get("until_day")
        licensee = None if clause["licensee"] == "all" else clause["licensee"]
        add_grant(
            actor=actor,
            work=edition.work,
            terms=GrantTerms(
                verb=clause["verb"].lower().replace("_", "-"),
                territories=clause["territories"],
                languages=clause["languages"],
                uses=clause["uses"],
                start_on=at.date() + timedelta(days=clause["from_day"]),
                end_on=at.date() + timedelta(days=until) if until else None,
                licensee=Organisation.objects.get(slug=licensee) if licensee else None,
                clause=clause["clause"],
                clause_text=clause["text"],
                contract=slug,
            ),
        )


def _publish(houses: dict[str, Actor], actor: Actor, edition: Edition, story: Record) -> None:
    shared = story["shared_with"]
    partners = None if shared == "all" else [houses[slug].organisation for slug in shared]
    embargo = story.get("embargo_hours")
    services.publish_story(
        actor=actor,
        edition=edition,
        partners=partners,
        embargoed_until=timezone.now() + timedelta(hours=embargo) if embargo else None,
    )


def _follow(actor: Actor, edition: Edition, step: Record) -> None:
    edition.refresh_from_db()
    if step["kind"] == "kill":
        services.kill_story(actor=actor, edition=edition, reason=step["note"])
        return
    assert edition.latest is not None
    before = Content.from_json(edition.latest.content)
    lines = list(before.paragraphs)
    for number, text in step.get("paragraphs", {}).items():
        lines[int(number) - 1] = text
    after = Content.from_json(
        before.to_json()
        | {name: step[name] for name in ("headline", "summary") if name in step}
        | {"blocks": [{"id": b.id, "text": b.text} for b in blocks(lines, previous=before.blocks)]}
    )
    services.correct_story(actor=actor, edition=edition, content=after, note=step["note"])
