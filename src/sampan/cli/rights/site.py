"""What a site says to machines: in a page, its headers, and the files that lie where they are looked for."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sampan.cli.output import CannotRun
from sampan.engines.rights import reservation as engine

if TYPE_CHECKING:
    from sampan.partners.fetch import Response

Reading = Callable[[], list[engine.Statement]]
"""A signal that was found and is still to be read. Raises UnreadableSignal."""
_LICENCE = "rsl.xml"


def site_readings(url: str) -> Iterator[Reading]:
    """The signals of a site, with every RSL document that its page, headers or robots.txt name."""
    page = _fetched(url)
    licences = engine.licences_in(page.headers)
    yield partial(engine.read_headers, page.headers, url)
    if _is_html(page):
        licences += engine.licences_on(page.body)
        yield partial(engine.read_page, page.body, url)
    for name in ("robots.txt", ".well-known/tdmrep.json"):
        answer = _fetched(urljoin(url, f"/{name}"))
        if _is_file(answer):
            yield partial(engine.read_file, answer.url, answer.body)
            if name == "robots.txt":
                licences += engine.licences_of(answer.body.decode("utf-8", "replace"))
    for address in dict.fromkeys(urljoin(url, one) for one in [*licences, f"/{_LICENCE}"]):
        yield partial(_licence, address)


def _licence(address: str) -> list[engine.Statement]:
    """What an RSL document says, wherever it lies: where it cannot be had, that is all that is known of it."""
    try:
        answer = _fetched(address)
    except CannotRun as error:
        raise engine.UnreadableSignal(f"{address}: {error.message}") from error
    return engine.read_rsl(answer.body, answer.url) if _is_file(answer) else []


def _is_file(answer: "Response") -> bool:
    """Whether a file is there: many sites answer a page of their own, and 200, for what they do not have."""
    return answer.is_success and not _is_html(answer)


def _is_html(answer: "Response") -> bool:
    return "html" in answer.headers.get("content-type", "").casefold()


def _fetched(url: str) -> "Response":
    from sampan.cli.starting import start_django  # noqa: PLC0415 - only an address needs the settings

    start_django(log_level="WARNING")
    from sampan.partners.fetch import Unreachable, fetch  # noqa: PLC0415 - it reads the settings

    try:
        return fetch(url)
    except Unreachable as error:
        raise CannotRun(str(error)) from error
