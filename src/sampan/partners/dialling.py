"""Connecting outwards: a name is resolved once, judged, and the connection goes to the very address that was judged.

A name that answers differently a moment later gains nothing. Certificates are still checked against the name.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

import httpcore

from .addresses import Address, Allowed, is_public
from .errors import Unreachable

Resolve = Callable[..., list[Any]]  # of the shape of socket.getaddrinfo


class Deadline:
    """The end of a whole errand, redirects included."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        left = self._at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


@dataclass(frozen=True, slots=True)
class Guard(httpcore.NetworkBackend):
    """Resolves, judges and connects, in one step."""

    allowed: Allowed
    resolve: Resolve
    scheme: str
    deadline: Deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # httpcore's signature; the deadline is the one limit
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._addresses(host, port)
        for address in addresses:
            self._judge(host, address, port)
        failure: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    str(address), port, self.deadline.left(), local_address, socket_options
                )
                return _Stream(stream, self.deadline)
            except httpcore.ConnectError as error:
                failure = error
        raise failure

    def _addresses(self, host: str, port: int) -> list[Address]:
        try:
            answers = self.resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise Unreachable(f"No machine of the name {host} could be found.") from None
        return [ip_address(address[0]) for *_, address in answers]

    def _judge(self, host: str, address: Address, port: int) -> None:
        if self.allowed.names(host, address):
            return
        if not is_public(address):
            raise Unreachable(
                f"{host} stands at {address}, which is no public address; Sampan asks nothing there "
                "unless its operator allows it."
            )
        if self.scheme != "https":
            raise Unreachable(
                f"{host} would be asked without encryption; use an address with https."
            )
        if port != 443 and port < 1024:
            raise Unreachable(f"Port {port} of {host} belongs to another service; use 443.")


@dataclass(frozen=True, slots=True)
class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends at the errand's deadline, however slowly the other side drips."""

    stream: httpcore.NetworkStream
    deadline: Deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self.stream.read(max_bytes, self.deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        for start in range(0, len(buffer), 16_384):
            self.stream.write(buffer[start : start + 16_384], self.deadline.left())

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        left = self.deadline.left()
        return _Stream(self.stream.start_tls(ssl_context, server_hostname, left), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
