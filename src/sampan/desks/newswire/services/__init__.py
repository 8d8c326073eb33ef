"""What people and programs do on the wire. Each action: rule first, one transaction, one event."""

from .delivery import acknowledge, note_taken, send_delivery
from .embargoes import lift_embargo, release_story
from .intake import put_back, receive
from .lineage import check_source
from .publishing import correct_story, publish_story
from .reach import queue_deliveries, queue_release, recalled_from
from .recalling import kill_story, withhold_story
from .resting import note_given_up, wake_destination
from .stories import draft_story, revise_story, translate_story
from .subscriptions import add_destination, remove_destination, subscribe, unsubscribe

__all__ = [
    "acknowledge",
    "add_destination",
    "check_source",
    "correct_story",
    "draft_story",
    "kill_story",
    "lift_embargo",
    "note_given_up",
    "note_taken",
    "publish_story",
    "put_back",
    "queue_deliveries",
    "queue_release",
    "recalled_from",
    "receive",
    "release_story",
    "remove_destination",
    "revise_story",
    "send_delivery",
    "subscribe",
    "translate_story",
    "unsubscribe",
    "wake_destination",
    "withhold_story",
]
