"""Reading any file that speaks to machines, by its name."""

from collections.abc import Callable

from .embedded import read_cawg, read_mining, read_odrl
from .pages import read_page
from .robots import read_robots
from .signals import UnreadableSignal, parsed, read_headers, read_rsl, read_tdmrep
from .statements import Statement


def _header_lines(text: str, where: str) -> list[Statement]:
    """Response headers as lines, as servers and `curl -I` write them."""
    pairs = (line.partition(":") for line in text.splitlines())
    return read_headers({name.strip(): value for name, colon, value in pairs if colon}, where)


def _mining_line(text: str, where: str) -> list[Statement]:
    return [read_mining(text.strip(), where)]


_READERS: tuple[tuple[str, Callable[[str, str], list[Statement]]], ...] = (
    ("robots.txt", read_robots),
    ("tdmrep.json", read_tdmrep),
    ("headers.txt", _header_lines),
    ("data-mining.txt", _mining_line),
)


def read_file(name: str, data: bytes) -> list[Statement]:
    """The statements in a file that was fetched or found, by its name. Raises UnreadableSignal for any other file.

    >>> [one.channel for one in read_file("robots.txt", b"User-agent: *\\nContent-Usage: train-ai=n\\n")]
    ['robots.txt Content-Usage']
    """
    text = data.decode("utf-8", "replace")
    for ending, reader in _READERS:
        if name.endswith(ending):
            return reader(text, name)
    if name.endswith((".html", ".htm")):
        return read_page(data, name)
    if name.endswith(".xml"):
        return read_rsl(data, name)
    if name.endswith((".json", ".jsonld")):
        found = parsed(text, name)
        if isinstance(found, dict):
            return [read_cawg(found, name) if "data" in found else read_odrl(found, name)]
    raise UnreadableSignal(
        f"{name}: no signal that machines read is known here; give robots.txt, tdmrep.json, headers.txt, "
        "data-mining.txt, a page (.html), an RSL document (.xml), or a CAWG assertion or ODRL policy (.json)."
    )
