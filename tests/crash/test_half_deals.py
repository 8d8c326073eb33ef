"""Kill -9 of whoever accepts, at random moments: a deal is there with all that belongs to it, or not at all."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .test_killed import database  # noqa: F401  # the fixture

pytestmark = pytest.mark.crash
DEALS = Path(__file__).with_name("deals.py")
KILLS = 8
WHOLE, NONE = [1, 1, 4, 4, 2, 1, 1], [0] * 7


@pytest.fixture
def run(database: str, tmp_path: Path) -> Iterator[Any]:  # noqa: F811
    environment = {
        **os.environ,
        "SAMPAN_DATABASE": database,
        "SAMPAN_VAR": str(tmp_path),
        "SAMPAN_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "sampan.web.settings",
    }

    def start(part: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, DEALS, part], env=environment, stdout=subprocess.PIPE, text=True
        )

    return start


def said(process: subprocess.Popen[str]) -> Any:
    out, _ = process.communicate(timeout=600)
    assert process.returncode == 0
    return json.loads(out.splitlines()[-1])


def test_no_half_deal_is_left(run: Any) -> None:
    chance = random.Random(20_261_125)
    assert said(run("prepare")) == {"deals": 120}
    for _ in range(KILLS):
        process = run("accept")
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.random() * 0.4)
        process.kill()
        process.communicate()
        counted = said(run("count"))
        licences = counted.pop("licences")
        assert [one for one in counted.values() if one not in (WHOLE, NONE)] == []
        whole = sum(one == WHOLE for one in counted.values())
        assert licences == [4 * whole]
    assert said(run("accept")) == {}
    counted = said(run("count"))
    assert counted.pop("licences") == [4 * 120]
    assert [one for one in counted.values() if one != WHOLE] == []
