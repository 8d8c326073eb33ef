from .events import ChainHead, Event, Handling, HandlingState, Webhook, subject_of
from .organisations import BlocMembership, Organisation, OrganisationKind
from .people import Invitation, Membership, Person, Role
from .replies import KeptReply
from .tokens import Scope, Token

__all__ = [
    "BlocMembership",
    "ChainHead",
    "Event",
    "Handling",
    "HandlingState",
    "Invitation",
    "KeptReply",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Role",
    "Scope",
    "Token",
    "Webhook",
    "subject_of",
]
