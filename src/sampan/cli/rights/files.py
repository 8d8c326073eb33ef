"""Files of rights as the record that a question is asked of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

import click

from sampan.cli.output import CannotRun, read_input
from sampan.engines.rights import Grant, Verb
from sampan.engines.rights.exchange import Partner, Understood, Unreadable, understand

_SHOWN = 20  # faults; who has more, has another kind of file
_OFFERS = ("workbook", "xml", "avails table", "odrl")

Command = TypeVar("Command", bound=Callable[..., Any])


def of_partner(command: Command) -> Command:
    """The options that say whose file it is."""
    for option in (
        click.option("--licensor", default="", help="Who gives, where the file is of avails."),
        click.option("--licensee", default="", help="Who gets, where the file is of avails."),
        click.option(
            "--end-convention",
            type=click.Choice(["inclusive", "exclusive"]),
            default="inclusive",
            help="Whether an End without a time is counted in (MovieLabs) or not (Google).",
        ),
    ):
        command = option(command)
    return command


def day_option(name: str, *, help: str, required: bool = False) -> Callable[[Command], Command]:  # noqa: A002
    """An option that holds a day."""
    return click.option(name, type=click.DateTime(["%Y-%m-%d"]), help=help, required=required)


def day_of(moment: datetime | None) -> date:
    """The day of an option; today where it was left out."""
    return moment.date() if moment else date.today()  # noqa: DTZ011  # the asker's own day


def open_rights(file: str, partner: Partner, *, name: str | None = None) -> Understood:
    """A file (“-” is standard input) by its content. Raises CannotRun."""
    try:
        return understand(read_input(file), name=file if name is None else name, partner=partner)
    except Unreadable as error:
        raise CannotRun(f"{file}: {error}") from error


@dataclass(frozen=True, slots=True)
class Record:
    """The grants of a file, and what its offers imply: who offers rights says that it has them."""

    grants: tuple[Grant, ...]
    offers: bool

    @property
    def roots(self) -> tuple[Grant, ...]:
        """An IN grant for each offer, in the book of whoever makes it; none where the file has its own."""
        if not self.offers or any(grant.verb is Verb.IN for grant in self.grants):
            return ()
        return tuple(
            replace(
                grant, id=f"{grant.id} (as offered)", verb=Verb.IN, licensor="", licensee=grant.licensor,
                sublicensing=None, runs=None, obligations=(),
            )
            for grant in self.grants
            if grant.verb in (Verb.OUT_EXCLUSIVE, Verb.OUT_NONEXCLUSIVE)
        )  # fmt: skip

    @property
    def given(self) -> tuple[Grant, ...]:
        """The grants with their roots."""
        return (*self.roots, *self.grants)

    @property
    def sold(self) -> tuple[Grant, ...]:
        """The same, without offers to nobody in particular: they are for sale, not sold."""
        open_ = self.offers and bool(self.roots)
        return (*self.roots, *(g for g in self.grants if not (open_ and g.licensee is None)))


def read_record(file: str, partner: Partner) -> Record:
    """All grants of a file. Raises CannotRun with every fault, where there is one that is more than a warning."""
    found = open_rights(file, partner)
    entries = list(found.entries())
    wrong = [str(fault) for entry in entries for fault in entry.faults if not fault.warning]
    wrong += [str(fault) for fault in found.faults if not fault.warning]
    if wrong:
        more = [f"and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        raise CannotRun("\n".join([f"{file}, {fault}" for fault in wrong[:_SHOWN]] + more))
    grants = tuple(entry.grant for entry in entries if entry.grant)
    return Record(grants, found.kind in _OFFERS)


def by_subject(grants: Iterable[Grant], only: str | None) -> dict[str, list[Grant]]:
    """Grants by what they are about; those about nothing in particular count for all.

    Raises CannotRun where `only` names a subject that is not there.
    """
    record = list(grants)
    general = [grant for grant in record if not grant.subject]
    subjects = sorted({grant.subject for grant in record if grant.subject}) or [""]
    if only is not None and only not in subjects:
        raise CannotRun(
            f"No grant is about “{only}”; there are {', '.join(subjects[:5]) or 'none'}."
        )
    return {
        subject: [*general, *(g for g in record if g.subject == subject and subject)]
        for subject in subjects
        if only is None or subject == only
    }


def root_of(named: str | None, grants: Iterable[Grant], option: str) -> str:
    """The party whose rights are the root: the one named, or the only one that holds any. Raises CannotRun."""
    holders = sorted({g.licensee for g in grants if g.verb is Verb.IN and g.licensee})
    if named:
        return named
    if len(holders) != 1:
        told = ", ".join(holders) or "nobody"
        raise CannotRun(
            f"Say whose rights are asked about with {option}: {told} holds some by this file."
        )
    return holders[0]
