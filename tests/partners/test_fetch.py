"""Against real servers on loopback: what the door lets through, and what it never does."""

import gzip
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest

from partners.certificates import Authority
from partners.receiver import Answer, Asked, Receiver, plainly, receiving
from sampan.partners.addresses import Allowed
from sampan.partners.dialling import Deadline
from sampan.partners.fetch import Door, Request, Response, Unreachable, _web_address, fetch


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Unreachable) as caught:
        act()
    return str(caught.value)


def test_an_answer_comes_whole(receiver: Receiver) -> None:
    receiver.answers["/a"] = plainly(404, b"not here", X_Kind="news")
    answer = fetch(receiver.url("/a"))
    assert (answer.url, answer.status, answer.body) == (receiver.url("/a"), 404, b"not here")
    assert (answer.headers["x-kind"], answer.is_success) == ("news", False)


def test_what_is_sent(receiver: Receiver) -> None:
    body = "ຂ່າວ".encode()
    fetch(receiver.url("/b?q=1"), method="POST", headers={"X-Key": "7"}, body=body)
    [asked] = receiver.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/b?q=1", body)
    assert asked.headers == {
        "host": f"127.0.0.1:{receiver.port}",
        "user-agent": "Sampan",
        "accept": "*/*",
        "accept-encoding": "gzip",
        "connection": "close",
        "content-length": str(len(body)),
        "x-key": "7",
    }


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", None),
        ("2130706433", "127.0.0.1"),  # the same as a number
        ("0x7f.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("[::1]", "::1"),
        ("[::ffff:127.0.0.1]", "::ffff:7f00:1"),
        ("169.254.169.254", "169.254.169.254"),
    ],
)
def test_our_own_network_is_not_reached(host: str, address: str | None) -> None:
    with receiving() as server:
        sentence = refusal(lambda: fetch(f"http://{host}:{server.port}/"))
        assert server.asked == []
    stands = sentence.partition(" stands at ")[2].partition(",")[0]
    assert stands in {address} if address else stands in {"127.0.0.1", "::1"}
    assert sentence == (
        f"{host.strip('[]')} stands at {stands}, which is no public address; "
        "Sampan asks nothing there unless its operator allows it."
    )


def test_a_listed_host_is_reached(settings: object) -> None:
    settings.FETCH_ALLOW = ["localhost"]
    with receiving() as server:
        assert fetch(f"http://localhost:{server.port}/").status == 200
        assert refusal(lambda: fetch(server.url())) == (
            "127.0.0.1 stands at 127.0.0.1, which is no public address; "
            "Sampan asks nothing there unless its operator allows it."
        )


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://a.example/", "“ftp://a.example/” is not a web address; one begins with https://."),
        (
            "file:///etc/passwd",
            "“file:///etc/passwd” is not a web address; one begins with https://.",
        ),
        ("a.example", "“a.example” is not a web address; one begins with https://."),
        ("https://", "“https://” is not a web address; one begins with https://."),
        (
            "https://a:b@c.example/",
            "The address of c.example holds a name or a password; send it otherwise.",
        ),
        ("https://[::1/", "“https://[::1/” is not a web address."),
        ("https://nowhere.invalid/", "No machine of the name nowhere.invalid could be found."),
    ],
)
def test_what_is_no_address_is_said(url: str, sentence: str) -> None:
    assert refusal(lambda: fetch(url)) == sentence


