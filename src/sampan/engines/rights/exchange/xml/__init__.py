"""MovieLabs Avails XML, 2.3 to 2.7: read and written as a stream, each fault with its line and element."""

from collections.abc import Iterator

from sampan.engines.rights.exchange.fault import Fault

from .building import Built, CannotWrite, build
from .checking import structure_faults
from .lines import lines_of
from .reading import Avail, AvailsXML, Head
from .rules import rule_faults, word_faults
from .versions import VERSIONS, UnreadableXML, Version
from .writing import head_of, write_xml

__all__ = [
    "VERSIONS", "Avail", "AvailsXML", "Built", "CannotWrite", "Head", "UnreadableXML", "Version",
    "avail_faults", "build", "head_of", "lines_of", "write_xml",
]  # fmt: skip


def avail_faults(avail: Avail) -> Iterator[Fault]:
    """Everything that is wrong with an Avail: how it is built, the rules of the trade, its words and identifiers."""
    yield from structure_faults(avail.element, avail.version)
    yield from rule_faults(avail.element, avail.version)
    yield from word_faults(avail.element, avail.version)
