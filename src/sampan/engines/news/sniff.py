"""Which format a file is in, from its first bytes; its name and declared type only break ties."""

import re

_ARCHIVES = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
)
_OTHER = (
    (b"%PDF-", "a PDF document"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_HEADER = re.compile(
    rb"\A(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+?\r?\n?",
    re.DOTALL,
)
_MAIL_FIELDS = re.compile(
    rb"^(?:return-path|received|date|from|to|subject|message-id|mime-version|content-type|content-transfer-encoding"
    rb"|reply-to|x-[a-z-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_ROOT = re.compile(rb"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)")
_ROOTS = {
    b"newsitem": "newsml-g2", b"newsmessage": "newsml-g2", b"packageitem": "newsml-g2", b"conceptitem": "newsml-g2",
    b"knowledgeitem": "newsml-g2", b"planningitem": "newsml-g2", b"catalogitem": "newsml-g2",
    b"nitf": "nitf", b"rss": "feed", b"rdf": "feed", b"feed": "feed", b"entry": "feed", b"newsml": "xml",
    b"html": "html",
}  # fmt: skip
_JSON = re.compile(rb"\{|\[\s*\{")
_HTML = re.compile(
    rb"<(?:!doctype html|html|head|body|article|main|title|h1|p|div|meta|br)\b[^>]*>", re.IGNORECASE
)


def container(data: bytes) -> str:
    """What kind of archive, picture or document the bytes are; empty for what may be text.

    >>> container(b"PK\\x03\\x04rest")
    'a ZIP archive or an office document'
    """
    for magic, name in (*_ARCHIVES, *_OTHER):
        if data.startswith(magic):
            return name
    return ""


def sniff(data: bytes, *, name: str = "", media_type: str | None = None) -> str:
    """One of ninjs, newsml-g2, nitf, feed, html, mail, text, xml (some other XML).

    >>> sniff(b'{"uri": "urn:x"}'), sniff(b"<rss version='2.0'/>"), sniff(b"Plain words.")
    ('ninjs', 'feed', 'text')
    """
    start = _readable_start(data)
    if _JSON.match(start):
        return "ninjs"
    if start.startswith(b"<"):
        return _markup(start)
    if _is_mail(start):
        return "mail"
    hinted = (media_type or "").split(";")[0].strip().lower()
    if (hinted == "text/html" or name.lower().endswith((".html", ".htm"))) and b"<" in start:
        return "html"
    if hinted == "message/rfc822" or name.lower().endswith(".eml"):
        return "mail" if _MAIL_FIELDS.match(start) else "text"
    return "html" if len(_HTML.findall(start)) >= 4 else "text"


def _readable_start(data: bytes) -> bytes:
    """The first characters as ASCII-compatible bytes, UTF-16 included."""
    start = bytes(data[:8192])
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if start.startswith(mark):
            start = start[2:].decode(codec, "ignore").encode()
    if start[:2] in {b"<\0", b"{\0"}:
        start = start.decode("utf-16-le", "ignore").encode()
    elif start[:2] in {b"\0<", b"\0{"}:
        start = start.decode("utf-16-be", "ignore").encode()
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def _markup(start: bytes) -> str:
    bare = re.sub(rb"<!--.*?-->", b"", start, flags=re.DOTALL)
    bare = re.sub(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", b"", bare, flags=re.DOTALL | re.IGNORECASE)
    root = _ROOT.search(bare)
    if root is None:
        return (
            "html"
            if re.search(rb"<!doctype html", start, re.IGNORECASE)
            else "xml"
            if start.startswith(b"<?xml")
            else "text"
        )
    known = _ROOTS.get(root[1].lower())
    if known:
        return known
    return "xml" if start.startswith(b"<?xml") or b"xmlns" in start[:600] else "html"


def _is_mail(start: bytes) -> bool:
    """At least two mail fields before the first blank line, and nothing but fields there."""
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    if not _HEADER.match(head + b"\n\n"):
        return False
    fields = {found.lower() for found in _MAIL_FIELDS.findall(head)}
    lines = [line for line in head.splitlines() if line and line[:1] not in b" \t"]
    shaped = sum(1 for line in lines if re.match(rb"(?:From |[A-Za-z][A-Za-z0-9-]*:)", line))
    return len(fields) >= 2 and shaped >= 0.8 * len(lines)
