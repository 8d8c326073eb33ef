"""What partners made of one another's stories: their own pages, reported as sightings, and found to be licensed."""

from datetime import timedelta

from django.utils import timezone

from sampan.catalogue.models import Edition
from sampan.desks.protection.services import Seen, report_sighting
from sampan.engines.language import identify
from sampan.partners.actor import Actor

from .content_files import table
from .wire import happening


def load_pickups(houses: dict[str, Actor], made: dict[str, Edition]) -> None:
    """Report each pickup in its story's own language; the worker judges them."""
    for row in table("pickups"):
        if row["story"] not in made:
            continue
        edition = made[row["story"]]
        edition.refresh_from_db()
        if edition.published is None or identify(row["headline"]).language != edition.language:
            continue
        party = houses[row["organisation"]].organisation
        lines = [row["headline"], *edition.published.text.splitlines()[1:4], edition.house.name]
        with happening(timezone.now() - timedelta(hours=row["hours_ago"])):
            report_sighting(
                actor=houses["three-rivers"],
                data="\n".join(lines).encode(),
                name=f"{row['story']}.txt",
                seen=Seen(
                    outlet=party.name, territory=party.territory, url=row["url"], party=party
                ),
            )
