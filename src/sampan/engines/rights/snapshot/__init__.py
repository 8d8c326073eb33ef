"""A whole catalogue's rights in columns, and the questions that are asked of all titles at once."""

from .lanes import LANE, LANE_COLUMNS, from_lanes, lanes
from .overlay import overlaid
from .rows import Kind, Row, sale_rows
from .whole import Found, Snapshot

__all__ = [
    "LANE", "LANE_COLUMNS", "Found", "Kind", "Row", "Snapshot", "from_lanes", "lanes", "overlaid", "sale_rows",
]  # fmt: skip
