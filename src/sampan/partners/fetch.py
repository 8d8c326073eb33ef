"""The only outgoing door. What passes it goes to a public address, ends in time, and fits into memory."""

import socket
import ssl
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import httpcore
import httpx
from django.conf import settings

from .addresses import Allowed
from .dialling import Deadline, Guard, Resolve
from .errors import Unreachable

__all__ = ["Response", "Unreachable", "fetch"]

LIMIT = 16 * 2**20
TIMEOUT = 30.0
REDIRECTS = 3
_MOVED = {301, 302, 303, 307, 308}
_PRIVATE_HEADERS = {"authorization", "cookie"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What the other side answered, whatever its status; names of headers are in lower case."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    limit: int = LIMIT,
    timeout: float = TIMEOUT,
    redirects: int = REDIRECTS,
) -> Response:
    """Send one request and read the whole answer: at most `limit` bytes, `timeout` seconds and so many redirects.

    https only, to public addresses only, but for what SAMPAN_FETCH_ALLOW lists. With `redirects=0` an answer that
    points elsewhere is returned as it is. Raises Unreachable, a sentence; an answer such as 404 is no error here.
    """
    door = Door(allowed=Allowed.of(settings.FETCH_ALLOW), tls=_trusted())
    request = Request(_web_address(url), method, headers or {}, body)
    return door.fetch(request, limit=limit, deadline=Deadline(timeout), redirects=redirects)


@cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()


@dataclass(frozen=True, slots=True)
class Request:
    url: httpx.URL
    method: str
    headers: Mapping[str, str]
    body: bytes

    def complete(self) -> dict[str, str]:
        """All headers as they are sent."""
        sent = {"User-Agent": "Sampan", "Accept": "*/*", **self.headers}
        if self.body or self.method != "GET":
            sent["Content-Length"] = str(len(self.body))
        netloc = self.url.netloc.decode("ascii")
        return sent | {"Host": netloc, "Accept-Encoding": "gzip", "Connection": "close"}

    def redirected(self, response: Response) -> "Request":
        """What to ask next. Another host is not told what was meant for the first one."""
        url = _web_address(response.headers["location"], start=self.url)
        headers = self.headers
        if _origin(url) != _origin(self.url):
            headers = {k: v for k, v in headers.items() if k.lower() not in _PRIVATE_HEADERS}
        if response.status == 303 or (response.status in {301, 302} and self.method == "POST"):
            return Request(url, "GET", headers, b"")
        return replace(self, url=url, headers=headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The door itself; tests open one with a resolver and a certificate authority of their own."""

    allowed: Allowed
    tls: ssl.SSLContext
    resolve: Resolve = field(default=socket.getaddrinfo)

    def fetch(
        self, request: Request, *, limit: int, deadline: Deadline, redirects: int
    ) -> Response:
        for _hop in range(redirects + 1):
            response = self._send(request, limit, deadline)
            if response.status not in _MOVED or "location" not in response.headers or not redirects:
                return response
            request = request.redirected(response)
        raise Unreachable(
            f"{request.url.host} sends on from one address to the next, more than {redirects} times."
        )

    def _send(self, request: Request, limit: int, deadline: Deadline) -> Response:
        host = request.url.host
        guard = Guard(self.allowed, self.resolve, request.url.scheme, deadline)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self.tls, network_backend=guard) as pool,
                pool.stream(
                    request.method,
                    str(request.url),
                    headers=list(request.complete().items()),
                    content=request.body,
                ) as answer,
            ):
                headers = {
                    name.decode("latin-1").lower(): value.decode("latin-1")
                    for name, value in answer.headers
                }
                body = _read(answer.iter_stream(), headers, limit, host)
                return Response(
                    url=str(request.url), status=answer.status, headers=headers, body=body
                )
        except httpcore.TimeoutException as error:
            raise Unreachable(
                f"{host} did not answer in full within {deadline.seconds:g} seconds."
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise Unreachable(_why(error, host)) from error


def _web_address(text: str, *, start: httpx.URL | None = None) -> httpx.URL:
    try:
        url = start.join(text) if start else httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        raise Unreachable(f"“{text[:200]}” is not a web address.") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise Unreachable(f"“{text[:200]}” is not a web address; one begins with https://.")
    if url.userinfo:
        raise Unreachable(
            f"The address of {url.host} holds a name or a password; send it otherwise."
        )
    return url


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def _read(chunks: Iterable[bytes], headers: Mapping[str, str], limit: int, host: str) -> bytes:
    """The body, unpacked if it came by gzip; never holds more than a little over `limit`."""
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip"}:
        raise Unreachable(f"{host} answered in the packing “{packing}”, which was not asked for.")
    unpack = zlib.decompressobj(wbits=31) if packing != "identity" else None
    body = bytearray()
    for chunk in chunks:
        try:
            body += unpack.decompress(chunk, limit + 1 - len(body)) if unpack else chunk
        except zlib.error:
            raise Unreachable(f"The answer of {host} is damaged and cannot be unpacked.") from None
        if len(body) > limit:
            raise Unreachable(f"The answer of {host} is larger than {limit:,} bytes.")
    if unpack and body and not unpack.eof:
        raise Unreachable(f"The answer of {host} breaks off before its end.")
    return bytes(body)


def _why(error: Exception, host: str) -> str:
    reason = (
        error.args[0] if error.args else None
    )  # what the socket or TLS said, handed on as it was
    if isinstance(reason, ssl.SSLCertVerificationError):
        return (
            f"The certificate of {host} cannot be trusted: {reason.verify_message.rstrip(chr(46))}."
        )
    if isinstance(reason, ssl.SSLError):
        return f"{host} does not speak TLS as it should ({reason.reason})."
    if isinstance(error, httpcore.ConnectError):
        return f"{host} refuses the connection or cannot be reached."
    if isinstance(error, httpcore.ProtocolError):
        return f"{host} does not answer as a web server does ({error})."
    return f"The connection to {host} broke off."
