"""A template and its values become a PDF, in a process with little memory and time of its own."""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sampan.engines.language import LANGUAGES

from .fonts import LATIN, Font, families

TEMPLATES = Path(__file__).parent / "templates"
_CHILD = Path(__file__).with_name("typst_process.py")


class CannotTypeset(ValueError):
    """The document cannot be set; the sentence says what is wrong, and where in the template."""


def typeset(
    template: str | Path,
    data: Mapping[str, object],
    *,
    fonts: Sequence[Font],
    files: Mapping[str, bytes] | None = None,
    made_at: datetime | None = None,
    accessible: bool = True,
    seconds: float = 60,
) -> bytes:
    """Answer the PDF of a Typst template, filled with `data`.

    `template` is Typst source, or the path of a `.typ` file (its neighbours can be imported). It begins with
    `#import "sampan.typ": *` and finds `data` there, as JSON; see docs/engines/typesetting.md for what else it
    finds. `fonts`: see `installed_fonts`; the machine's own are never used. `files` are pictures by name.
    `made_at` is the day that the document bears (PDF metadata and `datetime.today()`); without it, none: the same
    values give the same bytes. `accessible` writes PDF/UA-1, which wants a title and words for each picture.

    Raises CannotTypeset, with a sentence: a fault of the template, or more than `seconds` of work.

    >>> from sampan.engines.typesetting import installed_fonts
    >>> source = '#import "sampan.typ": *\\n#show: look.with(data.tag, title: "A")\\n= A'
    >>> typeset(source, {"tag": "en"}, fonts=installed_fonts())[:8]
    b'%PDF-1.7'
    """
    parts = {
        **_library(),
        **_sources(template),
        **(files or {}),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    _refuse_downloads(parts)
    order = {
        "parts": {name: base64.b64encode(part).decode() for name, part in parts.items()},
        "fonts": [str(font.path.parent) for font in fonts],
        "timestamp": int(made_at.timestamp()) if made_at else 0,
        "standards": ["ua-1"] if accessible else [],
        "seconds": int(seconds) + 1,
    }
    return _run(json.dumps(order).encode(), seconds=seconds)


def _library() -> dict[str, bytes]:
    chains = {language.tag: _chain(language.tag) for language in LANGUAGES}
    library = {path.name: path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))}
    return {**library, "families.json": json.dumps(chains).encode()}


def _chain(tag: str) -> list[object]:
    """As Typst wants it: in Chinese, Latin letters come from the Latin font, but not its punctuation."""
    names: list[object] = list(families(tag))
    if names[0] != LATIN:
        names.insert(0, {"name": LATIN, "covers": "latin-in-cjk"})
    return names


def _sources(template: str | Path) -> dict[str, bytes]:
    if isinstance(template, str):
        return {"main.typ": template.encode()}
    beside = {path.name: path.read_bytes() for path in sorted(template.parent.glob("*.typ"))}
    return {**beside, "main.typ": template.read_bytes()}


def _refuse_downloads(parts: Mapping[str, bytes]) -> None:
    for name, part in parts.items():
        if name.endswith(".typ") and b'"@' in part:
            raise CannotTypeset(
                f"{name} imports a package from outside; templates use only what is installed here."
            )


def _run(order: bytes, *, seconds: float) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # our own file, by our own interpreter, no shell
            [sys.executable, "-I", str(_CHILD)],
            input=order,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotTypeset(
            f"The document is not set after {seconds:g} seconds; make it shorter, or allow more time."
        ) from None
    if done.returncode == 1 and done.stderr:
        raise CannotTypeset(done.stderr.decode(errors="replace").strip())
    if done.returncode:
        raise CannotTypeset(
            "The document cannot be set within the memory and time that one may take; make it shorter."
        )
    return done.stdout
