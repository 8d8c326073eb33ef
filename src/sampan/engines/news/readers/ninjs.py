"""ninjs 1 to 3: news in JSON. The generations differ in letter case, and in what became a list."""

import json
from typing import Any

from sampan.engines.news.finish import Draft, content_uri
from sampan.engines.news.item import Media, NewsItem, Place, Rendition, Subject
from sampan.engines.news.machines import policy_in_odrl
from sampan.engines.news.readers.html import fragment_paragraphs
from sampan.engines.news.readers.source import Drafts, Source, instant
from sampan.engines.news.reading import Repair, Unreadable
from sampan.engines.news.repair.decoding import decode
from sampan.engines.news.repair.paragraphs import split_paragraphs

Json = dict[str, Any]
_DEPTH = 60


def read_ninjs(source: Source) -> Drafts:
    """One story an object; an array, or an object with `items`, holds several."""
    decoded = decode(source.data, source.charset)
    try:
        document = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        where = f"{source.name}, line {error.lineno}, column {error.colno}"
        raise Unreadable(
            f"The JSON is broken: {error.msg}", where, "ask for it to be sent again whole"
        ) from error
    except RecursionError as error:
        raise Unreadable(
            "The JSON is nested too deeply", source.name, "send ninjs as its schema has it"
        ) from error
    objects = _objects(document)
    if not objects:
        raise Unreadable(
            "The JSON holds no ninjs item",
            source.name,
            "an item is an object with a uri, headlines and bodies",
        )
    return tuple(_draft(source, _lower(found), decoded.repairs) for found in objects), "ninjs"


def _objects(document: object) -> list[Json]:
    if (
        isinstance(document, dict)
        and isinstance(document.get("items"), list)
        and "bodies" not in document
    ):
        document = document["items"]
    found = document if isinstance(document, list) else [document]
    return [each for each in found if isinstance(each, dict) and _is_ninjs(each)]


def _is_ninjs(found: Json) -> bool:
    """Some version's name for the item itself, its headlines or its text; a headline alone may be any JSON's."""
    names = {str(key).lower() for key in found}
    return not names.isdisjoint({"uri", "guid", "headlines", "bodies"}) or any(
        name.startswith("body_") for name in names
    )


def _lower(found: object, depth: int = 0) -> Any:
    """Keys in lower case: versionCreated (3) and versioncreated (1, 2) are one."""
    if depth > _DEPTH:
        return None
    if isinstance(found, dict):
        return {str(key).lower(): _lower(value, depth + 1) for key, value in found.items()}
    if isinstance(found, list):
        return [_lower(value, depth + 1) for value in found]
    return found


def _draft(source: Source, raw: Json, repairs: tuple[Repair, ...]) -> Draft:
    paragraphs = _paragraphs(raw)
    headline = _headline(raw)
    version = _text(raw, "version")
    item = NewsItem(
        uri=_text(raw, "uri") or content_uri(json.dumps(raw, sort_keys=True)),
        version=int(version)
        if version.isascii() and version.isdigit() and len(version) < 9 and int(version)
        else 1,
        kind=_text(raw, "type") or "text",
        language=_text(raw, "language"),
        headline=headline,
        paragraphs=paragraphs,
        summary=_summary(raw),
        byline=_text(raw, "by", "byline"),
        dateline=_text(raw, "located"),
        credit=_text(raw, "creditline") or _source(raw, "credit"),
        slugline=_text(raw, "slugline"),
        editor_note=_text(raw, "ednote"),
        subjects=tuple(
            Subject(_code(e), _text(e, "name"))
            for e in _objects_at(raw, "subjects", "subject")
            if _code(e) and not _is_keyword(e)
        ),
        places=tuple(
            Place(_code(e), _text(e, "name"))
            for e in _objects_at(raw, "places", "place")
            if _code(e) or _text(e, "name")
        ),
        keywords=_keywords(raw),
        urgency=_integer(raw.get("urgency")),
        pub_status=_status(_text(raw, "pubstatus")),
        embargoed_until=instant(_text(raw, "embargoeduntil", "embargoed")),
        first_created=instant(_text(raw, "firstcreated")),
        version_created=instant(_text(raw, "versioncreated")) or source.received_at,
        provider=_provider(raw),
        copyright_notice=_text(raw, "copyrightnotice"),
        usage_terms=_text(raw, "usageterms"),
        ai_policy=policy_in_odrl(_text(_object(raw, "rightsinfo"), "encodedrights")),
        digital_source_type=_text(_object(raw, "digitalsourcetype"), "uri", "literal"),
        translated_from=next(
            (_text(e, "uri") for e in _associations(raw) if _text(e, "rel") == "translatedFrom"), ""
        ),
        members=tuple(_text(e, "uri") for e in _associations(raw) if _text(e, "rel") == "member"),
        media=_media(raw),
    )
    return Draft(item=item, repairs=repairs)


def _text(raw: Json, *names: str) -> str:
    """The first of these properties that is a string or number."""
    for name in names:
        value = raw.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _list(raw: Json, name: str) -> list[Any]:
    value = raw.get(name)
    return value if isinstance(value, list) else []


def _object(raw: Json, name: str) -> Json:
    value = raw.get(name)
    return value if isinstance(value, dict) else {}


def _objects_at(raw: Json, *names: str) -> list[Json]:
    return [entry for name in names for entry in _list(raw, name) if isinstance(entry, dict)]


def _integer(value: object) -> int | None:
    return (
        value
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9
        else None
    )


def _status(text: str) -> str:
    return (
        {"cancelled": "canceled"}.get(text, text)
        if text in {"usable", "withheld", "canceled", "cancelled"}
        else "usable"
    )


def _code(entry: Json) -> str:
    return _text(entry, "uri") or _text(entry, "scheme") + _text(entry, "code", "literal")


