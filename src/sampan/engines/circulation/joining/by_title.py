"""Joining by the title alone, as is often done: kept to show beside the evidence what that costs."""

import duckdb

from .joined import Joined, same

_EQUAL = """
SELECT l.work_id, min(d.work_id)
FROM (SELECT w.work_id, w.kind, t.text FROM work AS w JOIN title AS t ON t.work_id = w.work_id
      WHERE w.work_id NOT IN (SELECT work_id FROM origin) AND w.work_id IN (SELECT work_id FROM engagement)) AS l
JOIN (SELECT w.work_id, w.kind, t.text FROM work AS w JOIN title AS t ON t.work_id = w.work_id
      WHERE t.source = $source) AS d ON d.text = l.text AND d.kind IN (l.kind, 'other')
WHERE l.work_id NOT LIKE $source || ':%'
GROUP BY l.work_id ORDER BY l.work_id
"""


def by_title_alone(connection: duckdb.DuckDBPyConnection, source: str) -> Joined:
    """Every title of a list is the work of that title and kind in `source`; nothing is doubted."""
    joined = Joined()
    for work_id, same_id in connection.execute(_EQUAL, {"source": source}).fetchall():
        joined.same.append(same(work_id, same_id, "linked", 1.0))
    return joined
