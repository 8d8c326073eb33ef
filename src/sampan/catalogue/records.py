"""The rights on record of many programmes, read a page at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from django.utils import timezone

from sampan.engines import rights as engine

from .models import Grant, Title, Work, WorkKind
from .models.grants import GrantQuerySet
from .models.works import WorkQuerySet
from .rights import engine_grant

_PAGE = 1000

Record = tuple[Work, list[engine.Grant]]


def records(works: WorkQuerySet) -> Iterator[Record]:
    """Each programme among the works, with all grants that are about it now: its own, those of what it is part of, and
    its owner's feeds.
    """
    programmes = works.filter(kind=WorkKind.PROGRAMME).select_related("owner").order_by("pk")
    feeds = _by_licensor()
    page: list[Work] = []
    for work in programmes.iterator(chunk_size=_PAGE):
        page.append(work)
        if len(page) == _PAGE:
            yield from _page(page, feeds)
            page = []
    yield from _page(page, feeds)


def _page(works: Sequence[Work], feeds: dict[int, list[engine.Grant]]) -> Iterator[Record]:
    keys = [work.pk for work in works]
    parents = Title.objects.filter(pk__in=keys).values_list("pk", "parent", "parent__parent")
    above = {key: [part for part in line if part is not None] for key, *line in parents}
    own: dict[int, list[engine.Grant]] = defaultdict(list)
    for row in _in_force().filter(work__in={*keys, *chain.from_iterable(above.values())}):
        own[row.work_id or 0].append(engine_grant(row))
    for work in works:
        whole = (work.pk, *above.get(work.pk, ()))
        yield work, [*chain.from_iterable(own[key] for key in whole), *feeds[work.owner_id]]


def _by_licensor() -> dict[int, list[engine.Grant]]:
    feeds: dict[int, list[engine.Grant]] = defaultdict(list)
    for row in _in_force().filter(work=None):
        feeds[row.licensor_id].append(engine_grant(row))
    return feeds


def _in_force() -> GrantQuerySet:
    return Grant.objects.in_force(at=timezone.now()).select_related("licensor", "licensee")
