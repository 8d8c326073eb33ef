"""Facts: each thing that travelled is counted once, seen by those it concerns; each figure leads to its rows."""

from uuid import uuid4

from django.db import transaction

from desks.conftest import listen, published
from desks.newswire.test_intake import signed_in
from partners.receiver import Receiver
from sampan.desks.report.flows import flows_of
from sampan.desks.report.models import Fact
from sampan.desks.report.services import count_fact, count_licences
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.models import Event
from sampan.partners.worker import drain


def test_a_delivery_is_one_fact_however_often_it_is_heard(
    lao: Actor, chinese: Actor, thai: Actor, receiver: Receiver
) -> None:
    listen(chinese, receiver)
    edition = published(lao)
    drain()
    fact = Fact.objects.get()
    event = Event.objects.get(name="newswire.delivery.sent")
    assert (fact.event, fact.kind, fact.work) == (event.key, "delivery", edition.work.key)
    assert (fact.origin, fact.territory, fact.language, fact.licensed) == ("LA", "CN", "en", None)
    for _again in range(2):
        assert count_fact(event=event, kind=fact.kind, licensed=None) == fact
    seen = [Fact.objects.visible_to(actor.organisation).count() for actor in (lao, chinese, thai)]
    assert seen == [1, 1, 0]


def test_the_matrix_adds_up_to_its_rows(
    lao: Actor, chinese: Actor, thai: Actor, receiver: Receiver
) -> None:
    for actor in (lao, chinese, thai):
        listen(actor, receiver, actor.organisation.slug)
    for number in range(2):
        published(lao, f"Rain {number}")
    published(chinese)
    drain()
    flows = flows_of(Fact.objects.visible_to(lao.organisation))
    assert flows.rows() == [
        ("CN", [("CN", 0), ("LA", 1), ("TH", 0)], 1),
        ("LA", [("CN", 2), ("LA", 0), ("TH", 2)], 4),
    ]
    client = signed_in(lao)
    page = client.get("/report/")
    assert page.context["totals"] == {"deliveries": 5, "pickups": 0, "unlicensed": 0}
    rows = client.get("/report/facts/?kind=delivery&origin=LA&territory=TH")
    assert [(line["fact"].origin, line["fact"].territory) for line in rows.context["lines"]] == [
        ("LA", "TH"),
        ("LA", "TH"),
    ]


def test_a_deal_is_a_fact_for_each_of_its_works(thai: Actor, chinese: Actor, lao: Actor) -> None:
    """As the market tells it."""
    works = [str(uuid4()) for _ in range(2)]
    line = {
        "licensor": thai.organisation.slug,
        "receiver": "yunling",
        "origin": "TH",
        "languages": ["zh-Hans/sub", "zh-Hans/dub"],
    }
    lines = [
        line | {"work": works[0], "territories": ["CN", "LA"]},
        line | {"work": works[1], "territories": ["VN"]},
    ]
    with transaction.atomic():
        event = events.record(
            name="market.deal.agreed",
            subject=thai.organisation,
            organisation=thai.organisation,
            data={"lines": lines},
        )
    for _again in range(2):
        count_licences(event=event)
    facts = Fact.objects.order_by("pk").values_list("kind", "territory", "language", "licensed")
    assert list(facts) == [("licence", "CN", "zh-Hans", True), ("licence", "VN", "zh-Hans", True)]
    seen = [Fact.objects.visible_to(actor.organisation).count() for actor in (thai, chinese, lao)]
    assert seen == [2, 2, 0]
