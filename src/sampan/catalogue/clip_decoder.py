"""The process that `clips` starts: a path as its argument; what the clip is, as JSON, from standard output.

Exit 1 with a sentence on standard error for a file that is no video. Imports nothing of the program.
"""

import json
import resource
import sys
from typing import Any

_MEMORY = 2 << 30
_SECONDS = 20


def main() -> int:
    """Limit, open, decode one picture of it."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        import av  # noqa: PLC0415  # an extra; where it is absent, that is said
    except ImportError:
        return _say("Clips need the extra “media”: install sampan[media].")
    try:
        with av.open(sys.argv[1]) as clip:
            told = _told(clip)
    except Exception:  # noqa: BLE001  # decoders of damaged files raise everything; the sender is told the same of all
        return _say("The file is no video that can be played; save it as MP4 or WebM.")
    sys.stdout.write(json.dumps(told))
    return 0


def _told(clip: Any) -> dict[str, object]:
    picture = next(clip.decode(video=0))
    names = set(clip.format.name.split(","))
    media = "video/mp4" if "mp4" in names else "video/webm" if "webm" in names else ""
    if not media:
        raise ValueError(clip.format.name)
    return {
        "media_type": media,
        "width": picture.width,
        "height": picture.height,
        "seconds": (clip.duration or 0) / 1_000_000,
    }


def _say(sentence: str) -> int:
    sys.stderr.write(sentence)
    return 1


if __name__ == "__main__":
    sys.exit(main())
