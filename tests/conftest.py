"""What every test may lean on."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the repository; tests that need it skip, with this reason, where it is absent."""
    folder = Path(os.environ.get("SAMPAN_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"real data is absent: {folder} is not a folder (set SAMPAN_SHARED)")
    return folder
