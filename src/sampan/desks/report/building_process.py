"""The process that `services.storing` starts: a folder of files with their mappings becomes a store of facts."""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from sampan.engines.circulation.joining import Decision, save_decisions
from sampan.engines.circulation.readers import Unreadable, load
from sampan.engines.circulation.readers.folder import DECISIONS

_MEMORY = 6 << 30


def main() -> int:
    """Limit, build, tell."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = build(json.load(sys.stdin))
    except Unreadable as error:
        sys.stderr.write(str(error))
        return 1
    except MemoryError:
        return 2
    json.dump(answer, sys.stdout)
    return 0


def build(asked: dict[str, Any]) -> dict[str, Any]:
    """Read `files` into a store at `into`, titles joined by what people decided; what there is now."""
    folder = Path(asked["files"])
    save_decisions(folder / DECISIONS, [Decision(**one) for one in asked["decisions"]])
    loaded = load(folder, Path(asked["into"]))
    return {
        "files": len(loaded.readings),
        "unread": loaded.unread,
        "tables": list(loaded.store.tables),
        "doubts": loaded.doubts,
    }


if __name__ == "__main__":
    sys.exit(main())
