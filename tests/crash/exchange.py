"""The processes that the crash test starts and kills, one part each: prepare, write, work, settle."""

import json
import random
import sys
import threading
import time
from datetime import timedelta

SUBJECTS = 6
NAME = "partners.thing.happened"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def hear(event: object) -> None:
    """Inside a transaction: leaves one row for each event; some are slow, some fail the first time."""
    from sampan.partners.models import BlocMembership, Handling

    number = event.data["number"]
    BlocMembership.objects.create(
        organisation=event.organisation, bloc=f"{event.subject_pk}:{number}", from_on=event.at
    )
    if number % 9 == 0:
        time.sleep(0.05)
    if number % 13 == 0 and Handling.objects.get(event=event, target__endswith="hear").attempts < 2:
        raise ValueError("the first attempt always fails here")


def prepare(address: str) -> dict[str, object]:
    from django.core.management import call_command

    from sampan.partners import services
    from sampan.partners.actor import Actor
    from sampan.partners.models import Organisation, Role

    call_command("migrate", verbosity=0)
    places = [
        Organisation.objects.create(slug=f"o{n}", name=f"O{n}", kind="agency", territory="LA")
        for n in range(SUBJECTS)
    ]
    owner = Actor(organisation=places[0], roles=frozenset({Role.OWNER}))
    _, secret = services.add_webhook(actor=owner, url=address, names=[NAME])
    return {"secret": secret, "subjects": [place.pk for place in places]}


def write(seed: str) -> None:
    """Events, and with each a row of its own in the same transaction, until killed."""
    from django.db import transaction

    from sampan.partners import events
    from sampan.partners.models import Organisation, Webhook

    chance = random.Random(seed)
    places = list(Organisation.objects.order_by("id"))
    owner = Webhook.objects.get().organisation
    say("ready")
    while True:
        place = chance.choice(places)
        with transaction.atomic():
            locked = Organisation.objects.select_for_update().get(pk=place.pk)
            number = int(locked.about or 0) + 1
            Organisation.objects.filter(pk=place.pk).update(about=str(number))
            data = {"number": number}
            events.record(name=NAME, subject=place, organisation=owner, data=data)
        time.sleep(chance.random() * 0.2)


def work() -> None:
    from sampan.partners import events
    from sampan.partners.loop import work as go_on
    from sampan.partners.worker import Pace, Worker

    events.handles(NAME)(hear)
    pace = Pace(lease=timedelta(seconds=4), first=timedelta(seconds=0.2), factor=2, attempts=500)
    say("ready")
    go_on(stop=threading.Event(), worker=Worker(pace=pace), outside_threads=2)


def settle() -> dict[str, object]:
    """With no one else at work: bring everything to its end, then say what there is."""
    from sampan.partners import chain, events
    from sampan.partners.models import BlocMembership, Event, Handling, Organisation
    from sampan.partners.worker import Pace, Worker

    events.handles(NAME)(hear)
    worker = Worker(pace=Pace(first=timedelta(seconds=0.2), factor=2, attempts=500))
    give_up_at = time.monotonic() + 55
    while time.monotonic() < give_up_at:
        worker.drain()
        if not Handling.objects.filter(closed_at=None).exists():
            break
        time.sleep(0.2)
    verdict = chain.verify()
    return {
        "written": {str(p.pk): int(p.about or 0) for p in Organisation.objects.all()},
        "events": Event.objects.filter(name=NAME).count(),
        "effects": list(BlocMembership.objects.order_by("id").values_list("bloc", flat=True)),
        "states": sorted(Handling.objects.values_list("state", flat=True).distinct()),
        "handlings": Handling.objects.count(),
        "fault": verdict.fault,
        "length": verdict.length,
        "unchained": verdict.unchained,
    }


def tamper(position: str) -> str:
    from sampan.partners.models import Event

    touched = Event.objects.filter(position=int(position))
    touched.update(subject="partners.organisation:0")
    return str(touched.get().key)


if __name__ == "__main__":
    import django

    django.setup()
    parts = {"prepare": prepare, "write": write, "work": work, "settle": settle, "tamper": tamper}
    say(json.dumps(parts[sys.argv[1]](*sys.argv[2:])))
