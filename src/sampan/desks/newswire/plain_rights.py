"""Rights in plain words: what a house may do with a story today, and the answer to one question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.catalogue import rights
from sampan.catalogue.models import Edition, Work
from sampan.catalogue.wording import word
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
class Line:
    """One use, the verdict (allow, deny, conditional) and why, each reason a sentence with its clause."""

    use: str
    label: str | Promise
    verdict: str
    reasons: tuple[str, ...]
    until: date | None


def summary(edition: Edition, organisation: Organisation) -> list[Line]:
    """What the house may do with the story today, at home, in the story's language."""
    where = {
        "territory": organisation.territory,
        "language": edition.language,
        "on": timezone.localdate(),
    }
    return [_line(edition.work, organisation, use, label, where) for use, label in USES]


def ask(work: Work, organisation: Organisation, question: Mapping[str, Any]) -> Line:
    """The answer to one question: use, territory, language, day."""
    use = question["use"]
    where = {name: question[name] for name in ("territory", "language", "on")}
    return _line(work, organisation, use, dict(USES).get(use, use), where)


def _line(
    work: Work, organisation: Organisation, use: str, label: str | Promise, where: Mapping[str, Any]
) -> Line:
    decision = rights.permit(work=work, party=organisation, use=use, **where).decision
    reasons = tuple(word(reason.kind, reason.parameters) for reason in decision.reasons[:3])
    return Line(use, label, decision.verdict, reasons, decision.until)
