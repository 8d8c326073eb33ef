"""What every test may lean on."""

import gc
import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

ROOT = Path(__file__).parents[1]


def pytest_configure() -> None:
    """A fresh clone has collected no static files yet; the server of static files warns of a missing folder."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    gc.disable()


def pytest_collection_finish() -> None:
    """All that collecting imported stays to the end: no use in searching it for garbage, again and again."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Slow hashing is for installations; here people only have to be able to sign in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the repository; tests that need it skip, with this reason, where it is absent."""
    folder = Path(os.environ.get("SAMPAN_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"real data is absent: {folder} is not a folder (set SAMPAN_SHARED)")
    return folder
