"""What works are called: by the name of their listing or story, in the language of the reader if it has one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation

from sampan.catalogue.models import Edition, EditionForm, Work


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    language: str


def names_of(works: Iterable[Work], language: str = "") -> dict[int, Name]:
    """By the work's primary key. The wanted language, then its relatives, then English, then the first written."""
    wanted = {work.pk: work for work in works}
    tongue = (language or translation.get_language() or "en").lower()
    found: dict[int, tuple[int, Name]] = {}
    rows = Edition.objects.filter(work__in=wanted).exclude(
        form__in=(EditionForm.SUBTITLE, EditionForm.DUB)
    )
    for edition in rows.select_related("published", "latest").order_by("pk"):
        version = edition.published or edition.latest
        if version is None:
            continue
        rank = _rank(edition.language.lower(), tongue)
        if edition.work_id not in found or rank < found[edition.work_id][0]:
            found[edition.work_id] = (rank, Name(version.headline, edition.language))
    return {
        pk: found[pk][1] if pk in found else Name(work.slugline or str(work.key)[:8], "")
        for pk, work in wanted.items()
    }


def told_apart(works: Iterable[Work]) -> dict[str, str]:
    """Names by the works' keys, in order; where two have one name, each has the beginning of its key with it."""
    listed = list(works)
    names = names_of(listed)
    told = {str(work.key): names[work.pk].text for work in listed}
    often = Counter(told.values())
    apart = {key: name if often[name] == 1 else f"{name} · {key[:8]}" for key, name in told.items()}
    return dict(sorted(apart.items(), key=lambda one: one[1]))


def _rank(language: str, wanted: str) -> int:
    if language == wanted:
        return 0
    if language.partition("-")[0] == wanted.partition("-")[0]:
        return 1
    return 2 if language.startswith("en") else 3


def title_of(works: Iterable[Work], language: str = "en") -> str:
    """The works of a deal in one line, for events and lists.

    >>> title_of([])
    ''
    """
    names = [name.text for name in names_of(works, language).values()]
    return " · ".join(names[:3]) + (" …" if len(names) > 3 else "")
