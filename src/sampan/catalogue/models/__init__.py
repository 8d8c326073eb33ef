from .assets import Asset, Attachment
from .grants import Grant, GrantVerb
from .runs import Run, RunCount
from .terms import Fingerprint, Terms, Vectors
from .titles import (
    OPEN_PURPOSES,
    Credit,
    CreditRole,
    Genre,
    Purpose,
    Rating,
    Title,
    TitleFile,
    TitleKind,
    in_language,
)
from .works import Edition, EditionForm, Share, Status, Version, Work, WorkKind

__all__ = [
    "OPEN_PURPOSES",
    "Asset",
    "Attachment",
    "Credit",
    "CreditRole",
    "Edition",
    "EditionForm",
    "Fingerprint",
    "Genre",
    "Grant",
    "GrantVerb",
    "Purpose",
    "Rating",
    "Run",
    "RunCount",
    "Share",
    "Status",
    "Terms",
    "Title",
    "TitleFile",
    "TitleKind",
    "Vectors",
    "Version",
    "Work",
    "WorkKind",
    "in_language",
]
