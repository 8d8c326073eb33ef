"""What is done with organisations, members, tokens and webhooks. Each: rule first, one transaction, one event."""

from .handlings import replay, withdraw
from .members import accept_invitation, add_member, invite, remove_member
from .organisations import create_organisation
from .tokens import issue_token, revoke_token
from .webhooks import add_webhook, remove_webhook, rotate_secret

__all__ = [
    "accept_invitation",
    "add_member",
    "add_webhook",
    "create_organisation",
    "invite",
    "issue_token",
    "remove_member",
    "remove_webhook",
    "replay",
    "revoke_token",
    "rotate_secret",
    "withdraw",
]
