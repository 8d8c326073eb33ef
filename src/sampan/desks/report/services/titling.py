"""What a report and its chapters are called, and the order of chapters."""

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.desks.report.models import Chapter, Report
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid

from .writing import Texts, changed, demand_open


@transaction.atomic
def name_report(*, actor: Actor, report: Report, titles: Texts) -> Report:
    """Say the title anew, in each language of the report; the first must have one."""
    demand_open(actor, report)
    report.titles = _titles(report, titles)
    report.save(update_fields=["titles"])
    changed(actor, report, what="title")
    return report


@transaction.atomic
def name_chapter(*, actor: Actor, chapter: Chapter, titles: Texts) -> Chapter:
    """Say a chapter's title anew."""
    demand_open(actor, chapter.report)
    chapter.titles = _titles(chapter.report, titles)
    chapter.save(update_fields=["titles"])
    changed(actor, chapter.report, what="chapter")
    return chapter


@transaction.atomic
def raise_chapter(*, actor: Actor, chapter: Chapter) -> None:
    """Put a chapter before the one that it follows; the first stays where it is."""
    demand_open(actor, chapter.report)
    earlier = chapter.report.chapters.filter(order__lt=chapter.order).last()
    if earlier is None:
        return
    chapter.order, earlier.order = earlier.order, chapter.order
    Chapter.objects.bulk_update([chapter, earlier], ["order"])
    changed(actor, chapter.report, what="order")


@transaction.atomic
def remove_chapter(*, actor: Actor, chapter: Chapter) -> None:
    """Take out a chapter that holds nothing."""
    demand_open(actor, chapter.report)
    if chapter.figures.exists() or chapter.blocks.exists():
        raise Invalid(_("Take its figures and texts out first; then the chapter can go."))
    chapter.delete()
    changed(actor, chapter.report, what="chapter removed")


def _titles(report: Report, titles: Texts) -> dict[str, str]:
    """Those that were written. Raises Invalid where the first language has none."""
    first = report.languages[0]
    if not titles.get(first, "").strip():
        raise Invalid(_("Give the title in the first of the languages."), field=f"text_{first}")
    return {language: title for language, title in titles.items() if title.strip()}
