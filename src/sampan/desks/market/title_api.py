"""The shop for programs: the same search, a title, and whether its rights can be had."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from sampan.catalogue.availability import availability_of
from sampan.catalogue.models import EditionForm, Genre, Status, TitleKind
from sampan.catalogue.reasons import why_not
from sampan.engines import rights as engine
from sampan.partners.api import PROBLEMS, acting
from sampan.partners.models import Organisation, Scope
from sampan.partners.written import Day

from .cards import Card, card, loaded
from .looking import cards, house_language, look
from .search import NAMES, Question, Sort, Wanted
from .search_form import countries

router = Router(tags=["market"])


@dataclass(frozen=True, slots=True)
class OneOf:
    """That a text is one of these, said in the description as well."""

    codes: tuple[str, ...]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {"enum": list(self.codes)}

    def _check(self, code: str) -> str:
        if code not in self.codes:
            raise ValueError(f"“{code}” is none of {', '.join(self.codes[:8])} …")
        return code


_GROUPS = tuple(group.code for group in engine.GROUPS if "@" not in group.code)
_COUNTRIES = tuple(countries(engine.TERRITORIES.everything))
_USES = ("all-media", "vod", "broadcast", "news", *(leaf.code for leaf in engine.USES.leaves))
_TAGS = dict.fromkeys(leaf.code.partition("/")[0] for leaf in engine.LANGUAGES.leaves)
Territory = Annotated[str, OneOf(("World", *_GROUPS, *_COUNTRIES))]
Use = Annotated[str, OneOf(_USES)]
Language = Annotated[str, OneOf(tuple(_TAGS))]
Form = Annotated[str, OneOf(("original", "dub", "sub"))]
Kind = Annotated[str, OneOf(tuple(TitleKind.values))]
GenreName = Annotated[str, OneOf(tuple(Genre.values))]
Standing = Annotated[str, OneOf(tuple(NAMES))]


class RightsAsked(Schema):
    """The rights that are looked for, for so many days from a day on (today, if none is named)."""

    use: list[Use] = ["vod.svod"]
    language: Language | None = Field(None, description="The house's first, if none is named.")
    form: Form | None = None
    since: Day | None = Field(None, alias="from")
    days: int = Field(365, ge=1, le=36_500)
    exclusive: bool = False

    def question(self, territories: list[str], organisation: Organisation) -> Question:
        start = self.since or timezone.now().date()
        try:
            end = start + timedelta(days=self.days)
        except OverflowError:
            start, end = date.max - timedelta(days=self.days), date.max
        return Question(
            territories=tuple(territories),
            uses=tuple(self.use) or ("vod.svod",),
            language=self.language or house_language(organisation),
            form=self.form or "",
            start=start,
            end=end,
            exclusive=self.exclusive,
        )


class Search(RightsAsked):
    """Without a territory no rights are asked for, and everything in sight is listed."""

    q: str = Field("", max_length=500)
    kind: list[Kind] = []
    genre: list[GenreName] = []
    origin: list[Territory] = []
    house: list[str] = []
    version: list[str] = Field([], description="A language and how it is there, as in lo/sub.")
    year_from: int | None = Field(None, ge=0, le=9999)
    year_to: int | None = Field(None, ge=0, le=9999)
    minutes: int | None = Field(None, ge=0, le=99_999)
    age: int | None = Field(None, ge=0, le=99)
    rated: list[str] = Field(
        [], description="A territory and the age that its rating asks for at most, as in TH:13."
    )
    territory: list[Territory] = []
    standing: list[Standing] = []
    sort: Sort = Sort.BEST
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(24, ge=1, le=100)

    def wanted(self, organisation: Organisation) -> Wanted:
        return Wanted(
            text=self.q, kinds=tuple(self.kind), genres=tuple(self.genre), origins=tuple(self.origin),
            houses=tuple(self.house), versions=tuple(self.version), years=(self.year_from, self.year_to),
            minutes=self.minutes, age=self.age, ratings=tuple(self.rated), standings=tuple(self.standing),
            sort=self.sort,
            question=self.question(self.territory, organisation) if self.territory else None,
        )  # fmt: skip


class TitleLine(Schema):
    """A title in a list. Its words are in English, or in what it has; `standing` where rights were asked for."""

    id: int
    key: str
    kind: str
    name: str
    language: str
    short: str
    house: str
    origin: str
    year: int | None
    minutes: int | None
    episodes: int | None
    genres: list[str]
    standing: str
    reasons: list[str]
    instead: list[str]

    @classmethod
    def of(cls, one: Card) -> "TitleLine":
        title, words = one.title, one.listing
        return cls(
            id=title.pk, key=str(title.work.key), kind=title.kind, name=words.name, language=words.language,
            short=words.short, house=title.work.owner.slug, origin=title.work.origin, year=title.year,
            minutes=title.minutes, episodes=title.episodes, genres=title.genres, standing=one.standing,
            reasons=list(one.reasons), instead=list(one.instead),
        )  # fmt: skip


class Counted(Schema):
    value: str
    number: int


class Titles(Schema):
    """One page, how many there are, and how many each further choice would leave."""

    total: int
    is_capped: bool
    counts: dict[str, list[Counted]]
    titles: list[TitleLine]


class Person(Schema):
    role: str
    names: dict[str, str]


class TitleDetail(TitleLine):
    """A title with all that its page says."""

    synopsis: list[str]
    original: str
    versions: list[str]
    people: list[Person]
    ratings: dict[str, str]
    eidr: str
    isan: str


class AvailabilityAnswer(Schema):
    """Whether the rights can be had, and if not all of them, why not."""

    verdict: str
    reasons: list[str]
    free: list[str]
    alternatives: list[str]


class AskedOfOne(RightsAsked):
    territory: list[Territory] = Field(..., min_length=1)


@router.get("/titles", response={200: Titles, **PROBLEMS}, operation_id="list_titles")
def list_titles(request: HttpRequest, asked: Query[Search]) -> Titles:
    """Titles that the organisation may see, narrowed by words, facts and the rights that can still be had."""
    actor, at = acting(request, Scope.READ), timezone.now()
    wanted = asked.wanted(actor.organisation)
    found = look(actor, wanted, at=at)
    shown = cards(actor, wanted, found, page=asked.page, size=asked.size, language="en", at=at)
    return Titles(
        total=found.total,
        is_capped=found.is_capped,
        counts={
            name: [Counted(value=one.value, number=one.number) for one in some]
            for name, some in found.counts.items()
        },
        titles=[TitleLine.of(one) for one in shown],
    )


@router.get("/titles/{pk}", response={200: TitleDetail, **PROBLEMS}, operation_id="read_title")
def read_title(request: HttpRequest, pk: int) -> TitleDetail:
    """One title."""
    one = _card(acting(request, Scope.READ).organisation, pk)
    title = one.title
    versions = title.work.editions.exclude(status=Status.DRAFT).exclude(form=EditionForm.LISTING)
    return TitleDetail(
        **TitleLine.of(one).dict(),
        synopsis=list(one.listing.synopsis),
        original=title.language,
        versions=[f"{edition.language}/{edition.form}" for edition in versions.order_by("pk")],
        people=[Person(role=credit.role, names=credit.names) for credit in title.credits.all()],
        ratings={rating.territory: rating.value for rating in title.ratings.all()},
        eidr=title.eidr,
        isan=title.isan,
    )


@router.get(
    "/titles/{pk}/availability",
    response={200: AvailabilityAnswer, **PROBLEMS},
    operation_id="title_availability",
)
def title_availability(
    request: HttpRequest, pk: int, asked: Query[AskedOfOne]
) -> AvailabilityAnswer:
    """Whether rights in one title can be had, what of them is free, and the nearest thing that is."""
    actor = acting(request, Scope.READ)
    work = _card(actor.organisation, pk).title.work
    question = asked.question(asked.territory, actor.organisation)
    answer = availability_of(
        work,
        question.box(timezone.now().date()),
        exclusive=question.exclusive,
        buyer=actor.organisation,
    )
    return AvailabilityAnswer(
        verdict=answer.verdict,
        reasons=why_not(answer.reasons, work=work, reader=actor.organisation),
        free=[str(box) for box in answer.free],
        alternatives=[f"{one.kind}: {one.box}" for one in answer.alternatives],
    )


def _card(organisation: Organisation, pk: int) -> Card:
    found = loaded(organisation, [pk]).get(pk)
    if found is None:
        raise Http404
    return card(found, "en")
