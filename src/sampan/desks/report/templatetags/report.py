"""What pages of reports ask of words in several languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import template
from django.template import Context

from sampan.desks.report import drawing, naming
from sampan.desks.report.contents import read_through
from sampan.desks.report.evidence_words import worded as evidence_in_words
from sampan.desks.report.models import Block, Chapter, PlacedFigure, Task
from sampan.desks.report.outcomes import outcome_of, step_of
from sampan.desks.report.remarks import READERS, Told
from sampan.desks.report.remarks import worded as remark_in_words
from sampan.engines.circulation.figure import Figure, thawed
from sampan.engines.circulation.findings import Finding

register = template.Library()


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    language: str


@register.simple_tag
def said(texts: Mapping[str, str], language: str, first: str) -> Said:
    """The words in the reader's language, or else in the report's first, or else in any."""
    for tag in (language, first, *texts):
        if texts.get(tag):
            return Said(texts[tag], tag)
    return Said("", language)


@register.simple_tag
def maker(block: Block, language: str) -> str:
    """Who worded it in that language: a person, a rule, a machine."""
    return str(block.makers.get(language, ""))


@register.simple_tag
def lacking(block: Block, languages: Sequence[str]) -> list[str]:
    """The languages of the report in which a text is not there yet."""
    return [language for language in languages if language not in block.texts]


@register.simple_tag
def dialog_name(name: str, key: int) -> str:
    return f"{name}-{key}"


@register.simple_tag
def shown(placed: PlacedFigure, language: str) -> drawing.Caption:
    """What a figure is called, what it rests on, and why it has no number where it has none."""
    return drawing.caption_of(thawed(placed.content), language)


@register.simple_tag
def reading(chapter: Chapter) -> list[Block | PlacedFigure]:
    """The texts and figures of a chapter in the order of reading."""
    return read_through(chapter)


@register.simple_tag(takes_context=True)
def finding(context: Context, found: Finding) -> str:
    """A finding in the reader's language."""
    return drawing.say(found, context["request"].LANGUAGE_CODE)


@register.simple_tag
def came_of(task: Task) -> str:
    """What long work came to, in a line."""
    return outcome_of(task)


@register.filter
def step(task: Task) -> str:
    """What of long work is being done."""
    return step_of(task)


@register.filter
def worded(told: Told) -> str:
    """A remark of the readers of files, in the reader's language."""
    return remark_in_words(told)


@register.filter
def evidence(told: str) -> str:
    """What speaks for and against a pair of titles."""
    return evidence_in_words(told)


@register.simple_tag(takes_context=True)
def kind_name(context: Context, kind: str) -> str:
    """What a kind of works is called."""
    return drawing.name_of("kind", kind, context["request"].LANGUAGE_CODE)


@register.filter
def reader_name(name: str) -> str:
    """What a reader of files is called."""
    return str(READERS.get(name, name))


@register.simple_tag
def chosen_of(options: Sequence[Mapping[str, object]]) -> list[object]:
    """What is chosen of a list, as it is called."""
    return [option["label"] for option in options if option["chosen"]]


@register.simple_tag
def grounds(figure: Figure, language: str) -> naming.Grounds:
    """What a figure rests on, in the reader's words."""
    return naming.grounds_of(figure, language)


@register.simple_tag(takes_context=True)
def columns(context: Context, names: Sequence[str]) -> list[naming.Held]:
    """Columns of facts as the reader calls them."""
    return naming.columns_of(list(names), context["request"].LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def cells(context: Context, names: Sequence[str], values: Iterable[object]) -> list[naming.Held]:
    """A row of facts as the reader calls what it holds."""
    return naming.cells_of(list(names), values, context["request"].LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def table_name(context: Context, name: str) -> str:
    """A table of facts as the reader calls it."""
    return naming.table_name(name, context["request"].LANGUAGE_CODE)
