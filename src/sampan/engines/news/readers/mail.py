"""Mail: the subject is the headline, the text its paragraphs; attached stories are stories of their own."""

import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from functools import partial

from sampan.engines.news.finish import Draft, content_uri
from sampan.engines.news.item import NewsItem
from sampan.engines.news.readers.correspondence import part_letter
from sampan.engines.news.readers.html import read_html
from sampan.engines.news.readers.source import Drafts, Source, instant
from sampan.engines.news.reading import Attachment, Repair, SetAside, Unreadable
from sampan.engines.news.repair.decoding import decode
from sampan.engines.news.repair.mojibake import undo_mojibake
from sampan.engines.news.repair.paragraphs import split_paragraphs
from sampan.engines.news.sniff import container, sniff

Trim = Callable[[str], tuple[str, tuple[SetAside, ...]]]  # a letter's text into story and trimmings
_DEPTH = 3
_PARTS = 200
_PREFIX = re.compile(
    r"^\s*((?:(?:fwd?|fw|re|tr|enc|res|转发|回复|轉寄|回覆|chuyển tiếp|trả lời)\s*[:：]\s*)+)",
    re.IGNORECASE,
)
_REPLY = re.compile(r"(?:re|res|回复|回覆|trả lời)\s*[:：]", re.IGNORECASE)
_STORIES = frozenset({"ninjs", "newsml-g2", "nitf", "feed", "html", "mail"})


def read_mail(source: Source) -> Drafts:
    """The mail's own story, then those attached to it. Pictures and other files come as attachments of the first."""
    message = message_from_bytes(source.data)
    letter = _Letter(message, source)
    drafts: list[Draft] = []
    attachments: list[Attachment] = []
    repairs: list[Repair] = []
    for name, media_type, data in letter.enclosures():
        found, refusal = _attached(source, name, media_type, data)
        drafts.extend(found)
        if not found:
            attachments.append(Attachment(name, media_type, data))
        if refusal:
            repairs.append(Repair("attachment", refusal))
    own = letter.story()
    if own.item.paragraphs or not drafts:
        own = replace(own, attachments=tuple(attachments), repairs=(*own.repairs, *repairs))
        return (own, *drafts), "mail"
    aside = SetAside(own.item.headline, "subject of the mail that brought this story", "Subject")
    first = replace(
        drafts[0],
        attachments=(*drafts[0].attachments, *attachments),
        set_aside=(*drafts[0].set_aside, *own.set_aside, *((aside,) if own.item.headline else ())),
        repairs=(*own.repairs, *drafts[0].repairs, *repairs),
    )
    return (first, *drafts[1:]), "mail"


def _attached(
    source: Source, name: str, media_type: str, data: bytes
) -> tuple[tuple[Draft, ...], str]:
    """The stories of an attached file, or none with the sentence that says why."""
    from sampan.engines.news.readers import READERS  # noqa: PLC0415 - a mail may hold any format, mail among them

    if source.depth >= _DEPTH or container(data) or not data.strip():
        return (), ""
    form = sniff(data, name=name, media_type=media_type)
    if form not in _STORIES and not media_type.startswith("text/plain"):
        return (), ""
    inner = Source(
        data=data,
        name=f"{source.name}: {name}",
        media_type=media_type,
        received_at=source.received_at,
        depth=source.depth + 1,
    )
    try:
        return READERS[form](inner)[0], ""
    except Unreadable as refusal:
        return (), str(refusal)


