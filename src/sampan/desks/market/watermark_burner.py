"""The process that `watermarks` starts: source, target and text as its arguments.

Says on standard output how many per cent are done, a line each. Exit 1 with a sentence on standard error for a clip
that cannot be marked. Imports nothing of the program.
"""

import os
import resource
import sys
from collections.abc import Iterator
from typing import Any

_MEMORY = 3 << 30
_SECONDS = 4 * 3600  # of the processor
_MOST_SECONDS = 4 * 3600  # of a clip
_LINES = 480  # at most: enough to judge a programme, too little to show it
_WHITE, _INK, _SHADOW = 235, 0.51, 0.43
_MICROSECONDS = 1_000_000


def main() -> int:
    """Limit, decode, draw, encode."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)  # the site goes first
    source, target, text = sys.argv[1:4]
    try:
        import av  # noqa: PLC0415  # an extra; where it is absent, that is said
    except ImportError:
        return _say("Screeners need the extra “media”: install sampan[media].")
    try:
        with (
            av.open(source) as clip,
            av.open(target, "w", format="mp4", options={"movflags": "faststart"}) as made,
        ):
            if (clip.duration or 0) > _MOST_SECONDS * _MICROSECONDS:
                return _say("Screeners of more than four hours cannot be marked here.")
            _burn(clip, made, text)
    except Exception:  # noqa: BLE001  # decoders of damaged files raise everything; the sender is told the same of all
        return _say("The screener cannot be decoded; its house has to send it again.")
    return 0


def _burn(clip: Any, made: Any, text: str) -> None:
    source = clip.streams.video[0]
    source.thread_type = "AUTO"
    out = made.add_stream("libx264", rate=source.average_rate or 25, options={"preset": "veryfast"})
    out.width, out.height = _size(source.width, source.height)
    out.pix_fmt = "yuv420p"
    out.time_base = source.time_base
    mark = _Mark(text, out.width, out.height)
    sound = clip.streams.audio[0] if clip.streams.audio else None
    heard = made.add_stream_from_template(sound) if sound else None
    for packet in _told(clip, [one for one in (source, sound) if one]):
        if packet.stream is source:
            for number, frame in enumerate(packet.decode()):
                made.mux(out.encode(mark.put(frame, frame.time or number)))
        elif packet.dts is not None:
            packet.stream = heard
            made.mux(packet)
    made.mux(out.encode())


def _size(width: int, height: int) -> tuple[int, int]:
    """As large, or as small as it may be; both even, as the codec wants them."""
    lines = min(height, _LINES)
    return round(width * lines / height) // 2 * 2, lines // 2 * 2


def _told(clip: Any, streams: list[Any]) -> Iterator[Any]:
    """The packets; meanwhile each new per cent is said."""
    said = -1
    for packet in clip.demux(streams):
        yield packet
        if clip.duration and packet.pts is not None:
            at = float(packet.pts * packet.time_base) * _MICROSECONDS
            done = min(int(100 * at / clip.duration), 99)
            if done > said:
                said = done
                print(done, flush=True)  # noqa: T201  # read by `watermarks`


class _Mark:
    """The text across the picture at a place that wanders, so that no crop takes it from every picture.

    Only the lightness of the few lines that it covers is touched: `keep` says how much of it stays, `add` what comes.
    """

    def __init__(self, text: str, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._keep, self._add = _masks(text, width, height)

    def put(self, frame: Any, second: float) -> Any:
        import av  # noqa: PLC0415

        lines = frame.reformat(self._width, self._height, "yuv420p").to_ndarray()
        tall, wide = self._keep.shape
        x = int((self._width - wide) * (0.5 + 0.5 * _swing(second, 11)))
        y = int((self._height - tall) * (0.5 + 0.4 * _swing(second, 7)))
        part = lines[y : y + tall, x : x + wide]
        part[:] = (part * self._keep + self._add).astype(part.dtype)
        marked = av.VideoFrame.from_ndarray(lines, "yuv420p")
        marked.pts, marked.time_base = frame.pts, frame.time_base
        return marked


def _masks(text: str, width: int, height: int) -> tuple[Any, Any]:
    """Of the lightness under the text: the share that stays, and what is added. White ink on a shadow."""
    import numpy as np  # noqa: PLC0415
    from PIL import ImageFont  # noqa: PLC0415

    font = ImageFont.load_default(size=max(12, height // 18))
    left, top, right, bottom = font.getbbox(text)
    size = (min(int(right - left) + 3, width), min(int(bottom - top) + 3, height))
    ink = _drawn(text, font, size, (-left, -top)) * _INK
    shadow = _drawn(text, font, size, (1 - left, 1 - top)) * _SHADOW
    keep = (1 - shadow) * (1 - ink)
    return keep.astype(np.float32), (ink * _WHITE).astype(np.float32)


def _drawn(text: str, font: Any, size: tuple[int, int], at: tuple[float, float]) -> Any:
    """How much of each point the text covers, from 0 to 1."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image, ImageDraw  # noqa: PLC0415

    layer = Image.new("L", size)
    ImageDraw.Draw(layer).text(at, text, font=font, fill=255)
    return np.asarray(layer, np.float32) / 255


def _swing(second: float, period: float) -> float:
    """From -1 to 1 and back within the period."""
    share = second % period / period
    return 4 * abs(share - 0.5) - 1


def _say(sentence: str) -> int:
    sys.stderr.write(sentence)
    return 1


if __name__ == "__main__":
    sys.exit(main())
