"""Who listens in the demonstration: destinations, subscriptions, and a receiver that checks what it is sent."""

import hmac
import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook

from sampan.desks.newswire import services
from sampan.desks.newswire.models import Destination
from sampan.desks.newswire.models.delivery import DestinationForm, DestinationKind
from sampan.partners.actor import Actor

from .content_files import table

TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Taken:
    """One delivery as a receiver got it, and whether its signature held."""

    path: str
    kind: str
    verified: bool
    body: bytes


@dataclass(slots=True)
class Receiver:
    """An address on this machine that takes signed deliveries, verifies and acknowledges them."""

    secrets: dict[str, str] = field(default_factory=dict)  # path -> secret
    taken: list[Taken] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    def start(self, port: int = 0) -> str:
        """Listen on the loopback; the address that deliveries are pushed to."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                verified = receiver.verify(self.path, dict(self.headers), body)
                receiver.taken.append(
                    Taken(self.path, self.headers.get("Sampan-Kind", ""), verified, body)
                )
                answer = json.dumps({"acknowledged": verified}).encode()
                self.send_response(200 if verified else 401)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *_args: object) -> None:  # noqa: A002  # the name is http.server's
                """Say nothing: the journey prints what was taken."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()

    def verify(self, path: str, headers: dict[str, str], body: bytes) -> bool:
        """By hand, since the library's own check also wants the body to be JSON, and two of our forms are XML."""
        told = {name.lower(): value for name, value in headers.items()}
        at = datetime.fromtimestamp(int(told["webhook-timestamp"]), tz=UTC)
        if path not in self.secrets or abs(datetime.now(tz=UTC) - at) > TOLERANCE:
            return False
        signature = Webhook(self.secrets[path]).sign(told["webhook-id"], at, body.decode())
        given = told["webhook-signature"].split()
        return any(hmac.compare_digest(signature, one) for one in given)


def load_destinations(houses: dict[str, Actor], receiver: Receiver, address: str) -> dict[str, str]:
    """Add every destination and subscription; the addresses of the feeds, by destination."""
    feeds, rows = {}, {}
    for row in table("destinations"):
        destination, secret = services.add_destination(
            actor=houses[row["organisation"]],
            name=row["name"],
            kind=DestinationKind(row["kind"]),
            url=address + row["path"] if row["kind"] == "push" else "",
            form=DestinationForm(row.get("format", "ninjs")),
        )
        rows[row["slug"]] = destination
        if row["kind"] == "push":
            receiver.secrets[row["path"]] = secret
        else:
            feeds[row["slug"]] = f"/wire/feeds/{secret}.atom"
    _subscribe(houses, rows)
    return feeds


def _subscribe(houses: dict[str, Actor], destinations: dict[str, Destination]) -> None:
    for row in table("subscriptions"):
        services.subscribe(
            actor=houses[row["organisation"]],
            destination=destinations[row["destination"]],
            name=row["name"],
            languages=row["languages"],
            topics=row["topics"],
            places=row["places"],
            agencies=row["agencies"],
        )
