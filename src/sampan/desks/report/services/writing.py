"""Writing a report: chapters, texts, findings and recommendations."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.desks.report import rules
from sampan.desks.report.models import Block, BlockKind, Chapter, PlacedFigure, Report
from sampan.desks.report.models.reports import next_order
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused, valid

Texts = Mapping[str, str]


def open_report(
    *,
    actor: Actor,
    slug: str,
    year: int,
    titles: Texts,
    languages: Sequence[str],
    previous: Report | None = None,
) -> Report:
    """Begin a report; after a `previous` one, with its chapters and texts to be carried on."""
    if not rules.may_write(actor):
        raise Refused(_("A report is written by an analyst or editor."))
    if not languages or not titles.get(languages[0]):
        raise Invalid(_("Give the title in the first of the languages."), field="titles")
    if previous and previous.organisation_id != actor.organisation.pk:
        raise Refused(_("A report is carried on by the house that made it."))
    if actor.organisation.reports.filter(slug=slug).exists():
        said = _("A report of yours is at the address “%(slug)s” already; choose another.")
        raise Invalid(said % {"slug": slug}, field="slug")
    report = Report(
        organisation=actor.organisation,
        slug=slug,
        year=year,
        titles=dict(titles),
        languages=list(languages),
        previous=previous,
        created_by=actor.person,
    )
    with transaction.atomic():
        valid(report).save()
        if previous:
            _carry_on(report, previous)
        events.record(name="report.report.opened", subject=report, actor=actor, data=told(report))
    return report


def _carry_on(report: Report, previous: Report) -> None:
    for old in previous.chapters.prefetch_related("blocks"):
        chapter = Chapter.objects.create(report=report, order=old.order, titles=old.titles)
        for block in old.blocks.exclude(kind=BlockKind.FINDING):
            Block.objects.create(
                chapter=chapter,
                order=block.order,
                kind=block.kind,
                texts=block.texts,
                makers=block.makers,
            )


@transaction.atomic
def add_chapter(*, actor: Actor, report: Report, titles: Texts) -> Chapter:
    demand_open(actor, report)
    if not titles.get(report.languages[0]):
        raise Invalid(_("Give the chapter's title."), field="titles")
    chapter = Chapter.objects.create(
        report=report, order=next_order(report.chapters.all()), titles=dict(titles)
    )
    changed(actor, report, what="chapter")
    return chapter


@transaction.atomic
def write_block(
    *,
    actor: Actor,
    chapter: Chapter,
    kind: str,
    texts: Texts,
    figures: Iterable[PlacedFigure] = (),
    block: Block | None = None,
) -> Block:
    """Add a text, or say an existing one anew. What a person wrote is theirs; other languages keep who made them.

    A recommendation names the figures that carry it.
    """
    report = chapter.report
    demand_open(actor, report)
    named = list(figures)
    if kind == BlockKind.RECOMMENDATION and not named:
        raise Invalid(_("Name the figures that carry this recommendation."), field="figures")
    if not any(text.strip() for text in texts.values()):
        raise Invalid(_("Write the text in one language at least."), field="texts")
    block = block or Block(chapter=chapter, kind=kind, order=next_order(chapter.blocks.all()))
    written = {lang: text for lang, text in texts.items() if text != block.texts.get(lang, "")}
    block.texts = {k: v for k, v in ({**block.texts, **written}).items() if v.strip()}
    block.makers = {k: v for k, v in block.makers.items() if k in block.texts}
    block.makers |= {language: "person" for language in written if language in block.texts}
    block.changed_at = timezone.now()
    valid(block).save()
    block.figures.set(named)
    changed(actor, report, what=kind)
    return block


@transaction.atomic
def remove_block(*, actor: Actor, block: Block) -> None:
    report = block.chapter.report
    demand_open(actor, report)
    block.delete()
    changed(actor, report, what="removed")


@transaction.atomic
def ask_translation(*, actor: Actor, block: Block, language: str) -> None:
    """Tell whoever translates that this text is wanted in a language; what comes back is looked at by a person."""
    report = block.chapter.report
    demand_open(actor, report)
    if language not in report.languages or language in block.texts:
        raise Invalid(_("Choose a language of the report that the text lacks."), field="language")
    source = next(each for each in report.languages if each in block.texts)
    events.record(
        name="report.text.translation_asked",
        subject=block,
        actor=actor,
        data={"language": language, "source": source, "text": block.texts[source]},
    )


def changed(actor: Actor | None, report: Report, *, what: str) -> None:
    """Nobody in person: the worker did what somebody had asked for."""
    events.record(
        name="report.report.changed",
        subject=report,
        actor=actor,
        organisation=report.organisation,
        data=told(report) | {"what": what},
    )


def told(report: Report) -> dict[str, object]:
    """What the events about a report say of it."""
    return {"slug": report.slug, "year": report.year, "title": str(report)}


def demand_open(actor: Actor, report: Report) -> None:
    if not rules.may_write(actor, report):
        raise Refused(
            _("A report is written by analysts and editors of its house, until it is signed.")
        )
