"""What the protection desk hears."""

from sampan.partners import events
from sampan.partners.models import Event

from .judging import judge_sighting
from .models import Sighting


@events.handles("protection.sighting.reported")
def judge(event: Event) -> None:
    judge_sighting(sighting=Sighting.objects.get(pk=event.subject_pk))
