"""For whom a command acts: the operator of the machine acts for the house that is named, or the only one."""

import os

import click

from sampan.partners.actor import Actor
from sampan.partners.models import Organisation, Role

from .output import CannotRun
from .preparing import prepare_tables


def house_actor(slug: str | None) -> Actor:
    """The house with every role. Without a name: SAMPAN_HOUSE, or the first; a new one where there is none."""
    prepare_tables()
    wanted = slug or os.environ.get("SAMPAN_HOUSE", "")
    houses = Organisation.objects.active().order_by("pk")
    if wanted and (named := houses.filter(slug=wanted).first()) is None:
        raise CannotRun(
            f"There is no organisation “{wanted}”. There are: {', '.join(h.slug for h in houses) or 'none yet'}."
        )
    house = named if wanted else houses.first()
    if house is None:
        house = Organisation.objects.create(
            slug="house", name="Our house", kind="agency", territory="LA"
        )
        click.echo("No organisation yet: made “house”.", err=True)
    return Actor(organisation=house, roles=frozenset({Role.OWNER}))
