"""What two houses agreed becomes grants: checked once more under a lock, all of it or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue import rights, rules
from sampan.catalogue.models import Grant, GrantVerb, Work
from sampan.catalogue.reasons import why_not
from sampan.engines.rights import Reason
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused, valid
from sampan.partners.models import Organisation

from .granting import GrantTerms, row_of, told


class Conflict(Invalid):
    """A licence that would break another. `work` is the one concerned, `reasons` what stands in its way."""

    def __init__(self, work: Work, reasons: Sequence[Reason], *, reader: Organisation) -> None:
        told = why_not(reasons, work=work, reader=reader, at_the_table=True)
        super().__init__(" ".join(told) or _("Another licence was signed at this very moment."))
        self.work = work
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One clause of what was agreed, over one work; its terms name both parties."""

    work: Work
    terms: GrantTerms


def license_works(*, actor: Actor, lines: Sequence[Line]) -> list[Grant]:
    """Write the grants of one agreement. Raises Conflict, with nothing written, if any line breaks what is on record.

    Whoever calls it holds the word of both parties: the actor is one of them, and has signed last. Others that want the
    same works wait until the transaction around this ends.
    """
    if not rules.may_license(actor, [(line.terms.licensor, line.terms.licensee) for line in lines]):
        raise Refused(_("A licence is signed by a seller or buyer of one of its two houses."))
    with transaction.atomic():
        lock_works(line.work for line in lines)
        return [_grant(actor, line) for line in lines]


def end_grants(*, actor: Actor, grants: Iterable[Grant]) -> int:
    """Strike out the grants of an agreement that ended before its time; how many. They stay on record, dated."""
    ended = list(grants)
    if not rules.may_license(actor, [(grant.licensor, grant.licensee) for grant in ended]):
        raise Refused(_("A licence is ended by a seller or buyer of one of its two houses."))
    now = timezone.now()
    with transaction.atomic():
        lock_works(grant.work for grant in ended if grant.work)
        count = 0
        for grant in ended:
            open_row = Grant.objects.filter(pk=grant.pk, superseded_at=None)
            if open_row.update(superseded_at=now):
                count += 1
                events.record(
                    name="catalogue.grant.superseded",
                    subject=grant,
                    actor=actor,
                    organisation=grant.licensor,
                    data=told(grant) | {"successor": None},
                )
    return count


def lock_works(works: Iterable[Work]) -> None:
    """Hold these works until the transaction ends. In the order of their keys, so that nobody waits in a ring.

    On SQLite the transaction alone is the lock: it began IMMEDIATE.
    """
    keys = sorted({work.pk for work in works})
    list(Work.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _grant(actor: Actor, line: Line) -> Grant:
    row = row_of(actor, line.terms, line.work)
    in_the_way = rights.conflicts_with(line.work, row, today=timezone.now().date())
    if any(rights.is_final(reason) for reason in in_the_way):
        raise Conflict(line.work, in_the_way, reader=actor.organisation)
    row.excludes = row.verb == GrantVerb.OUT_EXCLUSIVE and row.signed and not _is_waived(row)
    valid(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict(line.work, (), reader=actor.organisation) from error
    events.record(
        name="catalogue.grant.added",
        subject=row,
        actor=actor,
        organisation=row.licensor,
        data=told(row),
    )
    return row


def _is_waived(row: Grant) -> bool:
    """Whether another exclusive licence meets it, which a waiver must have lifted here: the engine let it pass."""
    others = Grant.objects.filter(work=row.work, licensor=row.licensor, superseded_at=None)
    return others.filter(excludes=True).meeting(row.box).exists()
