from .events import Event, Handling, Webhook
from .organisations import BlocMembership, Organisation, OrganisationKind
from .people import Invitation, Membership, Person, Role
from .tokens import Token

__all__ = [
    "BlocMembership",
    "Event",
    "Handling",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Role",
    "Token",
    "Webhook",
]
