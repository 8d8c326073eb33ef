"""What an offer says, in one canonical form, so that equal terms have one digest everywhere and for ever."""

import hashlib
import json
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from sampan.engines import rights as engine
from sampan.engines.rights.money import DIGITS, Money, allot
from sampan.partners.errors import Invalid
from sampan.partners.written import Day

Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=2000)]
Code = Annotated[str, StringConstraints(pattern=r"^[^\x00,]*$", min_length=1, max_length=60)]
Codes = Annotated[tuple[Code, ...], Field(min_length=1, max_length=60)]
Percent = Annotated[str, StringConstraints(pattern=r"^([0-9]{1,3}(\.[0-9]{1,4})?)?$")]
Minor = Annotated[int, Field(ge=0, le=10**15)]


_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
WorkKey = Annotated[str, StringConstraints(pattern=f"^{_UUID}$")]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_FIELDS = {"territory": "territories", "language": "languages", "use": "uses"}


class Rights(_Said):
    """A box in the words of the rights engine's vocabularies; the end is half-open."""

    territories: Codes
    languages: Codes
    uses: Codes
    start_on: Day
    end_on: Day | None = None

    def box(self) -> engine.Box:
        """Raises Invalid, with the field, for words that the vocabularies do not have."""
        try:
            return engine.box(
                ", ".join(self.territories),
                ", ".join(self.languages),
                ", ".join(self.uses),
                self.start_on,
                self.end_on,
            )
        except engine.UnknownTerm as error:
            raise Invalid(str(error), field=_FIELDS.get(error.axis, error.axis)) from error
        except ValueError as error:
            raise Invalid(str(error), field="end_on") from error


class Option(_Said):
    """The buyer may ask first for the same rights from the line's end until `until_on`; the option lapses."""

    until_on: Day
    lapses_on: Day


class Line(_Said):
    """One work, and what the buyer gets of it; where it is `returned`, what the seller gets of it from the buyer.

    `overspill`: its signal may be received beyond the territories, which is no breach. `part`: how much of a guarantee
    is this work's, beside the parts of the others: 3 and 2 are three fifths and two.
    """

    work: WorkKey
    rights: Rights
    exclusive: StrictBool = False
    holdbacks: Annotated[tuple[Rights, ...], Field(max_length=5)] = ()
    runs: Annotated[int, Field(ge=1, le=10_000)] | None = None
    sublicensing: Annotated[int, Field(ge=0, le=5)] = 0
    option: Option | None = None
    overspill: StrictBool = False
    returned: StrictBool = False
    part: Annotated[int, Field(ge=1, le=100_000)] | None = None


class PriceModel(StrEnum):
    FLAT = "flat"
    GUARANTEE = "guarantee"
    SHARE = "share"
    PER_STREAM = "per-stream"
    BARTER = "barter"


class Price(_Said):
    """`amount` is the fee or the guarantee, in minor units; `share` the seller's part of what the buyer takes.

    Commission and withholding are taken from what is owed. A barter is paid by the lines that are returned.
    """

    model: PriceModel
    currency: str = "USD"
    amount: Minor = 0
    share: Percent = ""
    per_stream: Annotated[str, StringConstraints(pattern=r"^([0-9]{1,6}(\.[0-9]{1,8})?)?$")] = ""
    commission: Percent = ""
    withholding: Percent = ""
    cross_collateral: StrictBool = False

    @property
    def money(self) -> Money:
        return Money(self.currency, self.amount)


class Milestone(_Said):
    """A part of the fee or guarantee, and when it is due: at signature, at delivery, or on a day."""

    when: Annotated[
        str, StringConstraints(pattern=r"^(signature|delivery|[0-9]{4}-[0-9]{2}-[0-9]{2})$")
    ]
    share: Percent


class MaterialKind(StrEnum):
    MASTER = "master"
    TRAILER = "trailer"
    SUBTITLES = "subtitles"
    DIALOGUE = "dialogue"
    ARTWORK = "artwork"
    CUE_SHEET = "cue-sheet"
    RATING = "rating"


class Deliverable(_Said):
    """What is delivered for every line by whoever licenses it, so many days after the deal."""

    kind: MaterialKind
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{0,12}$")] = ""
    days: Annotated[int, Field(ge=0, le=3650)] = 30


class Signing(StrEnum):
    ACCEPTANCE = "acceptance"  # whoever accepts has signed
    PAPER = "paper"  # both sign the document first


class Terms(_Said):
    """Everything that one side offers the other."""

    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=50)]
    price: Price
    milestones: Annotated[tuple[Milestone, ...], Field(max_length=12)] = ()
    delivery: Annotated[tuple[Deliverable, ...], Field(max_length=20)] = ()
    signing: Signing = Signing.ACCEPTANCE
    law: Text = ""
    notes: Text = ""

    @property
    def start_on(self) -> date:
        return min(line.rights.start_on for line in self.lines)

    @property
    def end_on(self) -> date | None:
        """The first day on which no line gives anything any more; None where one has no end."""
        ends = [line.rights.end_on for line in self.lines]
        return None if None in ends else max(end for end in ends if end)

    @property
    def works(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.work for line in self.lines))

    @property
    def sold_works(self) -> tuple[str, ...]:
        """Of which the buyer takes receipts."""
        return tuple(dict.fromkeys(line.work for line in self.lines if not line.returned))

    @property
    def returned_works(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.work for line in self.lines if line.returned))

    @property
    def goes_both_ways(self) -> bool:
        return bool(self.returned_works)

    @property
    def guarantees(self) -> dict[str, int]:
        """What each work has to earn before more is owed, in minor units: by its part, or else in equal parts."""
        parts = {work: Fraction(0) for work in self.sold_works}
        divided = any(line.part for line in self.lines)
        for line in self.lines:
            if not line.returned:
                parts[line.work] = parts[line.work] + (line.part or 0) if divided else Fraction(1)
        amount = self.price.amount if self.price.model == PriceModel.GUARANTEE else 0
        whole = sum(parts.values())
        minors = allot(amount, [part / whole for part in parts.values()])
        return dict(zip(parts, minors, strict=True))

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_defaults=True)


