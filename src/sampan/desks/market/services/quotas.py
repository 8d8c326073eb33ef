"""A house says what it offers besides its licences of this exchange."""

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.desks.market import deal_rules
from sampan.desks.market.models import QuotaDeclaration
from sampan.desks.market.quotas import counted_rules
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.rules import demand

LARGEST = 1_000_000
YEARS = range(2000, 2101)


@transaction.atomic
def declare_quota(
    *, actor: Actor, rule: str, year: int, total: int, foreign: int
) -> QuotaDeclaration:
    """Works held elsewhere in that year, and how many of them are foreign. The newest counts; earlier ones stay."""
    demand(deal_rules.may_declare(actor), _("A quota is declared by a buyer of the house."))
    if rule not in counted_rules():
        raise Invalid(_("There is no such rule that is counted in works."), field="rule")
    if year not in YEARS:
        raise Invalid(_("This year cannot be right."), field="year")
    if not 0 <= total <= LARGEST:
        raise Invalid(_("This number cannot be right."), field="total")
    if not 0 <= foreign <= total:
        raise Invalid(_("The foreign ones are a part of all."), field="foreign")
    made = QuotaDeclaration.objects.create(
        house=actor.organisation,
        rule=rule,
        year=year,
        total=total,
        foreign=foreign,
        declared_by=actor.person,
    )
    events.record(
        name="market.quota.declared",
        subject=made,
        actor=actor,
        organisation=actor.organisation,
        data={"rule": rule, "year": year, "total": total, "foreign": foreign},
    )
    return made
