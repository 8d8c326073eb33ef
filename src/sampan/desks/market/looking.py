"""A search as a page or a program is answered: the titles of one page, with why they cannot be had and what can."""

from datetime import datetime

from sampan.catalogue.models import Work
from sampan.catalogue.reasons import instead, why_not
from sampan.catalogue.records import records
from sampan.engines import rights as engine
from sampan.partners.actor import Actor
from sampan.partners.models import Organisation

from .cards import Card, Loaded, card, loaded
from .search import Found, Question, Standing, Wanted, find

Answer = tuple[list[str], list[str]]


def house_language(organisation: Organisation) -> str:
    """In which language a house asks for rights where it names none: its first."""
    return next(iter(organisation.languages), "en")


def look(actor: Actor, asked: Wanted, *, at: datetime) -> Found:
    """Raises Invalid for rights that cannot be asked for."""
    return find(organisation=actor.organisation, wanted=asked, at=at)


def cards(
    actor: Actor, wanted: Wanted, found: Found, *, page: int, size: int, language: str, at: datetime
) -> list[Card]:
    """The titles on one page of what was found, for a reader of that language."""
    shown = found.cut(page, size)
    titles = loaded(actor.organisation, [work for work, _standing in shown])
    answers: dict[int, Answer] = {}
    if wanted.question is not None:
        short = [
            titles[work] for work, how in shown if work in titles and how != Standing.AVAILABLE
        ]
        answers = _answers(actor.organisation, short, wanted.question, at)
    return [
        card(titles[work], language, standing=how, **_told(answers.get(work)))
        for work, how in shown
        if work in titles
    ]


def _told(answer: Answer | None) -> dict[str, list[str]]:
    return {} if answer is None else {"reasons": answer[0], "instead": answer[1]}


def _answers(
    buyer: Organisation, titles: list[Loaded], question: Question, at: datetime
) -> dict[int, Answer]:
    box, works = (
        question.box(at.date()),
        Work.objects.filter(pk__in=[one.title.pk for one in titles]),
    )
    found = {}
    for work, grants in records(works):
        answer = engine.avails(
            box, grants=grants, seller=work.owner.slug, exclusive=question.exclusive, buyer=buyer.slug,
            today=at.date(),
        )  # fmt: skip
        reasons = why_not(answer.reasons, work=work, reader=buyer)
        found[work.pk] = (reasons, instead(answer.alternatives))
    return found
