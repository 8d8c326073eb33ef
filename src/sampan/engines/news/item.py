"""The neutral story: what every news format says, in no format's words."""

from dataclasses import dataclass
from datetime import datetime

from sampan.engines.rights.reservation import Policy


@dataclass(frozen=True, slots=True)
class Subject:
    """What a story is about: a URI of a vocabulary (IPTC Media Topics, by preference) and its name."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story plays: a URI or a code (ISO 3166) and its name."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """One file of a picture, sound or film: where it is; width and height in pixels, size in bytes, SHA-256 in hex.

    Its name is of IPTC's vocabulary of renditions: highRes, web, thumbnail.
    """

    name: str
    href: str
    media_type: str = ""
    width: int | None = None
    height: int | None = None
    size: int | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture, sound or film that goes with a story, by its best file; and smaller ones of the same.

    `uri` names it for ever, where `href` may be an address that ends soon; `alternative` is for who cannot see it.
    """

    href: str
    uri: str = ""
    media_type: str = ""
    caption: str = ""
    alternative: str = ""
    width: int | None = None
    height: int | None = None
    size: int | None = None
    digest: str = ""
    smaller: tuple[Rendition, ...] = ()

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """All files, the best one first.

        >>> [one.name for one in Media(href="https://hub.example/1.jpg").renditions]
        ['highRes']
        """
        best = Rendition(
            name="highRes",
            href=self.href,
            media_type=self.media_type,
            width=self.width,
            height=self.height,
            size=self.size,
            digest=self.digest,
        )
        return (best, *self.smaller)

    @property
    def kind(self) -> str:
        """picture, audio or video, by its media type."""
        return {"audio": "audio", "video": "video"}.get(self.media_type.split("/")[0], "picture")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One version of one story in one language.

    Instants carry their zone. `pub_status` is usable, withheld or canceled (a kill). `ai_policy` names the
    uses by AI that are allowed, all others being reserved; None says nothing. `translated_from` is the URI of the story
    that this one translates; `members` are the URIs of a package's stories.

    >>> from datetime import UTC
    >>> item = NewsItem(uri="urn:newsml:kpl.example:20260104:1", language="lo", headline="ຂ່າວ",
    ...                 paragraphs=("ຫນຶ່ງ", "ສອງ"), version_created=datetime(2026, 1, 4, tzinfo=UTC))
    >>> item.text
    'ຫນຶ່ງ\\nສອງ'
    """

    uri: str
    language: str
    headline: str
    paragraphs: tuple[str, ...]
    version_created: datetime
    version: int = 1
    kind: str = "text"
    summary: str = ""
    byline: str = ""
    dateline: str = ""
    credit: str = ""
    slugline: str = ""
    editor_note: str = ""
    subjects: tuple[Subject, ...] = ()
    places: tuple[Place, ...] = ()
    keywords: tuple[str, ...] = ()
    urgency: int | None = None
    pub_status: str = "usable"
    embargoed_until: datetime | None = None
    first_created: datetime | None = None
    provider: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    ai_policy: Policy | None = None
    digital_source_type: str = ""
    translated_from: str = ""
    members: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()

    @property
    def text(self) -> str:
        """The body, a paragraph a line."""
        return "\n".join(self.paragraphs)
