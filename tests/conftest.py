"""What every test may lean on."""

import gc
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

import migrated

ROOT = Path(__file__).parents[1]

# A law holds or not; how long it took to find out says something of the machine alone. The same tree gives the same
# answer; whoever looks for what nobody thought of explores: ./run test --hypothesis-profile=explore
_PATIENT = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile("house", _PATIENT, derandomize=True)
hypothesis_settings.register_profile("explore", _PATIENT, print_blob=True)
hypothesis_settings.load_profile("house")


def pytest_configure() -> None:
    """A fresh clone has collected no static files yet; the server of static files warns of a missing folder."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    # Slow hashing is for installations; here people only have to be able to sign in.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    gc.disable()


def pytest_collection_finish() -> None:
    """All that collecting imported stays to the end: no use in searching it for garbage, again and again."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Called by pytest-django before it makes the database."""
    if not django_settings.IS_SQLITE:
        yield
        return
    with closing(migrated.begin()):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """pytest-django's own, which makes the database; then a copy of it is kept for the next run."""
    if django_settings.IS_SQLITE:
        with django_db_blocker.unblock():
            migrated.keep()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page asked for in a test leaves its thread in the language of its reader; the next test begins anew."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the repository; tests that need it skip, with this reason, where it is absent."""
    folder = Path(os.environ.get("SAMPAN_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"real data is absent: {folder} is not a folder (set SAMPAN_SHARED)")
    return folder
