"""What people and programs do in the catalogue. Each action: rule first, one transaction, one event."""

from .attaching import attach_asset
from .granting import GrantTerms, add_grant, supersede_grant
from .illustrating import put_file, remove_file
from .licensing import Conflict, Line, end_grants, license_works
from .running import Shown, note_runs
from .sharing import share_work, unshare_work
from .titling import (
    Person,
    TitleFacts,
    create_title,
    describe_title,
    listings_of,
    offer_version,
    write_listing,
)
from .writing import add_edition, add_version, create_work, describe_work

__all__ = [
    "Conflict",
    "GrantTerms",
    "Line",
    "Person",
    "Shown",
    "TitleFacts",
    "add_edition",
    "add_grant",
    "add_version",
    "attach_asset",
    "create_title",
    "create_work",
    "describe_title",
    "describe_work",
    "end_grants",
    "license_works",
    "listings_of",
    "note_runs",
    "offer_version",
    "put_file",
    "remove_file",
    "share_work",
    "supersede_grant",
    "unshare_work",
    "write_listing",
]
