"""Whether a delivered file is what the contract wants: measured in a process of its own, told in sentences."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.catalogue import pictures
from sampan.partners.errors import Invalid

from .terms import MaterialKind

_DECODER = Path(__file__).with_name("material_decoder.py")
TARGET = -23.0  # LUFS, EBU R 128
TOLERANCE = 1.0  # LU
PEAK = -1.0  # dBTP
_LENGTH = 0.05  # of the title's own running time
_SECONDS = 600
_FILMS = (MaterialKind.MASTER, MaterialKind.TRAILER)
_CODECS = {"h264", "hevc", "prores", "mpeg2video", "dnxhd", "vp9", "av1"}
_HEIGHTS = {MaterialKind.MASTER: 1080, MaterialKind.TRAILER: 720}
_POSTER = 1000  # pixels of the shorter side

FINDINGS: Mapping[str, Promise] = {
    "unreadable": _("It cannot be read: %(detail)s"),
    "no_video": _("There is no picture in it."),
    "no_audio": _("There is no sound in it."),
    "codec": _("Its picture is coded as %(codec)s; masters are H.264, HEVC, ProRes, MPEG-2, DNxHD, VP9 or AV1."),
    "small": _("Its picture is %(width)d × %(height)d; at least %(wanted)d lines are wanted."),
    "length": _("It lasts %(minutes)s minutes; the title lasts %(wanted)s."),
    "loudness": _("Its loudness is %(lufs)s LUFS; EBU R 128 wants −23 ± 1."),
    "peak": _("Its true peak is %(peak)s dBTP; −1 is the most."),
    "black": _("Black picture from %(start)s to %(end)s."),
    "silence": _("Silence from %(start)s to %(end)s."),
    "silent": _("Its sound is silent from beginning to end."),
    "no_cues": _("There is no subtitle in it; each has a line of times such as 00:00:01,000 --> 00:00:03,000."),
    "not_utf8": _("Its text is not UTF-8; save it anew."),
    "small_art": _("It is %(width)d × %(height)d pixels; the shorter side wants %(wanted)d."),
    "empty": _("The file is empty."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What a file is, and what is wrong with it; nothing is wrong where `findings` is empty."""

    facts: dict[str, Any]
    findings: list[dict[str, Any]]


def look(path: Path, kind: MaterialKind, *, minutes: int | None = None) -> Report:
    """Check a file against its place on the checklist; `minutes` is the title's own running time."""
    if path.stat().st_size == 0:
        return Report({}, [{"kind": "empty"}])
    try:
        if kind in _FILMS:
            facts = _measure(path)
            return Report(facts, list(_faults(facts, kind, minutes)))
        if kind == MaterialKind.ARTWORK:
            return _artwork(path)
    except Invalid as error:
        return Report({}, [{"kind": "unreadable", "detail": str(error)}])
    if kind == MaterialKind.SUBTITLES:
        return _subtitles(path)
    return Report({"bytes": path.stat().st_size}, [])


def sentence(finding: Mapping[str, Any]) -> str:
    """
    >>> str(sentence({"kind": "black", "start": "0:01", "end": "0:04"}))
    'Black picture from 0:01 to 0:04.'
    """
    return str(FINDINGS[finding["kind"]]) % finding


def _measure(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_DECODER), str(path)]
    try:
        done = subprocess.run(  # noqa: S603  # our own file, by our own interpreter, no shell
            command, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Invalid("It takes more than ten minutes to decode.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() if done.returncode == 1 else ""
        raise Invalid(said or "It cannot be decoded within the memory and time that one may take.")
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def _faults(
    facts: dict[str, Any], kind: MaterialKind, minutes: int | None
) -> Iterator[dict[str, Any]]:
    if "video" not in facts:
        yield {"kind": "no_video"}
    else:
        yield from _picture(facts, kind)
    if "audio" not in facts:
        yield {"kind": "no_audio"}
    else:
        yield from _sound(facts)
    lasts = facts["seconds"] / 60
    if kind == MaterialKind.MASTER and minutes and abs(lasts - minutes) > minutes * _LENGTH:
        yield {"kind": "length", "minutes": f"{lasts:.1f}", "wanted": str(minutes)}


def _picture(facts: dict[str, Any], kind: MaterialKind) -> Iterator[dict[str, Any]]:
    if facts["video"] not in _CODECS:
        yield {"kind": "codec", "codec": facts["video"]}
    if facts["height"] < _HEIGHTS[kind]:
        size = {"width": facts["width"], "height": facts["height"], "wanted": _HEIGHTS[kind]}
        yield {"kind": "small", **size}
    for start, end in facts["black"]:
        yield {"kind": "black", "start": clock(start), "end": clock(end)}


def _sound(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    spans, seconds = facts["silence"], facts["seconds"]
    if spans and sum(end - start for start, end in spans) >= seconds - 0.5:
        yield {"kind": "silent"}
        return
    for start, end in spans:
        yield {"kind": "silence", "start": clock(start), "end": clock(end)}
    lufs = facts.get("lufs", TARGET)
    if abs(lufs - TARGET) > TOLERANCE:
        yield {"kind": "loudness", "lufs": f"{lufs:.1f}"}
    if facts.get("peak", PEAK) > PEAK:
        yield {"kind": "peak", "peak": f"{facts['peak']:.1f}"}


def clock(seconds: float) -> str:
    """
    >>> clock(83.4), clock(3671)
    ('1:23', '1:01:11')
    """
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    head = f"{hours}:{rest // 60:02d}" if hours else str(rest // 60)
    return f"{head}:{rest % 60:02d}"


def _artwork(path: Path) -> Report:
    seen = pictures.look(path.read_bytes())
    facts = {"media_type": seen.media_type, "width": seen.width, "height": seen.height}
    small = min(seen.width, seen.height) < _POSTER
    size = {"width": seen.width, "height": seen.height, "wanted": _POSTER}
    return Report(facts, [{"kind": "small_art", **size}] if small else [])


def _subtitles(path: Path) -> Report:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Report({"bytes": len(data)}, [{"kind": "not_utf8"}])
    cues = text.count("-->")
    return Report({"cues": cues}, [] if cues else [{"kind": "no_cues"}])
