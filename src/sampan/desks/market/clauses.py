"""How the terms are numbered: the document, the grants and every refusal cite the same clauses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sampan.catalogue.models import GrantVerb, Work
from sampan.catalogue.services import GrantTerms
from sampan.catalogue.services import Line as GrantLine
from sampan.partners.models import Organisation

from .terms import Line, Rights, Terms


class Article(StrEnum):
    """The articles of a contract, by their number."""

    PARTIES = "1"
    RIGHTS = "2"
    HOLDBACKS = "3"
    OPTIONS = "4"
    PRICE = "5"
    DELIVERY = "6"
    REPORTS = "7"
    END = "8"
    LAW = "9"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause that becomes a grant; `line` counts from 0."""

    number: str
    verb: GrantVerb
    line: int
    rights: Rights


def clauses(terms: Terms) -> Iterator[Clause]:
    """The rights of every line, then the holdbacks, then the options: the order in which they are checked.

    >>> from datetime import date
    >>> from sampan.desks.market.terms import Line, Price
    >>> rights = Rights(territories=("LA",), languages=("lo",), uses=("SVOD",), start_on=date(2027, 1, 1))
    >>> line = Line(work="00000000-0000-4000-8000-000000000000", rights=rights, holdbacks=(rights,))
    >>> [(one.number, str(one.verb)) for one in clauses(Terms(lines=(line, line), price=Price(model="flat")))]
    [('2.1', 'out-nonexclusive'), ('2.2', 'out-nonexclusive'), ('3.1', 'holdback'), ('3.2', 'holdback')]
    """
    for place, line in enumerate(terms.lines):
        verb = GrantVerb.OUT_EXCLUSIVE if line.exclusive else GrantVerb.OUT_NONEXCLUSIVE
        yield Clause(f"{Article.RIGHTS}.{place + 1}", verb, place, line.rights)
    kept = [(place, one) for place, line in enumerate(terms.lines) for one in line.holdbacks]
    for number, (place, rights) in enumerate(kept, start=1):
        yield Clause(f"{Article.HOLDBACKS}.{number}", GrantVerb.HOLDBACK, place, rights)
    asked = [(place, line) for place, line in enumerate(terms.lines) if line.option]
    for number, (place, line) in enumerate(asked, start=1):
        rights = _extended(line)
        yield Clause(f"{Article.OPTIONS}.{number}", GrantVerb.OPTION, place, rights)


def _extended(line: Line) -> Rights:
    assert line.option is not None
    start = line.rights.end_on or line.rights.start_on
    return line.rights.model_copy(update={"start_on": start, "end_on": line.option.until_on})


def grant_lines(
    terms: Terms,
    *,
    seller: Organisation,
    buyer: Organisation,
    works: Mapping[str, Work],
    contract: str,
    signed: bool = True,
) -> list[GrantLine]:
    """The grants that these terms make, each named for its clause, in both directions; `works` by their keys."""
    lines = []
    for clause in clauses(terms):
        line = terms.lines[clause.line]
        gives = clause.verb in (GrantVerb.OUT_EXCLUSIVE, GrantVerb.OUT_NONEXCLUSIVE)
        licensor, licensee = (buyer, seller) if line.returned else (seller, buyer)
        told = GrantTerms(
            verb=clause.verb,
            territories=clause.rights.territories,
            languages=clause.rights.languages,
            uses=clause.rights.uses,
            start_on=clause.rights.start_on,
            end_on=clause.rights.end_on,
            clause=clause.number,
            clause_text=str(clause.rights.box()),
            licensor=licensor,
            licensee=None if clause.verb == GrantVerb.HOLDBACK else licensee,
            contract=contract,
            lapses_on=line.option.lapses_on
            if clause.verb == GrantVerb.OPTION and line.option
            else None,
            sublicensing=line.sublicensing if gives else None,
            runs=line.runs if gives else None,
            overspill=gives and line.overspill,
            signed=signed,
        )
        lines.append(GrantLine(work=works[line.work], terms=told))
    return lines
