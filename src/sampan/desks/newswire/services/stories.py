"""A story is written: drafted, translated, revised. Nobody else sees it before it is published."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue.content import Content
from sampan.catalogue.models import Edition, EditionForm, Version, WorkKind
from sampan.catalogue.services import add_edition, add_version, create_work
from sampan.desks.newswire import rules
from sampan.partners import events
from sampan.partners.actor import Actor

from .lineage import check_source, locked, sources


@transaction.atomic
def draft_story(
    *,
    actor: Actor,
    language: str,
    content: Content,
    slugline: str = "",
    topics: Sequence[dict[str, str]] = (),
    places: Sequence[dict[str, str]] = (),
    uri: str | None = None,
    digital_source_type: str = "",
) -> Edition:
    """A new story of the actor's house, seen by nobody else until it is published."""
    rules.demand(rules.may_write(actor), _("Only an editor may write stories."))
    work = create_work(
        actor=actor,
        kind=WorkKind.STORY,
        origin=actor.organisation.territory,
        slugline=slugline,
        topics=topics,
        places=places,
    )
    edition = add_edition(actor=actor, work=work, language=language, uri=uri)
    add_version(
        actor=actor, edition=edition, content=content, digital_source_type=digital_source_type
    )
    events.record(
        name="newswire.story.drafted",
        subject=edition,
        actor=actor,
        data={"headline": content.headline, "language": language},
    )
    return edition


@transaction.atomic
def translate_story(
    *, actor: Actor, source: Version, language: str, content: Content, digital_source_type: str = ""
) -> Edition:
    """A draft in another language of the same work, tied to the version that it was made from.

    A partner may do this where the rights engine says so; the translation is then its house's.
    """
    rules.demand(
        rules.may_translate(actor), _("Only an editor or translator may translate stories.")
    )
    for one in [*sources(source.edition), source.edition]:
        check_source(locked(one))
    edition = add_edition(
        actor=actor,
        work=source.edition.work,
        language=language,
        form=EditionForm.TRANSLATION,
        translated_from=source,
    )
    add_version(
        actor=actor, edition=edition, content=content, digital_source_type=digital_source_type
    )
    events.record(
        name="newswire.story.drafted",
        subject=edition,
        actor=actor,
        data={"headline": content.headline, "language": language, "from": source.edition.uri},
    )
    return edition


@transaction.atomic
def revise_story(*, actor: Actor, edition: Edition, content: Content, note: str = "") -> Version:
    """A new version for the house's own eyes; partners see it when it is published."""
    rules.demand(rules.may_edit(actor, edition), _("This story is not yours to edit."))
    before = edition.latest_id
    version = add_version(actor=actor, edition=edition, content=content, note=note)
    if version.pk == before:
        return version
    events.record(
        name="newswire.story.revised",
        subject=edition,
        actor=actor,
        data={"version": version.number, "headline": version.headline, "note": note},
    )
    return version
