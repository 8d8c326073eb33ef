"""Clips made by FFmpeg's own generators, with the faults that a test asks for."""

from fractions import Fraction
from pathlib import Path

import av
import av.filter


def make_clip(
    path: Path,
    *,
    seconds: int = 6,
    size: tuple[int, int] = (1920, 1080),
    black: tuple[int, int] | None = None,
    volume_db: float = -20,
    silent_from: int | None = None,
    codec: str = "libx264",
) -> Path:
    """A moving test picture and a tone of 1 kHz, at five pictures a second."""
    with av.open(str(path), "w") as clip:
        video = clip.add_stream(codec, rate=5)
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        if codec == "libx264":
            video.options = {"preset": "ultrafast"}
        sound = clip.add_stream("aac", rate=48_000)
        for frame in _generated(_picture(seconds, size, black)):
            frame.pict_type = 0
            clip.mux(video.encode(frame))
        clip.mux(video.encode())
        for frame in _generated(_tone(seconds, volume_db, silent_from)):
            clip.mux(sound.encode(frame))
        clip.mux(sound.encode())
    return path


def _picture(
    seconds: int, size: tuple[int, int], black: tuple[int, int] | None
) -> list[tuple[str, str]]:
    width, height = size
    chain = [("testsrc2", f"size={width}x{height}:rate=5:duration={seconds}")]
    if black:
        between = f"between(t,{black[0]},{black[1] - 0.01})"
        box = f"x=0:y=0:w=iw:h=ih:color=black:t=fill:enable='{between}'"
        chain.append(("drawbox", box))
    return [*chain, ("format", "yuv420p"), ("buffersink", "")]


def _tone(seconds: int, volume_db: float, silent_from: int | None) -> list[tuple[str, str]]:
    chain = [
        ("sine", f"frequency=1000:sample_rate=48000:duration={seconds}"),
        ("volume", f"{volume_db}dB"),
    ]
    if silent_from is not None:
        chain.append(("volume", f"volume=0:enable='gte(t,{silent_from})'"))
    chain.append(("aformat", "sample_fmts=fltp:channel_layouts=stereo:sample_rates=48000"))
    return [*chain, ("abuffersink", "")]


def _generated(chain: list[tuple[str, str]]) -> "list[object]":
    graph = av.filter.Graph()
    graph.link_nodes(*(graph.add(name, told or None) for name, told in chain)).configure()
    frames = []
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return frames
        frame.time_base = frame.time_base or Fraction(1, 5)
        frames.append(frame)
