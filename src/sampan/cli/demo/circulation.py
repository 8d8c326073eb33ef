"""The research house of the demonstration: files of an invented platform, and a report made from them."""

import io

from django.http import QueryDict

from sampan.desks.report import services
from sampan.desks.report.models import Chapter, Report, SourceFile
from sampan.desks.report.questions import question_of
from sampan.partners.actor import Actor
from sampan.partners.models import Role

from . import shelves
from .content_files import Record
from .content_files import report as told_report
from .members import acting

HOUSE = "three-rivers"
_FILES = {
    "lotus_screen_titles.csv": shelves.catalogue,
    "lotus_screen_top10.csv": shelves.weekly_lists,
}


def load_files(houses: dict[str, Actor]) -> None:
    """Send the files, and let them count; the worker reads them and makes the facts."""
    analyst = _staff(houses)[0]
    for name, made in _FILES.items():
        services.add_source(actor=analyst, stream=io.BytesIO(made()), name=name)


def take_files(houses: dict[str, Actor]) -> None:
    """Once they were understood."""
    analyst = _staff(houses)[0]
    for source in SourceFile.objects.visible_to(analyst.organisation):
        services.take_source(actor=analyst, source=source)


def load_report(houses: dict[str, Actor]) -> Report:
    """The report that the house made of them: written, signed by two, published."""
    analyst, editor = _staff(houses)
    told = told_report()
    report = services.open_report(
        actor=analyst,
        slug=told["slug"],
        year=told["year"],
        titles=told["titles"],
        languages=told["languages"],
    )
    for record in told["chapters"]:
        chapter = services.add_chapter(actor=analyst, report=report, titles=record["titles"])
        _fill(analyst, chapter, record)
    services.submit_report(actor=analyst, report=report)
    for actor in (analyst, editor):
        services.sign_report(actor=actor, report=report)
    report.refresh_from_db()
    return services.publish_report(actor=editor, report=report)


def _fill(analyst: Actor, chapter: Chapter, record: Record) -> None:
    services.write_block(actor=analyst, chapter=chapter, kind="text", texts=record["text"])
    for asked in record["figures"]:
        question = question_of(QueryDict(asked))
        services.freeze_figure(actor=analyst, chapter=chapter, question=question)
    if "recommendation" in record:
        services.write_block(
            actor=analyst,
            chapter=chapter,
            kind="recommendation",
            texts=record["recommendation"],
            figures=chapter.figures.all(),
        )


def _staff(houses: dict[str, Actor]) -> tuple[Actor, Actor]:
    """Its analyst and its editor, each in the role that they have."""
    house = houses[HOUSE]
    people = (("วารีรัตน์ สามธาร", Role.ANALYST), ("ภูผา ใจดี", Role.EDITOR))
    analyst, editor = (acting(house, name) for name, _role in people)
    return (
        Actor(
            organisation=house.organisation, roles=frozenset({Role.ANALYST}), person=analyst.person
        ),
        Actor(
            organisation=house.organisation, roles=frozenset({Role.EDITOR}), person=editor.person
        ),
    )
