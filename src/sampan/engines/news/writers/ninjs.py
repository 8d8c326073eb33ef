"""ninjs 3.1."""

import json
from datetime import datetime
from typing import Any

from sampan.engines.news.item import Media, NewsItem, Rendition
from sampan.engines.news.machines import ODRL, odrl_policy

_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
_KINDS = frozenset(
    {"text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"}
)


def write_ninjs(item: NewsItem) -> bytes:
    """The story as one ninjs 3.1 object; properties that would be empty are left out."""
    properties = {
        "uri": item.uri,
        "type": item.kind if item.kind in _KINDS else "text",
        "representationType": "full",
        "version": str(item.version),
        "firstCreated": _instant(item.first_created),
        "versionCreated": _instant(item.version_created),
        "embargoedUntil": _instant(item.embargoed_until),
        "pubStatus": item.pub_status,
        "urgency": item.urgency,
        "copyrightNotice": item.copyright_notice,
        "usageTerms": item.usage_terms,
        "edNote": item.editor_note,
        "language": item.language,
        "subjects": [*(_named(subject.code, subject.name) for subject in item.subjects), *_keywords(item)],
        "places": [_named(place.code, place.name) for place in item.places],
        "infoSources": _sources(item),
        "by": item.byline,
        "slugline": item.slugline,
        "located": item.dateline,
        "headlines": [{"role": "main", "value": item.headline}] if item.headline else [],
        "descriptions": _plain("summary", item.summary),
        "bodies": _plain("main", item.text),
        "associations": _associations(item),
        "rightsInfo": _rights(item),
        "digitalSourceType": {"uri": item.digital_source_type} if item.digital_source_type else None,
        "standard": {"name": "ninjs", "version": "3.1", "schema": _SCHEMA},
    }  # fmt: skip
    present = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return (json.dumps(present, ensure_ascii=False, indent=1) + "\n").encode()


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _named(code: str, name: str) -> dict[str, str]:
    """A URI where the code is one, a literal where it is not."""
    found = {"uri" if ":" in code else "literal": code} if code else {}
    return found | ({"name": name} if name else {})


def _plain(role: str, text: str) -> list[dict[str, str]]:
    return [{"role": role, "contentType": "text/plain", "value": text}] if text else []


def _sources(item: NewsItem) -> list[dict[str, str]]:
    sources = ((item.provider, "provider"), (item.credit, "credit"))
    return [{"name": name, "role": role} for name, role in sources if name]


def _rights(item: NewsItem) -> dict[str, str] | None:
    if not item.ai_policy:
        return None
    return {"langId": ODRL, "encodedRights": odrl_policy(item.uri, item.ai_policy)}


def _keywords(item: NewsItem) -> list[dict[str, str]]:
    """ninjs has subjects only; a keyword is one without a vocabulary."""
    return [{"literal": word, "rel": "keyword"} for word in item.keywords]


def _associations(item: NewsItem) -> list[dict[str, Any]]:
    """What belongs to the story: the one that it translates, the members of a package, pictures and sound."""
    links = (
        [("translated from", "translatedFrom", item.translated_from)]
        if item.translated_from
        else []
    )
    links += [(f"member {number}", "member", uri) for number, uri in enumerate(item.members, 1)]
    found: list[dict[str, Any]] = [
        {"name": name, "rel": rel, "uri": uri, "type": "text"} for name, rel, uri in links
    ]
    return found + [_medium(number, media) for number, media in enumerate(item.media, 1)]


def _medium(number: int, media: Media) -> dict[str, Any]:
    """A picture or sound with its files. ninjs has no place for a file's hash but among the other identifiers."""
    digests = [
        {"role": f"sha-256 {one.name}", "value": one.digest}
        for one in media.renditions
        if one.digest
    ]
    properties = {
        "name": f"media {number}",
        "uri": media.uri or media.href,
        "type": media.kind,
        "descriptions": [
            *_plain("caption", media.caption),
            *_plain("alternative", media.alternative),
        ],
        "altIds": digests,
        "renditions": [_rendition(one) for one in media.renditions],
    }
    return {name: value for name, value in properties.items() if value != []}


def _rendition(one: Rendition) -> dict[str, Any]:
    rendition = {
        "name": one.name,
        "href": one.href,
        "contentType": one.media_type,
        "width": one.width,
        "height": one.height,
        "sizeInBytes": one.size,
    }
    return {name: value for name, value in rendition.items() if value not in (None, "")}