def canonical(content: Any) -> bytes:
    """JSON by the rules of RFC 8785: keys sorted, no blanks, UTF-8."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest_of(content: Any) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def fraction(percent: str) -> Fraction:
    """
    >>> fraction("12.5"), fraction("")
    (Fraction(1, 8), Fraction(0, 1))
    """
    return Fraction(percent or "0") / 100


def check(terms: Terms) -> None:
    """Raise Invalid, a sentence, for terms that contradict themselves. Whether they can be granted, the rights say."""
    for line in terms.lines:
        _check_line(line)
    if not terms.sold_works:
        raise Invalid(_("Name a title that the seller licenses."), field="work")
    _check_parts(terms)
    _check_price(terms.price)
    if terms.price.model == PriceModel.BARTER and not terms.goes_both_ways:
        raise Invalid(_("Name the title that is given in return."), field="model")
    _check_percents(terms)
    if terms.milestones and sum(fraction(one.share) for one in terms.milestones) != 1:
        raise Invalid(_("The milestones must add up to 100 per cent."), field="milestones")
    for milestone in terms.milestones:
        if milestone.when not in {"signature", "delivery"}:
            _day(milestone.when)


def _check_line(line: Line) -> None:
    for rights in (line.rights, *line.holdbacks):
        rights.box()
    if line.option is None:
        return
    end = line.rights.end_on
    if end is None:
        raise Invalid(_("Rights without end need no option."), field="option_until")
    if line.option.until_on <= end:
        raise Invalid(
            _("The option must reach beyond the end of the rights."), field="option_until"
        )
    if line.option.lapses_on > end:
        raise Invalid(_("The option must lapse before the rights end."), field="option_lapses")


def _check_parts(terms: Terms) -> None:
    given = [line for line in terms.lines if line.part]
    if not given:
        return
    if terms.price.model != PriceModel.GUARANTEE or terms.price.cross_collateral:
        raise Invalid(
            _("Parts divide a guarantee of which each title is accounted for by itself."),
            field="part",
        )
    if any(line.returned for line in given):
        raise Invalid(_("What is given in return earns no part of the guarantee."), field="part")
    if len(given) != sum(not line.returned for line in terms.lines):
        raise Invalid(_("Give every title its part of the guarantee, or none."), field="part")


def _check_price(price: Price) -> None:
    if price.currency not in DIGITS:
        raise Invalid(
            _("“%(code)s” is no currency; write an ISO 4217 code such as CNY.")
            % {"code": price.currency},
            field="currency",
        )
    wanted = {
        PriceModel.FLAT: ("amount",),
        PriceModel.GUARANTEE: ("amount", "share"),
        PriceModel.SHARE: ("share",),
        PriceModel.PER_STREAM: ("per_stream",),
        PriceModel.BARTER: (),
    }
    sentences = {
        "amount": _("Name the amount."),
        "share": _("Name the seller's share of the receipts, in per cent."),
        "per_stream": _("Name the price of one stream."),
    }
    for field in wanted[price.model]:
        if not getattr(price, field):
            raise Invalid(sentences[field], field=field)


def _check_percents(terms: Terms) -> None:
    price = terms.price
    for field, percent in (
        ("share", price.share),
        ("commission", price.commission),
        ("withholding", price.withholding),
    ):
        if fraction(percent) > 1:
            raise Invalid(_("More than 100 per cent cannot be shared out."), field=field)
    if fraction(price.commission) + fraction(price.withholding) > 1:
        raise Invalid(
            _("Commission and withholding together take more than all."), field="withholding"
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(
            _("“%(day)s” is no day; write it as 2027-01-31.") % {"day": text}, field="milestones"
        ) from error


def is_work_key(text: str) -> bool:
    return re.fullmatch(_UUID, text) is not None


def split_codes(text: str) -> tuple[str, ...]:
    """Codes as people type them, with commas between.

    >>> split_codes("TH, LA,  World except CN")
    ('TH', 'LA', 'World except CN')
    """
    return tuple(part.strip() for part in text.split(",") if part.strip())


def minor_units(figure: str, currency: str) -> int:
    """An amount as it is typed, in minor units. Raises Invalid."""
    try:
        exact = Decimal(figure.replace(",", "").replace(" ", "")).scaleb(DIGITS[currency])
    except (InvalidOperation, KeyError) as error:
        raise Invalid(_("Write the amount in figures, such as 1250.50."), field="amount") from error
    if not exact.is_finite() or exact != int(exact):
        raise Invalid(
            _("%(currency)s has %(digits)d digits after the point.")
            % {"currency": currency, "digits": DIGITS[currency]},
            field="amount",
        )
    return int(exact)
