"""The exchange's own rows as facts: three days of a small exchange, asked by plain SQL."""

from datetime import date
from pathlib import Path

import pytest

from sampan.engines.circulation.facts import Store, Writer
from sampan.engines.circulation.readers import (
    Dealt,
    Delivered,
    Item,
    PickedUp,
    Unreadable,
    exchange_facts,
)

STORY = Item("n1", "ງານບຸນທາດຫຼວງ", "other", "lo", ("LA",))
DRAMA = Item("p1", "琅琊榜", "series", "zh", ("CN",), year=2015)
DAY = date(2026, 1, 5)


def test_deliveries_pickups_and_deals(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        reading = exchange_facts(
            [STORY, DRAMA],
            delivered=[Delivered("n1", "vna", "VN", DAY), Delivered("n1", "xinhua", "CN", DAY)],
            picked_up=[PickedUp("n1", "vna", "VN", DAY)],
            dealt=[Dealt("p1", "D-7", "hunan", "laotv", "LA", DAY, date(2026, 2, 1), date(2027, 2, 1))],
            into=writer,
        )  # fmt: skip
    assert dict(reading.counts) == {
        "work": 2, "title": 2, "origin": 2, "offer": 3, "engagement": 1, "licence": 1, "introduction": 1,
    }  # fmt: skip
    with Store(tmp_path).connect() as connection:
        flows = connection.execute(
            "SELECT country, territory, count(*) FROM offer JOIN origin USING (work_id) GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        licences = connection.execute("SELECT date_from, date_to, status FROM licence").fetchall()
        brought = connection.execute(
            "SELECT agent, channel, date, deal FROM introduction"
        ).fetchall()
    assert flows == [("CN", "LA", 1), ("LA", "CN", 1), ("LA", "VN", 1)]
    assert licences == [(date(2026, 2, 1), date(2027, 2, 1), "licensed")]
    assert brought == [("hunan", "platform_direct", DAY, "D-7")]


@pytest.mark.parametrize(
    ("dealt", "sentence"),
    [
        (
            Dealt("p9", "D", "a", "b", "LA", DAY),
            "b, 2026-01-05: the item p9 was not handed over.",
        ),
        (
            Dealt("p1", "D", "a", "b", "LA", DAY, channel="gift"),
            (
                "Deal D: “gift” is none of domestic_agency, foreign_seller, platform_direct, festival, "
                "government_exchange."
            ),
        ),
    ],
)
def test_rows_that_cannot_be_counted_leave_nothing(
    tmp_path: Path, dealt: Dealt, sentence: str
) -> None:
    with Writer(tmp_path) as writer, pytest.raises(Unreadable) as caught:
        exchange_facts([DRAMA], dealt=[dealt], into=writer)
    assert str(caught.value) == sentence
    assert Store(tmp_path).tables == ()
