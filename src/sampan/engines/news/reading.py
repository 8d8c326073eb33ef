"""What reading a file gives: stories, repairs, what was set aside, and the sentence when nothing can be read."""

from dataclasses import dataclass

from sampan.engines.news.item import NewsItem


@dataclass(frozen=True, slots=True)
class Repair:
    """One change that reading made to what was received: its kind (a short word) and what was done, as a sentence."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Readable text that is not the story: why it was taken out, and where it stood."""

    text: str
    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a story."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One story as understood. Headline, paragraphs and `set_aside` together hold everything readable that came."""

    item: NewsItem
    set_aside: tuple[SetAside, ...] = ()
    repairs: tuple[Repair, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The stories of one file, in its order, and the format that they came in."""

    items: tuple[Received, ...]
    format: str


class Unreadable(Exception):
    """A file that holds no story that can be read: what is wrong, where, and what would be right.

    >>> str(Unreadable("The XML ends too early", "story.xml, line 3", "ask for the whole file"))
    'The XML ends too early (story.xml, line 3); ask for the whole file.'
    """

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} ({self.where}); {self.remedy}."
