"""What a file would change: each title of it beside what the catalogue says, before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sampan.catalogue.content import Content
from sampan.catalogue.listings import Listing
from sampan.catalogue.models import EditionForm, Grant, Title
from sampan.partners.models import Organisation

FACTS = (
    "kind",
    "number",
    "year",
    "minutes",
    "episodes",
    "genres",
    "language",
    "countries",
    "eidr",
    "isan",
)
FORMS = {
    "original": EditionForm.ORIGINAL,
    "dub": EditionForm.DUB,
    "sub": EditionForm.SUBTITLE,
}
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the file says otherwise; "" for nothing."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One title of the file; without a `title` it is new."""

    record: Record
    title: Title | None
    changes: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        return self.title is not None and not self.changes


def differences(owner: Organisation, records: Sequence[Record]) -> list[Difference]:
    """In the order of the file. Titles are matched by the seller's own reference."""
    known = titles_of(owner, [record["reference"] for record in records])
    return [
        Difference(record, title, tuple(_changes(title, record)) if title else ())
        for record in records
        for title in [known.get(record["reference"])]
    ]


def titles_of(owner: Organisation, references: Sequence[str]) -> dict[str, Title]:
    rows = Title.objects.filter(work__owner=owner, reference__in=references)
    found = rows.select_related("work__owner", "parent").prefetch_related("credits", "ratings")
    return {title.reference: title for title in found}


def _changes(title: Title, record: Record) -> Iterator[Change]:
    for name in FACTS:
        yield from _change(name, getattr(title, name), record[name])
    parent = title.parent.reference if title.parent else ""
    yield from _change("parent", parent, record["parent"])
    people = [[one.role, one.names] for one in title.credits.all()]
    yield from _change("people", people, record["people"])
    rated = {one.territory: one.value for one in title.ratings.all()}
    yield from _change("ratings", rated, record["rated"])
    yield from _change("versions", sorted(_versions(title)), sorted(record["versions"]))
    yield from _words(title, record)
    yield from _rights(title, record)


def _change(what: str, old: Any, new: Any) -> Iterator[Change]:
    if (old or None) != (new or None):
        yield Change(what, _said(old), _said(new))


def _versions(title: Title) -> list[str]:
    names = {form: name for name, form in FORMS.items()}
    rows = title.work.editions.filter(form__in=names).values_list("language", "form")
    return [f"{language}/{names[EditionForm(form)]}" for language, form in rows]


def record_of(title: Title) -> Record:
    """A title as a file would say it."""
    facts = {name: getattr(title, name) for name in FACTS}
    return facts | {
        "reference": title.reference,
        "parent": title.parent.reference if title.parent else "",
        "people": [[one.role, one.names] for one in title.credits.all()],
        "rated": {one.territory: one.value for one in title.ratings.all()},
        "versions": _versions(title),
        "words": _written(title),
        "rights": [right_of(row) for row in held_rights(title)],
        "place": "",
    }


def _written(title: Title) -> dict[str, list[str]]:
    listed = title.work.editions.filter(form=EditionForm.LISTING).select_related("latest")
    known: dict[str, list[str]] = {}
    for edition in listed:
        assert edition.latest is not None
        words = Listing.of(edition.language, Content.from_json(edition.latest.content))
        known[edition.language] = [words.name, words.short, "\n\n".join(words.synopsis)]
    return known


def _words(title: Title, record: Record) -> Iterator[Change]:
    known = _written(title)
    for language, words in record["words"].items():
        yield from _change(f"listing {language}", known.get(language, ""), list(words))


def _rights(title: Title, record: Record) -> Iterator[Change]:
    held = {clause_key(right_of(row)): right_of(row) for row in held_rights(title)}
    for told in record["rights"]:
        yield from _change(f"rights {told['clause']}", held.get(clause_key(told), ""), told)


def held_rights(title: Title) -> list[Grant]:
    """The clauses by which its house holds rights in it, as they stand."""
    rows = Grant.objects.filter(work=title.work, verb="in", superseded_at=None)
    return list(rows.select_related("licensor", "licensee").order_by("pk"))


def clause_key(told: Record) -> tuple[str, str]:
    return told["contract"], told["clause"]


def right_of(row: Grant) -> dict[str, Any]:
    """A grant as a file says it."""
    return {
        "territories": row.territories, "languages": row.languages, "uses": row.uses,
        "start": row.start_on.isoformat(), "end": row.end_on.isoformat() if row.end_on else "",
        "contract": row.contract, "clause": row.clause, "text": row.clause_text,
    }  # fmt: skip


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_said(one)}" for name, one in value.items() if one)
    if isinstance(value, list | tuple):
        return ", ".join(_said(one) for one in value if one)
    return "" if value in (None, "") else str(value)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
