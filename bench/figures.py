"""How every script here prints: one JSON object a line and figure."""

import json
import math
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

SHARED = Path(os.environ.get("SAMPAN_SHARED", Path(__file__).parents[2] / "shared")) / "data"


def emit(
    *,
    figure: str,
    value: float,
    unit: str,
    bar: float | None,
    better: str,
    peer: dict[str, float] | None = None,
) -> None:
    """Print one figure; `peer` names what was measured beside it in the same run, with its own value."""
    row = {
        "figure": figure,
        "value": value,
        "unit": unit,
        "bar": bar,
        "better": better,
        "peer": peer,
    }
    print(json.dumps(row, ensure_ascii=False), flush=True)


def milliseconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all are at or under (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