class Names:
    """A name server of our own: answers each question with the next list of addresses, and counts the questions."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.questions: list[str] = []

    def __call__(self, host: str, port: int, **_hints: object) -> list[object]:
        self.questions.append(host)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [(2, 1, 6, "", (address, port)) for address in answer]


def door(names: Names, *, allow: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Door:
    context = tls or ssl.create_default_context()
    return Door(allowed=Allowed.of([allow]), tls=context, resolve=names)


def through(door: Door, url: str, *, timeout: float = 5, limit: int = 2**20) -> Response:
    request = Request(_web_address(url), "GET", {}, b"")
    return door.fetch(request, limit=limit, deadline=Deadline(timeout), redirects=3)


def test_the_address_that_was_judged_is_the_one_connected_to() -> None:
    """A name that answers with an allowed address first and with a forbidden one a moment later (DNS rebinding)."""
    with receiving("127.0.0.1") as open_server, receiving("127.0.0.2") as inner_server:
        names = Names(["127.0.0.1"], ["127.0.0.2"])
        url = f"http://rebind.example:{open_server.port}/"
        assert through(door(names), url).status == 200
        assert names.questions == ["rebind.example"]
        assert len(open_server.asked) == 1
        inner = f"http://rebind.example:{inner_server.port}/"
        assert refusal(lambda: through(door(names), inner)) == (
            "rebind.example stands at 127.0.0.2, which is no public address; "
            "Sampan asks nothing there unless its operator allows it."
        )
        assert inner_server.asked == []


def test_one_forbidden_address_among_others_is_enough() -> None:
    with receiving() as server:
        names = Names(["127.0.0.1", "10.0.0.9"])
        assert refusal(lambda: through(door(names), f"http://two.example:{server.port}/")) == (
            "two.example stands at 10.0.0.9, which is no public address; "
            "Sampan asks nothing there unless its operator allows it."
        )
        assert server.asked == []


def test_public_hosts_are_asked_by_https_alone_and_on_fitting_ports() -> None:
    names = Names(["93.184.216.34"])
    assert refusal(lambda: through(door(names), "http://plain.example/")) == (
        "plain.example would be asked without encryption; use an address with https."
    )
    assert refusal(lambda: through(door(names), "https://mail.example:25/")) == (
        "Port 25 of mail.example belongs to another service; use 443."
    )


def test_a_redirect_to_the_inside_is_judged_too(receiver: Receiver) -> None:
    receiver.answers["/"] = plainly(302, Location="http://169.254.169.254/latest/meta-data/")
    assert refusal(lambda: fetch(receiver.url())) == (
        "169.254.169.254 stands at 169.254.169.254, which is no public address; "
        "Sampan asks nothing there unless its operator allows it."
    )


def test_redirects_are_followed_three_times(receiver: Receiver) -> None:
    for number in range(5):
        receiver.answers[f"/{number}"] = plainly(307, Location=f"/{number + 1}")
    assert fetch(receiver.url("/2")).url == receiver.url("/5")
    assert refusal(lambda: fetch(receiver.url("/1"))) == (
        "127.0.0.1 sends on from one address to the next, more than 3 times."
    )
    assert fetch(receiver.url("/1"), redirects=0).status == 307


@pytest.mark.parametrize(
    ("status", "method", "body"),
    [
        (301, "GET", b""),
        (302, "GET", b""),
        (303, "GET", b""),
        (307, "POST", b"x"),
        (308, "POST", b"x"),
    ],
)
def test_what_a_post_becomes_after_a_redirect(
    receiver: Receiver, status: int, method: str, body: bytes
) -> None:
    receiver.answers["/"] = plainly(status, Location="/there")
    fetch(receiver.url(), method="POST", body=b"x")
    assert (receiver.asked[1].method, receiver.asked[1].body) == (method, body)


def test_another_host_is_not_told_the_password(receiver: Receiver) -> None:
    with receiving() as other:
        receiver.answers["/"] = plainly(302, Location="/same")
        receiver.answers["/same"] = plainly(302, Location=other.url())
        fetch(receiver.url(), headers={"Authorization": "Bearer s", "X-Kind": "news"})
        sent = [asked.headers.get("authorization") for asked in receiver.asked + other.asked]
        assert sent == ["Bearer s", "Bearer s", None]
        assert other.asked[0].headers["x-kind"] == "news"


def dripping(head: bytes, drop: bytes) -> Answer:
    """Sends a drop every fiftieth of a second, far longer than anyone should wait."""

    def answer(handler: BaseHTTPRequestHandler, _asked: Asked) -> None:
        handler.wfile.write(head)
        for _ in range(500):
            handler.wfile.write(drop)
            handler.wfile.flush()
            time.sleep(0.02)

    return answer


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_a_slow_drip_ends_at_the_deadline(receiver: Receiver, head: bytes, drop: bytes) -> None:
    receiver.answers["/"] = dripping(head, drop)
    started = time.monotonic()
    sentence = refusal(lambda: fetch(receiver.url(), timeout=0.4))
    assert sentence == "127.0.0.1 did not answer in full within 0.4 seconds."
    assert time.monotonic() - started < 2


def endless(handler: BaseHTTPRequestHandler, _asked: Asked) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.wfile.write(b"x" * 65_536)


def bomb(handler: BaseHTTPRequestHandler, _asked: Asked) -> None:
    packed = gzip.compress(b"\0" * 2**26, mtime=0)  # 64 MB in 64 kB
    plainly(200, packed, Content_Encoding="gzip")(handler, _asked)


@pytest.mark.parametrize("answer", [endless, bomb, plainly(200, b"x" * 100_001)])
def test_a_huge_answer_is_cut_off(receiver: Receiver, answer: Answer) -> None:
    receiver.answers["/"] = answer
    sentence = refusal(lambda: fetch(receiver.url(), limit=100_000))
    assert sentence == "The answer of 127.0.0.1 is larger than 100,000 bytes."


def test_an_answer_of_just_the_limit_passes(receiver: Receiver) -> None:
    receiver.answers["/"] = plainly(200, b"x" * 100_000)
    receiver.answers["/gz"] = plainly(
        200, gzip.compress(b"x" * 100_000, mtime=0), Content_Encoding="gzip"
    )
    assert fetch(receiver.url(), limit=100_000).body == b"x" * 100_000
    assert fetch(receiver.url("/gz"), limit=100_000).body == b"x" * 100_000


@pytest.mark.parametrize(
    ("packing", "body", "sentence"),
    [
        ("br", b"x", "127.0.0.1 answered in the packing “br”, which was not asked for."),
        ("gzip", b"x" * 40, "The answer of 127.0.0.1 is damaged and cannot be unpacked."),
        (
            "gzip",
            gzip.compress(b"y" * 999, mtime=0)[:-9],
            "The answer of 127.0.0.1 breaks off before its end.",
        ),
    ],
)
def test_damaged_packing(receiver: Receiver, packing: str, body: bytes, sentence: str) -> None:
    receiver.answers["/"] = plainly(200, body, Content_Encoding=packing)
    assert refusal(lambda: fetch(receiver.url())) == sentence


def test_a_connection_that_breaks_off(receiver: Receiver) -> None:
    def answer(handler: BaseHTTPRequestHandler, _asked: Asked) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    receiver.answers["/"] = answer
    assert refusal(lambda: fetch(receiver.url())) == (
        "127.0.0.1 does not answer as a web server does (peer closed connection without sending "
        "complete message body (received 4 bytes, expected 100))."
    )


def test_nobody_listens(settings: object) -> None:
    settings.FETCH_ALLOW = ["127.0.0.1"]
    with receiving() as server:
        url = server.url()
    assert refusal(lambda: fetch(url)) == "127.0.0.1 refuses the connection or cannot be reached."


def test_proxies_of_the_environment_are_not_used(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch(receiver.url()).status == 200


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@contextmanager
def over_tls(authority: Authority, name: str) -> Iterator[tuple[Receiver, list[str | None]]]:
    """A receiver with a certificate for `name`; the list fills with the names that clients ask for."""
    asked_for: list[str | None] = []
    context = authority.server_context(name)
    context.sni_callback = lambda _socket, wanted, _context: asked_for.append(wanted)
    with receiving() as server:
        server.server.socket = context.wrap_socket(server.server.socket, server_side=True)
        yield server, asked_for


def test_tls_is_checked_against_the_name_though_the_address_is_pinned(authority: Authority) -> None:
    with over_tls(authority, "wire.example") as (server, asked_for):
        own = door(Names(["127.0.0.1"]), tls=authority.client_context())
        answer = through(own, f"https://wire.example:{server.port}/")
        assert (answer.status, asked_for) == (200, ["wire.example"])
        assert server.asked[0].headers["host"] == f"wire.example:{server.port}"


def test_a_certificate_of_another_name_is_refused(authority: Authority) -> None:
    with over_tls(authority, "wire.example") as (server, _):
        own = door(Names(["127.0.0.1"]), tls=authority.client_context())
        assert refusal(lambda: through(own, f"https://other.example:{server.port}/")) == (
            "The certificate of other.example cannot be trusted: "
            "Hostname mismatch, certificate is not valid for 'other.example'."
        )
        assert server.asked == []


def test_a_certificate_of_an_unknown_authority_is_refused(authority: Authority) -> None:
    with over_tls(authority, "wire.example") as (server, _):
        own = door(Names(["127.0.0.1"]))
        assert refusal(lambda: through(own, f"https://wire.example:{server.port}/")) == (
            "The certificate of wire.example cannot be trusted: "
            "unable to get local issuer certificate."
        )


def test_a_server_without_tls_is_said(receiver: Receiver) -> None:
    sentence = refusal(lambda: fetch(receiver.url().replace("http:", "https:")))
    assert sentence == "127.0.0.1 does not speak TLS as it should (WRONG_VERSION_NUMBER)."
