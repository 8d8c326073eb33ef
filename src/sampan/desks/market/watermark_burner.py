"""The process that `watermarks` starts: source, target and text as its arguments.

Exit 1 with a sentence on standard error for a clip that cannot be marked. Imports nothing of the program.
"""

import resource
import sys
from typing import Any

_MEMORY = 3 << 30
_SECONDS = 900
_MOST_SECONDS = 15 * 60  # of a clip; longer screeners are marked by a house's own tools


def main() -> int:
    """Limit, decode, draw, encode."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
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
            if (clip.duration or 0) > _MOST_SECONDS * 1_000_000:
                return _say("Screeners of more than a quarter of an hour cannot be marked here.")
            _burn(clip, made, text)
    except Exception:  # noqa: BLE001  # decoders of damaged files raise everything; the sender is told the same of all
        return _say("The screener cannot be decoded; its house has to send it again.")
    return 0


def _burn(clip: Any, made: Any, text: str) -> None:
    import av  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    source = clip.streams.video[0]
    out = made.add_stream("libx264", rate=source.average_rate or 25, options={"preset": "veryfast"})
    out.width, out.height = source.width // 2 * 2, source.height // 2 * 2
    out.pix_fmt = "yuv420p"
    out.time_base = source.time_base
    sound = clip.streams.audio[0] if clip.streams.audio else None
    heard = made.add_stream_from_template(sound) if sound else None
    for packet in clip.demux([one for one in (source, sound) if one]):
        if packet.stream is not source:
            if packet.dts is not None:
                packet.stream = heard
                made.mux(packet)
            continue
        for number, frame in enumerate(packet.decode()):
            picture = frame.to_image().crop((0, 0, out.width, out.height))
            marked = av.VideoFrame.from_ndarray(
                np.asarray(_mark(picture, text, frame.time or number)), "rgb24"
            )
            marked.pts, marked.time_base = frame.pts, frame.time_base
            made.mux(out.encode(marked))
    made.mux(out.encode())


def _mark(picture: Any, text: str, second: float) -> Any:
    """The text across the picture at a place that wanders, so that no crop takes it from every picture."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    font = ImageFont.load_default(size=max(12, picture.height // 18))
    pen = ImageDraw.Draw(layer)
    width = pen.textlength(text, font=font)
    x = (picture.width - width) * (0.5 + 0.5 * _swing(second, 11))
    y = picture.height * (0.5 + 0.4 * _swing(second, 7))
    for shift, ink in ((1, (0, 0, 0, 110)), (0, (255, 255, 255, 130))):
        pen.text((x + shift, y + shift), text, font=font, fill=ink)
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _swing(second: float, period: float) -> float:
    """From -1 to 1 and back within the period."""
    share = second % period / period
    return 4 * abs(share - 0.5) - 1


def _say(sentence: str) -> int:
    sys.stderr.write(sentence)
    return 1


if __name__ == "__main__":
    sys.exit(main())
