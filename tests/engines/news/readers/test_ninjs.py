from datetime import UTC, datetime

import pytest

from sampan.engines.news import Unreadable, read

NOW = datetime(2026, 1, 4, tzinfo=UTC)


def test_json_of_another_kind_is_no_story() -> None:
    """A list of somebody's records has headlines too; taking them for stories would lose their text."""
    with pytest.raises(Unreadable) as refusal:
        read(
            b'[\n {"doc": "1", "headline": "Rain", "paragraphs": ["It rained."]}\n]',
            name="KEY.json",
            received_at=NOW,
        )
    assert str(refusal.value) == (
        "The JSON holds no ninjs item (KEY.json); an item is an object with a uri, headlines and bodies."
    )
