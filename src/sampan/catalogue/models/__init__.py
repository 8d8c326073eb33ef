from .assets import Asset, Attachment
from .grants import Grant, GrantVerb
from .terms import Fingerprint, Terms, Vectors
from .works import Edition, EditionForm, Share, Status, Version, Work, WorkKind

__all__ = [
    "Asset",
    "Attachment",
    "Edition",
    "EditionForm",
    "Fingerprint",
    "Grant",
    "GrantVerb",
    "Share",
    "Status",
    "Terms",
    "Vectors",
    "Version",
    "Work",
    "WorkKind",
]
