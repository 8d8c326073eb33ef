"""What is still to be had, of one work or of the whole catalogue at once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from sampan.engines import rights as engine
from sampan.partners.models import Organisation

from . import kept_rights
from .models import Work
from .records import records
from .rights import grants_about, record_of

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Available:
    """The keys of works, in order: those that can be had for certain, and those that hang on somebody's word."""

    sure: Keys
    conditional: Keys


def availability_of(
    work: Work,
    question: engine.Box,
    *,
    exclusive: bool = False,
    match: engine.Match = "cover-entire",
    min_days: int = 1,
    buyer: Organisation | None = None,
    today: date | None = None,
) -> engine.Availability:
    """What of the question the work's owner can license, why not the rest, and the nearest that it can. Exact."""
    return engine.avails(
        question,
        grants=record_of(work, grants_about(work, at=timezone.now())),
        seller=work.owner.slug,
        exclusive=exclusive,
        match=match,
        min_days=min_days,
        buyer=buyer.slug if buyer else None,
        today=today or timezone.now().date(),
    )


def available(
    question: engine.Box,
    *,
    exclusive: bool = False,
    match: engine.Match = "cover-entire",
    min_days: int = 1,
    today: date | None = None,
) -> Available:
    """Every programme that its owner can license so, as `availability_of` says of each; of all houses.

    For a buyer whom no grant names. Who may see the works is the caller's question.
    """
    day = today or timezone.now().date()
    kept = kept_rights.current(day)
    changed = kept.changed(day)
    found = kept.snapshot.avails(question, exclusive=exclusive, match=match, min_days=min_days)
    fresh: dict[str, list[int]] = defaultdict(list)
    for work, grants in records(Work.objects.filter(pk__in=changed)):
        answer = engine.avails(
            question,
            grants=grants,
            seller=work.owner.slug,
            exclusive=exclusive,
            match=match,
            min_days=min_days,
            today=day,
        )
        fresh[answer.verdict].append(work.pk)
    touched = np.array(sorted(changed), np.int64)
    return Available(
        sure=_with(kept.works_of(found.available), touched, fresh["available"]),
        conditional=_with(kept.works_of(found.conditional), touched, fresh["conditional"]),
    )


def _with(keys: Keys, touched: Keys, fresh: list[int]) -> Keys:
    if not len(touched):
        return np.sort(keys)
    return np.sort(np.concatenate([np.setdiff1d(keys, touched), np.array(fresh, np.int64)]))
