"""A plain list of titles with their countries, in nobody's form: read where its columns leave nothing to be asked."""

from itertools import islice

from .catalogues import KINDS_SAID, Layout
from .reading import Refusal
from .remark import Remark
from .sheet import Line, Sheet
from .suggestion import country_cells, suggest

NAME = "plain catalogue"
_ASKS = {"value", "rank", "segment", "position", "service_id", "period_start", "price_model"}
_LOOKED_AT = 500  # rows


def plain(sheet: Sheet) -> Layout | None:
    """The layout of a list that has titles, one column of countries, and a year or a kind, and counts nothing.

    None where a person must say what its columns hold: amounts, ranks, several services, two columns of countries.
    """
    columns = suggest(sheet).mapping["columns"]
    lines = [line for line in islice(sheet.lines(), _LOOKED_AT) if not isinstance(line, Refusal)]
    place = columns.get("countries") or columns.get("territory")
    if "title" not in columns or not place or _ASKS & columns.keys():
        return None
    if sum(country_cells(heading, lines) for heading in sheet.headings) > 1:
        return None
    kind = _kind(columns.get("kind", ""), lines)
    if not kind and "year" not in columns:
        return None
    return Layout(
        NAME, frozenset(), "plain",
        id=_one(columns, "own_id"), title=_one(columns, "title"), original=_one(columns, "original_title"),
        kind=(kind,) if kind else (), one_kind="" if kind else "other", countries=(place,),
        year=_one(columns, "year"), genres=_one(columns, "genres"), is_offer=True,
    )  # fmt: skip


def taken_as(form: Layout) -> list[Remark]:
    """Which heading was taken for what, for the account of the file."""
    named = {
        "titles": form.title, "ids": form.id, "originals": form.original, "kinds": form.kind,
        "countries": form.countries, "years": form.year, "genres": form.genres,
    }  # fmt: skip
    return [
        Remark(f"taken_{what}", {"heading": headings[0]})
        for what, headings in named.items()
        if headings
    ]


def _one(columns: dict[str, str], name: str) -> tuple[str, ...]:
    return (columns[name],) if name in columns else ()


def _kind(heading: str, lines: list[Line]) -> str:
    """The heading, where its cells are kinds; a column of genres is none."""
    said = [line.text(heading).casefold() for line in lines] if heading else []
    known = [text for text in said if text in KINDS_SAID]
    return heading if said and len(known) >= 0.8 * len([text for text in said if text]) else ""
