"""A statement in the making: named parts, and the values bound to it. Names come from the registry alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Script:
    """Parts of one WITH statement, in order, and what is bound to them."""

    parts: dict[str, str] = field(default_factory=dict)
    bound: dict[str, Any] = field(default_factory=dict)

    def part(self, name: str, sql: str) -> str:
        """Add a part once; its name."""
        self.parts.setdefault(name, sql)
        return name

    def bind(self, stem: str, value: Any) -> str:
        """The placeholder of one value."""
        if stem in self.bound and self.bound[stem] == value:
            return f"${stem}"
        name, more = stem, 1
        while name in self.bound:
            name, more = f"{stem}_{more}", more + 1
        self.bound[name] = value
        return f"${name}"

    def among(self, expression: str, stem: str, values: Iterable[Any]) -> str:
        """That an expression has one of some values."""
        marks = ", ".join(self.bind(f"{stem}_{at}", value) for at, value in enumerate(values))
        return f"{expression} IN ({marks})" if marks else "FALSE"

    def sql(self, select: str) -> str:
        """The whole statement."""
        if not self.parts:
            return select
        listed = ",\n".join(f"{name} AS (\n{text}\n)" for name, text in self.parts.items())
        return f"WITH {listed}\n{select}"


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL, what to bind to it, and the columns of it that are keys."""

    sql: str
    bound: dict[str, Any]
    keys: tuple[str, ...]


def commas(*names: str) -> str:
    """Names as a list of columns, without the empty ones.

    >>> commas("work_id", "", "territory")
    'work_id, territory'
    """
    return ", ".join(name for name in names if name)
