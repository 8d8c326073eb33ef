"""A snapshot made good by what changed since: changed titles are answered from their grants."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from sampan.engines.rights.avails import Match, avails
from sampan.engines.rights.box import Box
from sampan.engines.rights.grant import Grant, Verb

from .whole import Snapshot


def overlaid(
    snapshot: Snapshot,
    question: Box,
    *,
    changed: Mapping[str, Sequence[Grant]],
    match: Match = "cover-entire",
    exclusive: bool = False,
    min_days: int = 1,
    today: date | None = None,
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(Title, seller) of all that is available, and of all that is so conditionally, as of now.

    `changed` holds all present grants of every title touched since the snapshot (none: the title is gone).
    Titles whose sellers hold by sub-licence are answered for holders of IN grants alone until the next snapshot.
    """
    found = snapshot.avails(question, match=match, exclusive=exclusive, min_days=min_days)
    touched = np.isin(snapshot.subjects, [name.encode() for name in changed])
    available = snapshot.names(found.available[~touched[found.available]])
    conditional = snapshot.names(found.conditional[~touched[found.conditional]])
    for subject, grants in changed.items():
        for seller in sorted({g.licensee or "" for g in grants if g.verb is Verb.IN}):
            answer = avails(
                question,
                grants=grants,
                seller=seller,
                match=match,
                exclusive=exclusive,
                min_days=min_days,
                today=today,
            )
            if answer.verdict == "available":
                available.append((subject, seller))
            elif answer.verdict == "conditional":
                conditional.append((subject, seller))
    return sorted(available), sorted(conditional)
