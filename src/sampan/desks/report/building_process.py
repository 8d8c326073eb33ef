"""The process that `services.storing` starts: a folder of files with their mappings becomes a store of facts."""

import json
import resource
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sampan.engines.circulation.facts import Writer
from sampan.engines.circulation.joining import Decision, save_decisions
from sampan.engines.circulation.readers import Progress, Reading, Unreadable, load
from sampan.engines.circulation.readers.exchange import (
    Dealt,
    Delivered,
    Item,
    PickedUp,
    exchange_facts,
)
from sampan.engines.circulation.readers.folder import DECISIONS

from .reading_process import UNREADABLE

_MEMORY = 6 << 30


def main() -> int:
    """Limit, build, tell."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = build(json.load(sys.stdin), tell)
    except Unreadable as error:
        json.dump(error.remark.plain, sys.stdout)
        return UNREADABLE
    except MemoryError:
        return 2
    json.dump(answer, sys.stdout)
    return 0


def tell(step: Progress) -> bool:
    """A line on standard output; whoever reads it ends this process where nobody wants it any more."""
    told = {"step": step.step, "done": step.done, "of": step.of}
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()
    return True


def build(
    asked: dict[str, Any], progress: Callable[[Progress], bool] | None = None
) -> dict[str, Any]:
    """Read `files` and the exchange's own rows into a store at `into`, joined by what people decided; what there is."""
    folder, exchange = Path(asked["files"]), asked["exchange"]
    save_decisions(folder / DECISIONS, [Decision(**one) for one in asked["decisions"]])
    also = (lambda writer: own_facts(exchange, writer)) if exchange["items"] else None
    loaded = load(folder, Path(asked["into"]), also=also, progress=progress)
    return {
        "files": len(loaded.readings),
        "unread": {name: remark.sentence for name, remark in loaded.unread.items()},
        "tables": list(loaded.store.tables),
        "doubts": loaded.doubts,
    }


def own_facts(exchange: dict[str, list[dict[str, Any]]], writer: Writer) -> Reading:
    """What travelled on this exchange, as `exchange_rows` told it."""
    items = [Item(**one | {"countries": tuple(one["countries"])}) for one in exchange["items"]]
    return exchange_facts(
        items,
        delivered=[Delivered(**_dated(one)) for one in exchange["delivered"]],
        picked_up=[PickedUp(**_dated(one)) for one in exchange["picked_up"]],
        dealt=[Dealt(**_dated(one)) for one in exchange["dealt"]],
        into=writer,
    )


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"on": date.fromisoformat(row["on"])}


if __name__ == "__main__":
    sys.exit(main())
