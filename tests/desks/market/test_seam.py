"""The same rights serve every desk: what a deal grants, the protection desk judges as licensed."""

from datetime import timedelta

from django.utils import timezone

from desks.conftest import house, published
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.negotiating import open_negotiation
from sampan.desks.market.terms import Line, Price, Rights, Terms
from sampan.desks.protection.models import Match
from sampan.desks.protection.services import Seen, report_sighting
from sampan.partners.models import Role
from sampan.partners.worker import drain

from .dealing import LATER

STORY = [
    f"Paragraph {n} tells of ferry number {n} on the river, its crew, its cargo of rice and its songs."
    for n in range(1, 6)
]


def test_a_match_by_the_licensee_after_the_deal_is_licensed(db: None) -> None:
    agency = house("namkhong", "LA", "lo", roles=(Role.EDITOR, Role.SELLER))
    paper = house("pearl", "CN", "zh-Hans", roles=(Role.EDITOR, Role.BUYER))
    edition = published(agency, "Ferries", *STORY)

    def seen() -> Match:
        report_sighting(
            actor=agency,
            data="\n\n".join(["Ferries", *STORY]).encode(),
            name="seen.txt",
            seen=Seen(outlet="Pearl", territory="CN", party=paper.organisation),
        )
        drain()
        return Match.objects.latest("pk")

    assert seen().verdict == "taken"
    today = timezone.localdate()
    rights = Rights(
        territories=("CN",),
        languages=("en",),
        uses=("news.publish",),
        start_on=today,
        end_on=today + timedelta(days=30),
    )
    negotiation = open_negotiation(
        actor=paper,
        seller=agency.organisation,
        buyer=paper.organisation,
        terms=Terms(
            lines=(Line(work=str(edition.work.key), rights=rights),),
            price=Price(model="flat", currency="USD", amount=50_00),
        ),
        expires_at=LATER,
    )
    contract = accept_offer(actor=agency, negotiation=negotiation, number=1)
    match = seen()
    assert match.verdict == "licensed"
    assert match.grant == contract.grants.get()
    assert (match.reasons[0]["clause"], match.reasons[0]["source"]) == ("2.1", contract.number)
