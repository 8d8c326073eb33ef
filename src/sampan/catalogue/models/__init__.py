from .assets import Asset, Attachment
from .grants import Grant
from .works import Edition, EditionForm, Share, Status, Version, Work, WorkKind

__all__ = [
    "Asset",
    "Attachment",
    "Edition",
    "EditionForm",
    "Grant",
    "Share",
    "Status",
    "Version",
    "Work",
    "WorkKind",
]
