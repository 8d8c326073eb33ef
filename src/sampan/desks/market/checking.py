"""What stands in the way of terms, asked while they are typed and when they are sent: the clause, in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue import rights
from sampan.catalogue.models import Work
from sampan.catalogue.reasons import instead, why_not
from sampan.catalogue.services import Conflict
from sampan.catalogue.services.granting import row_of
from sampan.engines import rights as engine
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation

from .clauses import grant_lines
from .models import Contract
from .terms import Line, Terms, check


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One reason against one clause of the terms. What is not final may still be cleared, or lapse."""

    clause: str
    work: Work
    reason: engine.Reason
    reader: Organisation

    @property
    def is_final(self) -> bool:
        return rights.is_final(self.reason)

    @property
    def sentence(self) -> str:
        return why_not([self.reason], work=self.work, reader=self.reader, at_the_table=True)[0]


def works_named(terms: Terms, *, seller: Organisation, buyer: Organisation) -> dict[str, Work]:
    """The works by their keys. Raises Invalid for one that neither house may see.

    Each may offer what it has not shown to the other yet, and asks for what it can see.
    """
    wanted = terms.works
    found: dict[str, Work] = {}
    for house in (seller, buyer):
        visible = Work.objects.visible_to(house).filter(key__in=wanted).select_related("owner")
        found |= {str(work.key): work for work in visible}
    for key in wanted:
        if key not in found:
            raise Invalid(_("There is no such work, or it was not shared with you."), field="work")
    return found


def hindrances(
    *,
    actor: Actor,
    terms: Terms,
    seller: Organisation,
    buyer: Organisation,
    works: dict[str, Work],
    replaces: Contract | None = None,
) -> list[Hindrance]:
    """Everything on record, and every earlier clause of these terms, that a clause would break. Nothing is written."""
    check(terms)
    passed_over = _grants_of(replaces)
    records = {key: _record(work, passed_over) for key, work in works.items()}
    today = timezone.localdate()
    found: list[Hindrance] = []
    for place, line in enumerate(
        grant_lines(terms, seller=seller, buyer=buyer, works=works, contract="–")
    ):
        record = records[str(line.work.key)]
        draft = replace(
            rights.engine_grant(row_of(actor, line.terms, line.work)), id=f"draft-{place}"
        )
        reasons = engine.conflicts(draft, grants=record, today=today)
        found += [
            Hindrance(line.terms.clause, line.work, reason, actor.organisation)
            for reason in reasons
        ]
        record.append(draft)
    return found


def nearest(
    line: Line, work: Work, *, seller: Organisation, buyer: Organisation, replaces: Contract | None
) -> list[str]:
    """What could be granted in place of a line, the nearest first."""
    licensor, licensee = (buyer, seller) if line.returned else (seller, buyer)
    answer = engine.avails(
        line.rights.box(),
        grants=_record(work, _grants_of(replaces)),
        seller=licensor.slug,
        exclusive=line.exclusive,
        buyer=licensee.slug,
        today=timezone.localdate(),
    )
    return instead(answer.alternatives)


def demand_free(found: Sequence[Hindrance]) -> None:
    """Raise Conflict where any of them is final."""
    final = [one for one in found if one.is_final]
    if final:
        same_work = [one.reason for one in final if one.work == final[0].work]
        raise Conflict(final[0].work, same_work, reader=final[0].reader)


def _record(work: Work, passed_over: frozenset[str]) -> list[engine.Grant]:
    on_record = rights.record_of(work, rights.grants_about(work, at=timezone.now()))
    return [grant for grant in on_record if grant.id not in passed_over]


def _grants_of(contract: Contract | None) -> frozenset[str]:
    if contract is None:
        return frozenset()
    return frozenset(str(pk) for pk in contract.grants.values_list("pk", flat=True))
