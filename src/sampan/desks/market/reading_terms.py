"""Terms as they will stand in the contract, in the reader's language, with what has changed marked."""

from dataclasses import dataclass

from sampan.catalogue.wording import reader_language

from .document import ClauseWriter, Deal
from .paper_words import words_in


@dataclass(frozen=True, slots=True)
class ClauseLine:
    number: str
    text: str
    is_new: bool  # or worded otherwise than in the version before


@dataclass(frozen=True, slots=True)
class ArticleLines:
    number: str
    title: str
    clauses: tuple[ClauseLine, ...]
    language: str  # in which it is written


def compared(deal: Deal, before: Deal | None) -> list[ArticleLines]:
    """The articles; without an earlier version nothing is marked."""
    words = words_in(reader_language())
    said = {
        number: text
        for article in (ClauseWriter(before, words).articles() if before else ())
        for number, text in article["clauses"]
    }
    return [
        ArticleLines(
            article["number"],
            article["title"],
            tuple(
                ClauseLine(number, text, before is not None and said.get(number) != text)
                for number, text in article["clauses"]
            ),
            words.tag,
        )
        for article in ClauseWriter(deal, words).articles()
    ]
