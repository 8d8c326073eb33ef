"""The sample that was labelled by hand, and what the joining may get wrong of it."""

import csv
import sys
from pathlib import Path

import pytest

LABELS = Path(__file__).with_name("labelled_top10.csv")


def test_every_label_has_a_reason() -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 260
    assert len({(row["title"], row["kind"]) for row in rows}) == len(rows)
    assert [row["title"] for row in rows if not row["reason"] or not row["countries"]] == []
    assert {row["drawn"] for row in rows} == {"random", "thai"}


@pytest.mark.shared
@pytest.mark.slow
def test_few_origins_are_false(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sampan.engines.circulation.readers import load

    monkeypatch.syspath_prepend(str(Path(__file__).parents[4] / "bench"))
    sys.modules.pop("joining", None)
    import joining as bench

    with load(shared / "circulation", tmp_path / "store").store.connect() as connection:
        rows = bench.assigned(connection)
    covered, false = bench.judged(rows, bench.labels("random"))
    assert covered >= 0.95
    assert false <= 0.02
    assert bench.thai_outbound(rows, bench.labels()) <= 0.02
    assert bench.calibration(rows, bench.labels("random")) <= 0.05