def _headline(raw: Json) -> str:
    """The main headline of version 2 and 3's list, or version 1's property."""
    entries = _objects_at(raw, "headlines")
    main = [entry for entry in entries if _text(entry, "role") in {"", "main"}] or entries
    if main and _text(main[0], "value"):
        return _plain(_text(main[0], "value"), _text(main[0], "contenttype"))
    named = [
        str(value)
        for key, value in raw.items()
        if key.startswith("headline_") and isinstance(value, str)
    ]
    return _text(raw, "headline", "headline_main") or next(iter(named), "") or _text(raw, "title")


def _paragraphs(raw: Json) -> tuple[str, ...]:
    """The body with the most text; markup before plain text where they say the same, as it knows the paragraphs."""
    entries = _objects_at(raw, "bodies")
    bodies = [(_text(entry, "value"), _text(entry, "contenttype")) for entry in entries]
    bodies += [(str(value), "text/html" if _is_markup(key, str(value)) else "text/plain") for key, value in raw.items()
               if key.startswith("body_") and isinstance(value, str)]  # fmt: skip
    read = [(_body(value, form), "html" in form) for value, form in bodies if value.strip()]
    if not read:
        return ()
    longest = max(sum(map(len, paragraphs)) for paragraphs, _ in read)
    full = [pair for pair in read if sum(map(len, pair[0])) > 0.9 * longest]
    return max(full, key=lambda pair: (len(pair[0]), pair[1]))[0]


def _is_markup(key: str, value: str) -> bool:
    return any(word in key for word in ("html", "xhtml", "richtext")) or value.lstrip().startswith(
        "<"
    )


def _body(value: str, form: str) -> tuple[str, ...]:
    if "html" in form or "xml" in form or (not form and value.lstrip().startswith("<p")):
        return fragment_paragraphs(value)
    return tuple(split_paragraphs(value))


def _plain(value: str, form: str) -> str:
    return (
        " ".join(fragment_paragraphs(value))
        if "html" in form or "xml" in form
        else " ".join(split_paragraphs(value))
    )


def _summary(raw: Json) -> str:
    entries = _objects_at(raw, "descriptions")
    if entries:
        return _plain(_text(entries[0], "value"), _text(entries[0], "contenttype"))
    return _text(raw, "description_summary", "description_text", "description_caption")


def _is_keyword(entry: Json) -> bool:
    return _text(entry, "rel") == "keyword"


def _keywords(raw: Json) -> tuple[str, ...]:
    """Subjects that are mere words (as we write them), and the list that some senders add."""
    subjects = [
        _text(entry, "literal", "name")
        for entry in _objects_at(raw, "subjects")
        if _is_keyword(entry)
    ]
    return tuple(
        word for word in [*subjects, *_list(raw, "keywords")] if isinstance(word, str) and word
    )


def _provider(raw: Json) -> str:
    return _source(raw, "provider") or _source(raw, "") or _text(raw, "copyrightholder")


def _source(raw: Json, role: str) -> str:
    """The first information source in that role; any but the credit for an empty role."""
    found = [
        entry
        for entry in _objects_at(raw, "infosources", "infosource")
        if role in _text(entry, "role").lower()
    ]
    named = [
        _text(entry, "name")
        for entry in found
        if role or "credit" not in _text(entry, "role").lower()
    ]
    return next(iter(named), "")


def _associations(raw: Json) -> list[Json]:
    """Version 1 keeps them in an object by name, later versions in a list."""
    value = raw.get("associations")
    if isinstance(value, dict):
        return [{"name": name, **entry} for name, entry in value.items() if isinstance(entry, dict)]
    return _objects_at(raw, "associations")


def _media(raw: Json) -> tuple[Media, ...]:
    """Pictures and sound among the associations; a picture item's own renditions."""
    found: list[Media] = []
    for entry in [raw, *_associations(raw)]:
        renditions = entry.get("renditions")
        if isinstance(renditions, dict):
            renditions = [
                {"name": name, **value}
                for name, value in renditions.items()
                if isinstance(value, dict)
            ]
        usable = [r for r in renditions or [] if isinstance(r, dict) and _text(r, "href")]
        if usable and _text(entry, "type") != "text":
            found.append(_medium(entry, usable))
    return tuple(found)


def _medium(entry: Json, usable: list[Json]) -> Media:
    """A picture by its largest file."""
    digests = {_text(e, "role"): _text(e, "value") for e in _objects_at(entry, "altids")}
    files = [_rendition(one, digests) for one in usable]
    best = max(files, key=lambda one: one.width or 0)
    described = {_text(e, "role"): _text(e, "value") for e in _objects_at(entry, "descriptions")}
    alternative = described.get("alternative", "")
    caption = _summary(entry) or _headline(entry)
    uri = _text(entry, "uri")
    return Media(
        href=best.href,
        uri=uri if uri != best.href else "",
        media_type=best.media_type,
        caption=caption if caption != alternative or "caption" in described else "",
        alternative=alternative,
        width=best.width,
        height=best.height,
        size=best.size,
        digest=best.digest,
        smaller=tuple(one for one in files if one is not best),
    )


def _rendition(one: Json, digests: dict[str, str]) -> Rendition:
    name, size = _text(one, "name"), one.get("sizeinbytes")
    return Rendition(
        name=name,
        href=_text(one, "href"),
        media_type=_text(one, "contenttype", "mimetype"),
        width=_size(one, "width"),
        height=_size(one, "height"),
        size=size if isinstance(size, int) and not isinstance(size, bool) and size > 0 else None,
        digest=digests.get(f"sha-256 {name}", ""),
    )


def _size(rendition: Json, name: str) -> int | None:
    value = rendition.get(name)
    return (
        int(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1_000_000
        else None
    )
