"""What a version says, in one canonical form, so that equal content has one digest everywhere and for ever."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from difflib import SequenceMatcher
from itertools import count
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sampan.partners.errors import Invalid

LONGEST_HEADLINE = 500  # the column's


_PLACES: dict[str, Promise] = {
    "blocks": gettext_lazy("paragraphs"),
    "byline": gettext_lazy("byline"),
    "copyright_notice": gettext_lazy("copyright notice"),
    "credit": gettext_lazy("credit"),
    "dateline": gettext_lazy("dateline"),
    "editor_note": gettext_lazy("editor note"),
    "headline": gettext_lazy("headline"),
    "keywords": gettext_lazy("keywords"),
    "summary": gettext_lazy("summary"),
    "usage_terms": gettext_lazy("usage terms"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph under a name that it keeps from version to version and that its translation shares."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a reader of one version gets. What belongs to the work (topics, places) stands there."""

    headline: str
    blocks: tuple[Block, ...] = ()
    summary: str = ""
    byline: str = ""
    dateline: str = ""
    credit: str = ""
    keywords: tuple[str, ...] = ()
    urgency: int | None = None
    editor_note: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks)

    @property
    def text(self) -> str:
        """Headline and paragraphs, a line each: what search, matching and codes read."""
        return "\n".join(map(_one_line, (self.headline, *self.paragraphs)))

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """Only what is there: a field that a later edition of this program adds changes no old digest."""
        told = {name: value for name, value in asdict(self).items() if value not in ("", (), None)}
        return {"headline": self.headline} | told | {"blocks": [asdict(b) for b in self.blocks]}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """The content as `Version.content` keeps it."""
        names = {field.name for field in fields(cls)}
        plain = {name: value for name, value in told.items() if name in names}
        plain["blocks"] = tuple(Block(**block) for block in told.get("blocks", ()))
        plain["keywords"] = tuple(told.get("keywords", ()))
        return cls(**plain)

    def canonical(self) -> bytes:
        """JSON by the rules of RFC 8785: keys sorted, no blanks, UTF-8 (and it holds no fractions, the hard part)."""
        return json.dumps(
            self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()

    def check(self) -> None:
        """Raise Invalid, with the field, for what cannot be kept."""
        if not self.headline.strip():
            raise Invalid(_("A story needs a headline."), field="headline")
        if len(self.headline) > LONGEST_HEADLINE:
            raise Invalid(
                _("The headline has %(length)d characters; %(most)d is the most.")
                % {"length": len(self.headline), "most": LONGEST_HEADLINE},
                field="headline",
            )
        if len({block.id for block in self.blocks}) != len(self.blocks):
            raise Invalid(_("Two paragraphs carry the same name."), field="blocks")
        for name, text in _texts(asdict(self)):
            if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text):
                sentence = _(
                    "There is a character in the %(place)s that is no text; remove it and send again."
                )
                raise Invalid(sentence % {"place": _PLACES.get(name, name)}, field=name)


def blocks(paragraphs: Iterable[str], *, previous: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Paragraphs as blocks. One that stands in `previous`, or was only reworded there, keeps its name.

    >>> before = blocks(["One.", "Two.", "Three."])
    >>> [block.id for block in blocks(["One.", "Zero.", "Two!", "Three."], previous=before)]
    ['p1', 'p4', 'p2', 'p3']
    """
    texts = list(paragraphs)
    named: dict[int, str] = {}
    matcher = SequenceMatcher(a=[block.text for block in previous], b=texts, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            named |= {b1 + step: previous[a1 + step].id for step in range(a2 - a1)}
        elif tag == "replace":
            named |= _reworded(previous, range(a1, a2), texts, range(b1, b2))
    taken = {block.id for block in previous}
    fresh = (name for number in count(1) if (name := f"p{number}") not in taken)
    return tuple(
        Block(named[place] if place in named else next(fresh), text)
        for place, text in enumerate(texts)
    )


def _reworded(
    previous: Sequence[Block], old: range, texts: Sequence[str], new: range
) -> dict[int, str]:
    """Names for the paragraphs of a changed stretch, in order, each to the first that is like it."""
    named: dict[int, str] = {}
    start = new.start
    for source in old:
        for place in range(start, new.stop):
            if len(old) == len(new) or _alike(previous[source].text, texts[place]):
                named[place] = previous[source].id
                start = place + 1
                break
    return named


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio() >= 0.5


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _texts(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in told.items():
        parts = value if isinstance(value, tuple | list) else (value,)
        for part in parts:
            for text in part.values() if isinstance(part, dict) else (part,):
                if isinstance(text, str):
                    yield name, text
