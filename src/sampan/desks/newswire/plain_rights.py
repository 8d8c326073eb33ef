"""Rights in plain words: what a house may do with a story today, and the answer to one question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.catalogue import rights
from sampan.catalogue.models import Edition, Grant, Work
from sampan.catalogue.wording import language_name, territory_name, use_name, words
from sampan.partners.models import Organisation

USES: tuple[tuple[str, Promise], ...] = (
    ("news.publish", _("Publish")),
    ("news.translate", _("Translate")),
    ("news.excerpt", _("Quote an excerpt")),
    ("news.syndicate", _("Pass on to others")),
    ("ai.index", _("Index for machine search")),
    ("ai.ground", _("Let an AI answer from it")),
    ("ai.train", _("Train an AI")),
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A grant as a row of the table of clauses, its codes as names in the reader's language."""

    clause: str
    text: str
    verb: str
    licensee: str
    uses: str
    territories: str
    languages: str
    start_on: date
    end_on: date | None

    @classmethod
    def of(cls, grant: Grant) -> "Clause":
        return cls(
            clause=grant.clause,
            text=grant.clause_text,
            verb=grant.get_verb_display(),
            licensee=grant.licensee.name if grant.licensee else "",
            uses=", ".join(map(use_name, grant.uses)),
            territories=", ".join(map(territory_name, grant.territories)),
            languages=", ".join(map(language_name, grant.languages)),
            start_on=grant.start_on,
            end_on=grant.end_on,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One use, the verdict (allow, deny, conditional) and why, each reason a sentence with its clause."""

    use: str
    label: str | Promise
    verdict: str
    reasons: tuple[str, ...]
    until: date | None


def summary(edition: Edition, organisation: Organisation) -> list[Line]:
    """What the house may do with the story today, at home, in the story's language."""
    answers = rights.permit_each(
        work=edition.work,
        party=organisation,
        uses=[use for use, _label in USES],
        territory=organisation.territory,
        language=edition.language,
        on=timezone.localdate(),
    )
    return _lines([(use, label, answers[use]) for use, label in USES])


def ask(work: Work, organisation: Organisation, question: Mapping[str, Any]) -> Line:
    """The answer to one question: use, territory, language, day."""
    use = question["use"]
    where = {name: question[name] for name in ("territory", "language", "on")}
    answer = rights.permit(work=work, party=organisation, use=use, **where)
    return _lines([(use, dict(USES).get(use, use), answer)])[0]


def _lines(answers: Sequence[tuple[str, str | Promise, rights.Permission]]) -> list[Line]:
    reasons = [answer.decision.reasons[:3] for _use, _label, answer in answers]
    sentences = iter(words([(r.kind, r.parameters) for some in reasons for r in some]))
    return [
        Line(
            use,
            label,
            answer.decision.verdict,
            tuple(islice(sentences, len(some))),
            answer.decision.until,
        )
        for (use, label, answer), some in zip(answers, reasons, strict=True)
    ]
