from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.partners import events, rules
from sampan.partners.errors import valid
from sampan.partners.models import BlocMembership, Membership, Organisation, Person, Role


@transaction.atomic
def create_organisation(
    *,
    operator: Person,
    owner: Person,
    slug: str,
    name: str,
    kind: str,
    territory: str,
    languages: Sequence[str],
    name_own: str = "",
    about: str = "",
    blocs: Sequence[tuple[str, date]] = (),
) -> Organisation:
    """Let an organisation in, with its first owner and the blocs that it counts to, each from a day on."""
    rules.demand(
        rules.may_found(operator), _("Only the operator of this exchange lets in partners.")
    )
    organisation = Organisation(
        slug=slug,
        name=name,
        kind=kind,
        territory=territory,
        languages=list(languages),
        name_own=name_own,
        about=about,
    )
    valid(organisation).save()
    valid(Membership(person=owner, organisation=organisation, role=Role.OWNER)).save()
    for bloc, from_on in blocs:
        valid(BlocMembership(organisation=organisation, bloc=bloc, from_on=from_on)).save()
    events.record(
        name="partners.organisation.joined",
        subject=organisation,
        actor=operator,
        organisation=organisation,
        data={"slug": slug, "kind": kind, "territory": territory, "owner": owner.pk},
    )
    return organisation
