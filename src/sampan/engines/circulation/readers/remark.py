"""What a reader says of a file: a kind and what was found, from which a sentence is made in any language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .kinds import KINDS

Say = Callable[[str], str]
Call = Callable[[str, str], str]
_ORDERS = {"dmy": "day/month/year", "mdy": "month/day/year"}


@dataclass(frozen=True, slots=True)
class Remark:
    """A kind of `KINDS`, and what was found by name: texts, numbers, lists of them, and other remarks as plain values.

    >>> Remark("other_encoding", {"row": 12, "encoding": "Big5"}).sentence
    'After row 12 the file is no longer Big5; save it as UTF-8.'
    """

    kind: str
    found: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return sentence(self.kind, self.found)

    @property
    def plain(self) -> dict[str, Any]:
        """As plain values, which can be kept as JSON and said later."""
        return {"kind": self.kind, "found": dict(self.found)}


def as_written(name: str, code: str) -> str:
    """Codes of a mapping as whoever writes one knows them.

    >>> as_written("order", "dmy"), as_written("unit", "hours")
    ('day/month/year', 'hours')
    """
    return _ORDERS.get(code, code) if name == "order" else code


def sentence(kind: str, found: Mapping[str, Any], say: Say = str, call: Call = as_written) -> str:
    """The sentence of a remark. Raises KeyError on a kind that is not in KINDS.

    `say` puts a text of KINDS into another language; `call` answers what a reader calls a code (of a unit, field, order
    of days), given the name under which it was found.

    >>> said = {"row": 7, "column": "rank", "what": {"kind": "no_rank", "found": {"said": "eleven"}}}
    >>> sentence("at_cell", said)
    'Row 7, column rank: “eleven” is no rank; write 1 to 10.'
    >>> sentence("no_days", {}, say={KINDS["no_days"]: "不详或非正数；请写明天数"}.get)
    '不详或非正数；请写明天数'
    """
    words = {name: _worded(name, value, say, call) for name, value in found.items()}
    return say(KINDS[kind]).format(**words)


def _worded(name: str, value: Any, say: Say, call: Call) -> Any:
    if isinstance(value, Mapping):
        return sentence(value["kind"], value["found"], say, call)
    if isinstance(value, list | tuple):
        return say(KINDS["between"]).join(_worded(name, one, say, call) for one in value)
    return call(name, value) if isinstance(value, str) else value
