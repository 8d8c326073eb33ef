"""From a story as a reader found it to a story as understood: the repairs and judgements that all formats share."""

import base64
import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from sampan.engines import language as languages
from sampan.engines.news.item import NewsItem
from sampan.engines.news.reading import Attachment, Received, Repair, SetAside
from sampan.engines.news.repair.adverts import set_adverts_aside
from sampan.engines.news.repair.mojibake import undo_mojibake

# Text in one line each; what is wrong with the story is wrong with these too.
_LINES = (
    "summary",
    "byline",
    "dateline",
    "credit",
    "slugline",
    "editor_note",
    "provider",
    "copyright_notice",
    "usage_terms",
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ZAWGYI = re.compile("[\u1000-\u109f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A story straight from a reader: `item.language` is what its sender declared, or empty."""

    item: NewsItem
    set_aside: tuple[SetAside, ...] = ()
    repairs: tuple[Repair, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def content_uri(*parts: str | bytes) -> str:
    """A name for content that came without one: its hash, as RFC 6920 writes it.

    >>> content_uri("Hello World!")
    'ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk'
    """
    digest = hashlib.sha256(
        b"\n".join(p if isinstance(p, bytes) else p.encode("utf-8", "replace") for p in parts)
    ).digest()
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def finish(draft: Draft) -> Received:
    """The story with its text repaired, adverts set aside and its language known."""
    item, repairs = _repair(draft.item)
    aside = [entry for entry in draft.set_aside if entry.text.strip()]
    kept, adverts = set_adverts_aside(
        item.paragraphs, identify=lru_cache(_tag), headline=item.headline
    )
    item = replace(item, paragraphs=kept)
    item, language_repairs = _with_language(item)
    return Received(
        item=item,
        set_aside=(*aside, *adverts),
        repairs=tuple(dict.fromkeys((*draft.repairs, *repairs, *language_repairs))),
        attachments=draft.attachments,
    )


def _repair(item: NewsItem) -> tuple[NewsItem, tuple[Repair, ...]]:
    texts = [item.headline, *(getattr(item, name) for name in _LINES), *item.paragraphs]
    clean = [
        text.strip(" \t\r\n") for text in texts
    ]  # no more yet: in mojibake U+0085 and U+00A0 are parts of letters
    repairs: list[Repair] = []
    for step in (_without_controls, _without_mojibake, _without_zawgyi, _composed):
        clean, said = step(clean)
        repairs.extend(said)
    clean = [text.strip() for text in clean]
    fields = dict(zip(("headline", *_LINES), clean, strict=False))
    paragraphs = tuple(text for text in clean[1 + len(_LINES) :] if text)
    return replace(item, paragraphs=paragraphs, **fields), tuple(repairs)


def _without_controls(texts: list[str]) -> tuple[list[str], tuple[Repair, ...]]:
    count = sum(len(_ILLEGAL.findall(text)) for text in texts)
    if not count:
        return texts, ()
    detail = f"{count} characters that no text may hold were replaced by \ufffd."
    return [_ILLEGAL.sub("\ufffd", text) for text in texts], (Repair("control characters", detail),)


def _without_mojibake(texts: list[str]) -> tuple[list[str], tuple[Repair, ...]]:
    joined = "\n".join(text.replace("\n", "\x1f") for text in texts)
    undone, repairs = undo_mojibake(joined)
    lines = undone.split("\n")
    if not repairs or len(lines) != len(texts):
        return texts, ()
    return [line.replace("\x1f", "\n") for line in lines], repairs


def _without_zawgyi(texts: list[str]) -> tuple[list[str], tuple[Repair, ...]]:
    if not any(_ZAWGYI.search(text) for text in texts):
        return texts, ()
    repaired = languages.repair_burmese("\n".join(text.replace("\n", "\x1f") for text in texts))
    lines = repaired.text.split("\n")
    if not repaired.changed or len(lines) != len(texts):
        return texts, ()
    return [line.replace("\x1f", "\n") for line in lines], (
        Repair("zawgyi", "Zawgyi was converted to Unicode."),
    )


def _composed(texts: list[str]) -> tuple[list[str], tuple[Repair, ...]]:
    composed = [unicodedata.normalize("NFC", text) for text in texts]
    if composed == texts:
        return texts, ()
    return composed, (Repair("composition", "Decomposed letters were composed (Unicode NFC)."),)


def _with_language(item: NewsItem) -> tuple[NewsItem, tuple[Repair, ...]]:
    declared = item.language
    if not item.headline and not item.paragraphs:
        return item, ()
    found = _tag("\n".join((item.headline, *item.paragraphs))[:8_000], declared or None)
    if declared and not _is_ours(declared):
        return item, ()
    if not declared or _same(declared, found):
        return replace(item, language=found), ()
    detail = f"The language was declared as {declared} and is {found}."
    return replace(item, language=found), (Repair("language", detail),)


def _tag(text: str, hint: str | None = None) -> str:
    return languages.identify(text, hint).language


_OURS = {tongue.tag.split("-")[0] for tongue in languages.LANGUAGES} | {
    "tl",
    "zsm",
    "msa",
    "ind",
    "tgl",
    "cmn",
    "yue",
    "in",
}
_SAME = {
    "tl": "fil",
    "tgl": "fil",
    "zsm": "ms",
    "msa": "ms",
    "ind": "id",
    "in": "id",
    "cmn": "zh",
    "yue": "zh",
}


def _is_ours(tag: str) -> bool:
    return tag.replace("_", "-").lower().split("-")[0] in _OURS


def _same(declared: str, found: str) -> bool:
    primary, *rest = declared.replace("_", "-").lower().split("-")
    if _SAME.get(primary, primary) != found.split("-", maxsplit=1)[0]:
        return False
    if found == "zh-Hant":
        return not ({"cn", "hans", "sg"} & set(rest))
    return not (found == "zh-Hans" and {"tw", "hk", "mo", "hant"} & set(rest))
