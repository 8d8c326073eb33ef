"""What a buyer looks for, as it stands in an address: to be linked, saved as a wish, and asked by programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sampan.engines import rights as engine
from sampan.partners.errors import Invalid

Parameters = Mapping[str, Sequence[str]]


class Sort(StrEnum):
    BEST = "best"
    NEWEST = "newest"
    YEAR = "year"
    LENGTH = "length"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The rights that are looked for. Without `start` from today on; without `end` for a year."""

    territories: tuple[str, ...]
    uses: tuple[str, ...]
    language: str
    form: str = ""  # original, dub or sub; "": any
    start: date | None = None
    end: date | None = None
    exclusive: bool = False

    def box(self, today: date) -> engine.Box:
        """Raises Invalid, with the field, for words that the vocabularies do not have, and for days that are none."""
        start = self.start or today
        try:
            end = self.end or start.replace(year=start.year + 1, day=min(start.day, 28))
            return engine.box(
                ", ".join(self.territories), self.spoken, ", ".join(self.uses), start, end
            )
        except engine.UnknownTerm as error:
            raise Invalid(str(error), field=_FIELDS.get(error.axis, error.axis)) from error
        except ValueError as error:
            raise Invalid(str(error), field="to") from error

    @property
    def spoken(self) -> str:
        """The language with its form, as the vocabulary writes it."""
        return f"{self.language}/{self.form}" if self.form else self.language

    @property
    def is_rolling(self) -> bool:
        """Whether the days move on with the calendar."""
        return self.start is None or self.end is None


_FIELDS = {"territory": "in", "language": "language", "use": "use"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All that the page of search can be asked. Several values of one kind mean any of them."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()  # "lo/sub"
    years: tuple[int | None, int | None] = (None, None)  # both inclusive
    minutes: int | None = None  # at the most
    age: int | None = None  # no rating asks for more
    ratings: tuple[str, ...] = ()  # "TH:13": rated in Thailand for 13 or younger
    standings: tuple[str, ...] = ()
    question: Question | None = None
    sort: Sort = Sort.BEST

    @classmethod
    def of(cls, asked: Parameters, *, language: str) -> Self:
        """What the parameters of an address say; `language` is asked for where they name none. Raises Invalid."""
        return cls(
            text=_one(asked, "q")[:500],
            **{name: tuple(dict.fromkeys(asked.get(key, ()))) for name, key in _LISTS.items()},
            years=(_number(asked, "year_from"), _number(asked, "year_to")),
            minutes=_number(asked, "minutes"),
            age=_number(asked, "age"),
            question=_question(asked, language),
            sort=Sort(_one(asked, "sort")) if _one(asked, "sort") in list(Sort) else Sort.BEST,
        )

    def parameters(self) -> dict[str, list[str]]:
        """The way back: `of` reads what this writes."""
        told: dict[str, list[Any]] = {"q": [self.text] if self.text else []}
        told |= {key: list(getattr(self, name)) for name, key in _LISTS.items()}
        told |= {
            key: [] if value is None else [value]
            for key, value in (
                ("year_from", self.years[0]), ("year_to", self.years[1]),
                ("minutes", self.minutes), ("age", self.age),
            )
        }  # fmt: skip
        if self.question is not None:
            told |= _told(self.question)
        if self.sort != Sort.BEST:
            told["sort"] = [self.sort.value]
        return {key: [str(one) for one in values] for key, values in told.items() if values}

    def query(self) -> str:
        return urlencode(self.parameters(), doseq=True)


_LISTS = {
    "kinds": "kind", "genres": "genre", "origins": "origin", "houses": "house", "versions": "version",
    "ratings": "rated", "standings": "standing",
}  # fmt: skip
assert set(_LISTS) <= {field.name for field in fields(Wanted)}


def _question(asked: Parameters, language: str) -> Question | None:
    territories = tuple(filter(None, dict.fromkeys(asked.get("in", ()))))
    uses = tuple(filter(None, dict.fromkeys(asked.get("use", ()))))
    if not territories and not uses:
        return None
    if not territories:
        raise Invalid(_("Say where: choose at least one territory."), field="in")
    if not uses:
        raise Invalid(_("Say what for: choose at least one use."), field="use")
    return Question(
        territories=territories,
        uses=uses,
        language=_one(asked, "language") or language,
        form=_one(asked, "form"),
        start=_day(asked, "from"),
        end=_day(asked, "to"),
        exclusive=_one(asked, "exclusive") in {"1", "on", "true"},
    )


def _told(question: Question) -> dict[str, list[Any]]:
    return {
        "in": list(question.territories),
        "use": list(question.uses),
        "language": [question.language],
        "form": [question.form] if question.form else [],
        "from": [question.start] if question.start else [],
        "to": [question.end] if question.end else [],
        "exclusive": ["1"] if question.exclusive else [],
    }


def _one(asked: Parameters, key: str) -> str:
    values = asked.get(key) or [""]
    return values[-1].strip()


def _number(asked: Parameters, key: str) -> int | None:
    text = _one(asked, key)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise Invalid(_("“%(text)s” is no number.") % {"text": text}, field=key)
    return int(text)


def _day(asked: Parameters, key: str) -> date | None:
    text = _one(asked, key)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid(
            _("“%(text)s” is no day; write it as 2027-01-31.") % {"text": text}, field=key
        ) from None
