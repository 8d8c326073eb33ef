"""A catalogue file comes in, is read, and is taken whole or not at all."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue import assets
from sampan.catalogue.listings import Listing
from sampan.catalogue.models import Title
from sampan.catalogue.services import (
    GrantTerms,
    Person,
    TitleFacts,
    add_grant,
    create_title,
    describe_title,
    offer_version,
    supersede_grant,
    write_listing,
)
from sampan.desks.market import title_rules
from sampan.desks.market.importing.limited import read_limited
from sampan.desks.market.importing.preview import (
    FACTS,
    FORMS,
    clause_key,
    day,
    differences,
    held_rights,
    right_of,
    titles_of,
)
from sampan.desks.market.models.imports import CatalogueImport, ImportState
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused

from .selling import offer_title

Record = Mapping[str, Any]
_READ = "application/octet-stream"


def send_catalogue(*, actor: Actor, name: str, data: bytes) -> CatalogueImport:
    """Keep a workbook, XML or table as received; the worker reads it."""
    if not title_rules.may_sell(actor) or actor.person is None:
        raise Refused(_("Catalogues are imported by sellers."))
    asset = assets.keep(io.BytesIO(data), media_type=_READ)
    with transaction.atomic():
        row = CatalogueImport.objects.create(
            organisation=actor.organisation, person=actor.person, name=name[:200], asset=asset
        )
        _tell(actor, row, "market.catalogue.received")
    return row


def read_catalogue(row: CatalogueImport) -> None:
    """What the file says, and what is wrong with it. Nothing of the catalogue changes."""
    with assets.open_asset(row.asset) as file:
        data = file.read()
    try:
        told = read_limited(data, name=row.name, seller=row.organisation.slug)
    except Invalid as error:
        row.state, row.problem = ImportState.UNREADABLE, str(error)
    else:
        row.state, row.told, row.faults = ImportState.READ, told["titles"], told["faults"]
    row.save(update_fields=["state", "problem", "told", "faults"])


@transaction.atomic
def confirm_catalogue(*, actor: Actor, row: CatalogueImport, offers: bool = False) -> None:
    """Have the worker take the file as it was previewed, and offer its titles to every partner where that is said."""
    _demand(actor, row)
    if not row.may_be_taken:
        raise Invalid(_("The file cannot be taken as it is; send it again without its faults."))
    taken = CatalogueImport.objects.filter(pk=row.pk, state=ImportState.READ)
    if not taken.update(state=ImportState.TAKING):
        raise Invalid(_("The file is being taken already."))
    _tell(actor, row, "market.catalogue.confirmed", offers=offers)


def take_catalogue(*, actor: Actor, row: CatalogueImport, offers: bool = False) -> None:
    """All titles, listings and rights of the file in one transaction; where one cannot be, none is, and it is said."""
    _demand(actor, row)
    try:
        with transaction.atomic():
            for record in _parents_first(row.told):
                _take(actor, record, offers=offers)
    except (Invalid, Refused) as error:
        row.state, row.problem = ImportState.FAILED, str(error)
    else:
        row.state, row.problem = ImportState.TAKEN, ""
    row.save(update_fields=["state", "problem"])
    with transaction.atomic():
        _tell(
            actor, row, "market.catalogue.taken" if not row.problem else "market.catalogue.failed"
        )


def _parents_first(records: list[Record]) -> list[Record]:
    """A season after its series, an episode after its season, whatever the order of the file."""
    by = {record["reference"]: record for record in records}

    def depth(record: Record) -> int:
        steps, above = 0, record["parent"]
        while above in by and steps < len(by):
            steps, above = steps + 1, by[above]["parent"]
        return steps

    return sorted(records, key=depth)


def take_record(*, actor: Actor, record: Record) -> Title:
    """One title by the row of a file or a form; what the catalogue says already is not written again."""
    change = differences(actor.organisation, [record])[0]
    if change.title is not None and change.is_same:
        return change.title
    with transaction.atomic():
        title = _described(actor, change.title, record)
        for language, (name, short, synopsis) in record["words"].items():
            paragraphs = tuple(part.strip() for part in synopsis.split("\n\n") if part.strip())
            listing = Listing(language=language, name=name, short=short, synopsis=paragraphs)
            write_listing(actor=actor, title=title, listing=listing)
        for version in record["versions"]:
            language, _slash, form = version.partition("/")
            offer_version(actor=actor, title=title, language=language, form=FORMS[form])
        hold_rights(actor=actor, title=title, rights=record["rights"])
    return title


def _take(actor: Actor, record: Record, *, offers: bool) -> None:
    try:
        title = take_record(actor=actor, record=record)
    except Invalid as error:
        place = {"place": record["place"], "sentence": error}
        raise Invalid(_("%(place)s: %(sentence)s") % place) from error
    if offers:
        offer_title(actor=actor, title=title)


def _described(actor: Actor, title: Title | None, record: Record) -> Title:
    parent = None
    if record["parent"]:
        parent = titles_of(actor.organisation, [record["parent"]]).get(record["parent"])
        if parent is None:
            raise Invalid(_("There is no title “%(parent)s”.") % {"parent": record["parent"]})
    told = {name: record[name] for name in FACTS}
    facts = TitleFacts(**told, reference=record["reference"], parent=parent)
    people = [Person(role=role, names=names) for role, names in record["people"]]
    if title is not None:
        return describe_title(
            actor=actor, title=title, facts=facts, people=people, rated=record["rated"]
        )
    return create_title(
        actor=actor, facts=facts, slugline=record["reference"], people=people, rated=record["rated"]
    )


@transaction.atomic
def hold_rights(*, actor: Actor, title: Title, rights: Sequence[Record]) -> None:
    """Record the clauses by which the house holds rights; one that reads otherwise than before supersedes it."""
    held = {clause_key(right_of(row)): row for row in held_rights(title)}
    for told in rights:
        start = day(told["start"])
        assert start is not None
        terms = GrantTerms(
            verb="in", territories=told["territories"], languages=told["languages"], uses=told["uses"],
            start_on=start, end_on=day(told["end"]), clause=told["clause"], clause_text=told["text"],
            contract=told["contract"], licensee=actor.organisation,
        )  # fmt: skip
        standing = held.get(clause_key(told))
        if standing is None:
            add_grant(actor=actor, work=title.work, terms=terms)
        elif right_of(standing) != dict(told):
            supersede_grant(actor=actor, grant=standing, terms=terms)


def _demand(actor: Actor, row: CatalogueImport) -> None:
    if row.organisation_id != actor.organisation.pk or not title_rules.may_sell(actor):
        raise Refused(_("A catalogue is taken by a seller of the house that sent it."))


def _tell(actor: Actor, row: CatalogueImport, name: str, **more: bool) -> None:
    told = more | {"name": row.name, "titles": len(row.told), "problem": row.problem}
    events.record(name=name, subject=row, actor=actor, data=told)
