"""The outcome of joining, as rows of tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sampan.engines.circulation.facts import Row


@dataclass(slots=True)
class Joined:
    """The outcome, as rows of the tables same, match, doubt and (by language alone) origin."""

    same: list[Row] = field(default_factory=list)
    match: list[Row] = field(default_factory=list)
    doubt: list[Row] = field(default_factory=list)
    origin: list[Row] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, Row]]:
        for table in ("same", "match", "doubt", "origin"):
            for row in getattr(self, table):
                yield table, row


def same(work_id: str, same_id: str, method: str, probability: float) -> Row:
    return {"work_id": work_id, "same_id": same_id, "method": method, "probability": probability}