class _Letter:
    """One message: its headers decoded, its text found among its parts."""

    def __init__(self, message: Message, source: Source) -> None:
        self.message = message
        self.source = source
        every = list(message.walk())
        if len(every) > _PARTS:
            what = f"The mail has {len(every):,} parts and at most {_PARTS} are read"
            raise Unreadable(what, source.name, "send its stories in mails of their own")
        self.mails = [
            part
            for part in every
            if part is not message and part.get_content_type() == "message/rfc822"
        ]
        enclosed = {id(inner) for mail in self.mails for inner in mail.walk()}
        self.parts = [
            part for part in every if not part.is_multipart() and id(part) not in enclosed
        ]
        self.alternatives = {
            id(part)
            for outer in every
            if outer.get_content_type() == "multipart/alternative"
            for part in outer.walk()
        }
        self.bodies = self._bodies()

    def _bodies(self) -> list[Message]:
        """The plain texts that are no attachments, else the first HTML."""
        inline = [part for part in self.parts if not _is_enclosed(part)]
        texts = [
            part
            for part in inline
            if part.get_content_type() == "text/plain" and _payload(part).strip()
        ]
        pages = [part for part in inline if part.get_content_type() == "text/html"]
        return texts or pages[:1]

    def enclosures(self) -> list[tuple[str, str, bytes]]:
        """Every other part as name, type and bytes; mails that were enclosed count as one file each."""
        found: list[tuple[str, str, bytes]] = []
        for number, mail in enumerate(self.mails, 1):
            inner = mail.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                found.append(
                    (_filename(mail) or f"mail {number}.eml", "message/rfc822", _flat(inner[0]))
                )
        for number, part in enumerate(self.parts, 1):
            if part in self.bodies or self._is_other_clothes(part):
                continue
            charset = part.get_param("charset")
            media_type = part.get_content_type() + (
                f"; charset={charset}" if isinstance(charset, str) else ""
            )
            data = _payload(part)
            if data.strip():
                found.append((_filename(part) or f"part {number}", media_type, data))
        return found

    def _is_other_clothes(self, part: Message) -> bool:
        """The HTML of a text that came in both forms."""
        return (
            part.get_content_type() == "text/html"
            and id(part) in self.alternatives
            and not _is_enclosed(part)
        )

    def story(self) -> Draft:
        """The story in the mail's own text."""
        subject, repairs = _header(self.message, "Subject")
        prefix = _PREFIX.match(subject)
        aside: tuple[SetAside, ...] = ()
        if prefix:
            subject = subject[prefix.end() :]
            aside = (SetAside(prefix[1].strip(), "prefix of a mail's subject", "Subject"),)
        draft = self._text(prefix[1] if prefix else "")
        paragraphs = draft.item.paragraphs
        if not subject.strip():
            subject, paragraphs = (paragraphs[0], paragraphs[1:]) if paragraphs else ("", ())
        elif paragraphs and paragraphs[0] == subject.strip():
            paragraphs = paragraphs[1:]
            repairs = (
                *repairs,
                Repair("headline", "The text began with the headline again; it is kept once."),
            )
        sender = parseaddr(_header(self.message, "From")[0])
        identifier = (str(self.message.get("Message-ID") or "")).strip().strip("<>")
        item = replace(
            draft.item,
            uri=f"mid:{identifier}"
            if identifier and identifier.isascii() and " " not in identifier
            else content_uri(self.source.data),
            language=str(self.message.get("Content-Language") or draft.item.language)
            .split(",")[0]
            .strip(),
            headline=subject,
            paragraphs=paragraphs,
            provider=sender[0] or sender[1],
            version_created=instant(str(self.message.get("Date") or "")) or self.source.received_at,
        )
        return replace(
            draft,
            item=item,
            set_aside=(*aside, *draft.set_aside),
            repairs=(*repairs, *draft.repairs),
        )

    def _text(self, prefix: str) -> Draft:
        """The mail's own texts as one draft, without its headline."""
        is_reply = bool(_REPLY.match(prefix.strip()))
        trim = partial(part_letter, is_reply=is_reply, is_forwarded=bool(prefix) and not is_reply)
        drafts = [self._one_text(part, trim) for part in self.bodies]
        item = NewsItem(
            uri="",
            language=next((draft.item.language for draft in drafts), ""),
            headline="",
            paragraphs=tuple(line for draft in drafts for line in draft.item.paragraphs),
            media=tuple(media for draft in drafts for media in draft.item.media),
            version_created=self.source.received_at,
        )
        return Draft(
            item=item,
            set_aside=tuple(entry for draft in drafts for entry in draft.set_aside),
            repairs=tuple(dict.fromkeys(repair for draft in drafts for repair in draft.repairs)),
        )

    def _one_text(self, part: Message, trim: Trim) -> Draft:
        data, charset = _payload(part), part.get_param("charset")
        declared = charset if isinstance(charset, str) else None
        if part.get_content_type() == "text/html":
            return self._page(data, declared, trim)
        decoded = decode(data, declared)
        text, repairs = undo_mojibake(decoded.text)
        if str(part.get_param("format") or "").lower() == "flowed":
            text = re.sub(r"(?<=\S) \r?\n(?![>\r\n])", " ", text)
        text, aside = trim(text)
        item = NewsItem(
            uri="",
            language="",
            headline="",
            paragraphs=tuple(split_paragraphs(text)),
            version_created=self.source.received_at,
        )
        return Draft(item=item, set_aside=aside, repairs=(*decoded.repairs, *repairs))

    def _page(self, data: bytes, declared: str | None, trim: Trim) -> Draft:
        media_type = f"text/html; charset={declared}" if declared else "text/html"
        try:
            draft = read_html(replace(self.source, data=data, media_type=media_type))[0][0]
        except Unreadable:
            return Draft(
                item=NewsItem(
                    uri="",
                    language="",
                    headline="",
                    paragraphs=(),
                    version_created=self.source.received_at,
                )
            )
        headline = (draft.item.headline,) if draft.item.headline else ()
        text, aside = trim("\n".join((*headline, *draft.item.paragraphs)))
        return replace(
            draft,
            item=replace(draft.item, headline="", paragraphs=tuple(filter(None, text.split("\n")))),
            set_aside=(*draft.set_aside, *aside),
        )


def _payload(part: Message) -> bytes:
    """The part's bytes, its transfer encoding undone as far as it can be."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _flat(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError, KeyError):
        return _payload(message)


def _is_enclosed(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition") or "").lower()
    return disposition.startswith("attachment") or (
        bool(_filename(part)) and not disposition.startswith("inline")
    )


def _filename(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return ""
    return _words(name)[0] if name else ""


def _header(message: Message, name: str) -> tuple[str, tuple[Repair, ...]]:
    """A header's text: encoded words undone, raw bytes decoded as a body would be."""
    raw = next(
        (str(value) for key, value in message.raw_items() if key.lower() == name.lower()), None
    )
    return _words(raw) if raw is not None else ("", ())


def _words(raw: str) -> tuple[str, tuple[Repair, ...]]:
    """Encoded words joined as bytes before they are decoded, since senders cut them inside a character."""
    unfolded = re.sub(r"\r?\n[ \t]*", " ", raw)
    try:
        pieces = decode_header(unfolded)
    except (HeaderParseError, ValueError, LookupError):
        pieces = [(unfolded, None)]
    text = ""
    repairs: tuple[Repair, ...] = ()
    for piece, charset in pieces:
        data = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
        if charset is None and isinstance(piece, bytes):
            data = piece.decode("raw-unicode-escape", "replace").encode("utf-8", "surrogateescape")
        decoded = decode(data, None if charset in {None, "unknown-8bit"} else charset)
        text += decoded.text
        repairs = (*repairs, *decoded.repairs)
    undone, more = undo_mojibake(text)
    return " ".join(undone.split("\n")).strip(), (*repairs, *more)
