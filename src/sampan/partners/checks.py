"""Settings that cannot work, found at the start and by `sampan check`."""

import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error

import sampan
from sampan.engines.rights.reservation import Policy

from .addresses import Allowed

_NAME = re.compile(r'"(SAMPAN_[A-Z_0-9]+)"')
_OF_RUN = {f"SAMPAN_{name}" for name in ("VENV", "SHARED")}  # read by `run`, not by the program


@checks.register("settings")
def check_fetch_allow(**_kwargs: Any) -> list[CheckMessage]:
    try:
        Allowed.of(settings.FETCH_ALLOW)
    except ValueError as error:
        return [Error(f"SAMPAN_FETCH_ALLOW: {error}", id="sampan.E001")]
    return []


@checks.register("settings")
def check_public_url(**_kwargs: Any) -> list[CheckMessage]:
    url = settings.PUBLIC_URL
    if not re.match(r"https?://[^/]+", url):
        sentence = f"SAMPAN_PUBLIC_URL is “{url}”; it begins with https:// and a host."
        return [Error(sentence, id="sampan.E002")]
    if not settings.LOCAL and not url.startswith("https://"):
        sentence = f"SAMPAN_PUBLIC_URL is “{url}”; links in mail would lead to pages without TLS."
        return [checks.Warning(sentence, id="sampan.W002")]
    return []


@checks.register("settings")
def check_ai_policy(**_kwargs: Any) -> list[CheckMessage]:
    try:
        Policy(frozenset(settings.AI_ALLOW))
    except ValueError as error:
        return [Error(f"SAMPAN_AI_ALLOW: {error}", id="sampan.E005")]
    return []


@checks.register("settings")
def check_folder(**_kwargs: Any) -> list[CheckMessage]:
    """The folder need not exist yet, but it must be possible to write there."""
    nearest = Path(settings.VAR)
    while not nearest.exists():
        nearest = nearest.parent
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return []
    sentence = f"SAMPAN_VAR is {settings.VAR}, but {nearest} is no folder that can be written to."
    return [Error(sentence, id="sampan.E003")]


@checks.register("settings")
def check_names(**_kwargs: Any) -> list[CheckMessage]:
    """A misspelt setting would be passed over in silence."""
    sources = Path(sampan.__file__).parent.rglob("*.py")
    known = {name for source in sources for name in _NAME.findall(source.read_text())} | _OF_RUN
    return [
        checks.Warning(
            f"{name} is set, but there is no such setting; see docs/settings.md.", id="sampan.W004"
        )
        for name in sorted(os.environ)
        if name.startswith("SAMPAN_") and name not in known
    ]
