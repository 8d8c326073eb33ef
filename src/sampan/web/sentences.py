"""What each event says to the organisation that it is told to, and on which part of Today it stands."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sampan.partners.models import Event


class Part(StrEnum):
    WAITS = "waits"
    FOUND = "found"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` may name keys of the event's data. Once one of `answers` happened to the same subject, it is done with."""

    part: Part
    text: str | Promise
    answers: tuple[str, ...] = ()


_PUBLISHED = ("newswire.story.published", "newswire.story.withheld", "newswire.story.killed")
_ANSWERED = (
    "market.offer.made", "market.offer.declined", "market.offer.withdrawn", "market.offer.lapsed",
    "market.deal.agreed", "market.licence.acquired",
)  # fmt: skip
_JUDGED = ("market.material.accepted", "market.material.rejected")
_SETTLED = ("protection.match.settled",)

# An event whose data has a verdict is looked up as name:verdict first.
SENTENCES: Mapping[str, Sentence] = {
    "newswire.story.drafted": Sentence(Part.WAITS, _("Draft: %(headline)s"), _PUBLISHED),
    "newswire.message.refused": Sentence(
        Part.WAITS, _("“%(name)s” could not be read: %(problem)s")
    ),
    "protection.match.judged:taken": Sentence(
        Part.FOUND, _("%(outlet)s took passages of yours without leave: %(headline)s"), _SETTLED
    ),
    "protection.match.judged:quotation": Sentence(
        Part.FOUND, _("%(outlet)s quoted you: %(headline)s"), _SETTLED
    ),
    "protection.match.judged:licensed": Sentence(
        Part.FOUND, _("%(outlet)s used a story under its licence: %(headline)s"), _SETTLED
    ),
    "report.report.submitted": Sentence(
        Part.WAITS,
        _("To be signed: %(title)s"),
        ("report.report.reopened", "report.report.published"),
    ),
    "report.source.understood": Sentence(
        Part.WAITS, _("To be looked at: %(name)s"), ("report.source.taken", "report.source.removed")
    ),
    "report.report.published": Sentence(Part.DONE, _("Published: %(title)s")),
    "report.task.failed": Sentence(Part.DONE, _("Long work failed: %(problem)s")),
    "report.report.withdrawn": Sentence(Part.DONE, _("Withdrawn: %(title)s")),
    "newswire.destination.suspended": Sentence(
        Part.WAITS,
        _("“%(name)s” takes nothing and is suspended; %(deliveries)s deliveries wait for it."),
        ("newswire.destination.woken", "newswire.destination.removed"),
    ),
    "newswire.destination.woken": Sentence(
        Part.DONE, _("“%(name)s” is woken; %(deliveries)s deliveries are on their way.")
    ),
    "market.request.made:received": Sentence(
        Part.WAITS, _("%(by)s asks you for programmes: %(title)s"), ("market.request.closed",)
    ),
    "market.request.made:sent": Sentence(Part.DONE, _("Asked for programmes: %(title)s")),
    "market.proposal.made:received": Sentence(
        Part.WAITS, _("%(by)s proposes %(works)s"), ("market.request.closed",)
    ),
    "market.offer.made:received": Sentence(
        Part.WAITS, _("%(other)s makes an offer: %(title)s"), _ANSWERED
    ),
    "market.offer.made:sent": Sentence(Part.DONE, _("Offer to %(other)s: %(title)s")),
    "market.offer.declined:received": Sentence(
        Part.DONE, _("%(other)s declined: %(title)s. %(reason)s")
    ),
    "market.offer.withdrawn:received": Sentence(
        Part.DONE, _("%(other)s withdrew its offer: %(title)s")
    ),
    "market.offer.lapsed:received": Sentence(
        Part.DONE, _("The offer lapsed: %(title)s, %(other)s")
    ),
    "market.message.sent:received": Sentence(
        Part.WAITS, _("%(other)s writes: %(text)s"), ("market.message.sent",)
    ),
    "market.deal.agreed": Sentence(Part.DONE, _("Licensed to %(other)s: %(title)s")),
    "market.licence.acquired": Sentence(Part.DONE, _("Licensed from %(other)s: %(title)s")),
    "market.contract.signed:received": Sentence(
        Part.WAITS, _("%(other)s signed %(contract)s"), ("market.contract.signed",)
    ),
    "market.contract.rejected:received": Sentence(
        Part.DONE, _("%(other)s will not sign %(contract)s. %(reason)s")
    ),
    "market.contract.terminated:received": Sentence(
        Part.DONE, _("%(other)s terminated %(contract)s. %(reason)s")
    ),
    "market.contract.expired:received": Sentence(Part.DONE, _("%(contract)s has ended: %(title)s")),
    "market.reminder.due": Sentence(
        Part.WAITS,
        _("Look at the calendar of %(contract)s: %(title)s"),
        ("market.contract.expired", "market.contract.terminated"),
    ),
    "market.material.delivered:received": Sentence(
        Part.WAITS, _("%(other)s delivered %(name)s for %(title)s"), _JUDGED
    ),
    "market.material.rejected:received": Sentence(
        Part.WAITS,
        _("%(other)s sent back material for %(title)s. %(reason)s"),
        ("market.material.delivered",),
    ),
    "market.runs.exceeded:received": Sentence(
        Part.FOUND, _("%(other)s showed %(name)s %(over)s times more than %(contract)s allows")
    ),
    "market.runs.reported:received": Sentence(
        Part.DONE, _("%(other)s showed %(name)s: %(used)s of %(runs)s runs")
    ),
    "market.statement.made:received": Sentence(
        Part.DONE, _("Statement %(number)s to %(contract)s: %(due)s")
    ),
    "market.payment.made:received": Sentence(
        Part.WAITS, _("%(other)s paid %(amount)s"), ("market.payment.received",)
    ),
    "market.catalogue.failed": Sentence(
        Part.WAITS, _("“%(name)s” could not be taken: %(problem)s")
    ),
    "market.wish.met": Sentence(Part.FOUND, _("Available now: %(title)s, for “%(name)s”")),
    "market.screening.requested": Sentence(Part.WAITS, _("%(house)s asks to watch %(title)s")),
    "market.screening.allowed": Sentence(Part.DONE, _("%(house)s lets you watch %(title)s")),
    "market.screening.ended": Sentence(Part.DONE, _("%(house)s ended the screening of %(title)s")),
    "market.screening.viewed": Sentence(Part.DONE, _("%(person)s of %(house)s watches %(title)s")),
    "newswire.story.published": Sentence(Part.DONE, _("Published: %(headline)s")),
    "newswire.story.embargoed": Sentence(Part.DONE, _("Under embargo: %(headline)s")),
    "newswire.story.released": Sentence(Part.DONE, _("Embargo lifted: %(headline)s")),
    "newswire.translation.recalled": Sentence(
        Part.FOUND, _("%(by)s called the original back, and with it your translation: %(headline)s")
    ),
    "newswire.story.corrected": Sentence(Part.DONE, _("Corrected: %(headline)s")),
    "newswire.story.withheld": Sentence(Part.DONE, _("Withheld: %(headline)s")),
    "newswire.story.killed": Sentence(Part.DONE, _("Killed: %(headline)s")),
    "newswire.subscription.added": Sentence(Part.DONE, _("New subscription: %(name)s")),
    "newswire.destination.added": Sentence(Part.DONE, _("New destination: %(name)s")),
    "partners.member.joined": Sentence(Part.DONE, _("A colleague joined: %(email)s")),
    "protection.match.settled": Sentence(Part.DONE, _("A finding was settled: %(note)s")),
}
NAMES = {key.partition(":")[0] for key in SENTENCES}
ANSWERS = {name for sentence in SENTENCES.values() for name in sentence.answers}


def sentence_of(event: Event) -> Sentence | None:
    """What the event says, or None where it says nothing to a reader of Today."""
    verdict = event.data.get("verdict")
    return SENTENCES.get(f"{event.name}:{verdict}") or SENTENCES.get(event.name)


def said(event: Event) -> str:
    """The event as a sentence in the reader's language; empty where it says nothing."""
    sentence = sentence_of(event)
    return say(sentence, event.data) if sentence else ""


def say(sentence: Sentence, data: Mapping[str, Any]) -> str:
    """Keys that the data lacks are shown as a dash; what a reader of files had to say, in the reader's language.

    >>> say(Sentence(Part.DONE, "Published: %(headline)s"), {"headline": "ຂ່າວ"})
    'Published: ຂ່າວ'
    """
    told = {**data, "problem": _problem(data)} if data.get("problem") else data
    return str(sentence.text) % defaultdict(lambda: "–", told)


def _problem(data: Mapping[str, Any]) -> str:
    """Sentences are kept in English; a remark is worded by its desk, where that is installed."""
    if "remark" in data and apps.is_installed("sampan.desks.report"):
        from sampan.desks.report.remarks import worded  # noqa: PLC0415  # needs an extra

        return worded(data["remark"])
    return gettext(data["problem"])
