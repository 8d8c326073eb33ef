from .delivery import Delivery, DeliveryKind, DeliveryState, Destination, Route, Subscription
from .intake import Intake, Message
from .pickup import Pickup, Publication, Usage

__all__ = [
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "Destination",
    "Intake",
    "Message",
    "Pickup",
    "Publication",
    "Route",
    "Subscription",
    "Usage",
]
