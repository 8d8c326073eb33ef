"""What people and programs do in the catalogue. Each action: rule first, one transaction, one event."""

from .attaching import attach_asset
from .granting import GrantTerms, add_grant, supersede_grant
from .sharing import share_work, unshare_work
from .writing import add_edition, add_version, create_work, describe_work

__all__ = [
    "GrantTerms",
    "add_edition",
    "add_grant",
    "add_version",
    "attach_asset",
    "create_work",
    "describe_work",
    "share_work",
    "supersede_grant",
    "unshare_work",
]
