"""The words by which a title is offered in a language, as the content of a version: so the one search finds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from .content import Block, Content
from .models import Credit

_SHORT, _PEOPLE = "short", "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Name, one line, and synopsis, in one language."""

    language: str
    name: str
    short: str = ""
    synopsis: tuple[str, ...] = ()

    def content(self, credited: Iterable[Credit]) -> Content:
        """With the names of all people in every script, which are searched though they are shown elsewhere."""
        named = people(credited)
        blocks = [Block(_SHORT, self.short)] if self.short else []
        blocks += [Block(f"p{n}", text) for n, text in enumerate(self.synopsis, start=1)]
        blocks += [Block(_PEOPLE, named)] if named else []
        return Content(headline=self.name, blocks=tuple(blocks))

    @classmethod
    def of(cls, language: str, content: Content) -> Self:
        texts = {block.id: block.text for block in content.blocks}
        told = tuple(block.text for block in content.blocks if block.id not in (_SHORT, _PEOPLE))
        return cls(
            language=language, name=content.headline, short=texts.get(_SHORT, ""), synopsis=told
        )


def people(credited: Iterable[Credit]) -> str:
    # In one order, for databases differ in how they keep a credit's names.
    names = (name for credit in credited for _tag, name in sorted(credit.names.items()))
    return " · ".join(dict.fromkeys(names))
