"""What each event says to the organisation that it is told to, and on which part of Today it stands."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from sampan.partners.models import Event


class Part(StrEnum):
    WAITS = "waits"
    NEW = "new"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Sentence:
    part: Part
    text: Promise  # may name keys of the event's data: %(headline)s


SENTENCES: Mapping[str, Sentence] = {}


def say(event: Event) -> str:
    """The event as a sentence; keys that its data lacks are left as a dash."""
    sentence = SENTENCES[event.name]
    values: dict[str, Any] = defaultdict(lambda: "–", event.data)
    return str(sentence.text) % values
