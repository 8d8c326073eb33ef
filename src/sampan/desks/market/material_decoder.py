"""The process that `quality` starts: a path as its argument; what was measured, as JSON, from standard output.

Loudness by EBU R128 (`ebur128`), black frames (`blackdetect`) and silence (`silencedetect`) are FFmpeg's own filters,
run through PyAV. Exit 1 with a sentence on standard error for what is no film or sound. Imports nothing of the program.
"""

import json
import math
import resource
import sys
from typing import Any

_MEMORY = 3 << 30
_SECONDS = 540
_BLACK = "d=1:pic_th=0.98:pix_th=0.10"  # a second of black
_SILENCE = "noise=-60dB:d=1"


def main() -> int:
    """Limit, open, decode all of it."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        import av  # noqa: PLC0415  # an extra; where it is absent, that is said
    except ImportError:
        return _say("Films are checked by the extra “media”: install sampan[media].")
    try:
        with av.open(sys.argv[1]) as film:
            told = _facts(film)
            told |= _measured(film)
    except Exception:  # noqa: BLE001  # decoders of damaged files raise everything; the sender is told the same of all
        return _say("The file is damaged, or is neither film nor sound.")
    sys.stdout.write(json.dumps(told))
    return 0


def _facts(film: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "container": film.format.name.partition(",")[0],
        "seconds": (film.duration or 0) / 1_000_000,
    }
    if film.streams.video:
        video = film.streams.video[0]
        told |= {
            "video": video.codec_context.name,
            "width": video.codec_context.width,
            "height": video.codec_context.height,
            "rate": float(video.average_rate or 0),
        }
    if film.streams.audio:
        audio = film.streams.audio[0]
        told |= {
            "audio": audio.codec_context.name,
            "sample_rate": audio.codec_context.sample_rate,
            "channels": audio.codec_context.channels,
        }
    if not film.streams.video and not film.streams.audio:
        raise ValueError("neither film nor sound")
    return told


def _measured(film: Any) -> dict[str, Any]:
    """Both graphs, fed frame by frame in the order of the file."""
    black = _Spans("lavfi.black_start", "lavfi.black_end")
    silence = _Spans("lavfi.silence_start", "lavfi.silence_end")
    loudness: dict[str, float] = {}
    graphs = {
        stream.index: _graph(stream)
        for stream in (*film.streams.video[:1], *film.streams.audio[:1])
    }
    wanted = [film.streams[index] for index in graphs]
    for packet in film.demux(wanted):
        for frame in packet.decode():
            for seen in _through(graphs[packet.stream.index], frame):
                _read(seen.metadata, black, silence, loudness)
    for graph in graphs.values():
        for seen in _through(graph, None):
            _read(seen.metadata, black, silence, loudness)
    end = (film.duration or 0) / 1_000_000
    return {"black": black.closed(end), "silence": silence.closed(end), **loudness}


def _graph(stream: Any) -> Any:
    import av.filter  # noqa: PLC0415

    graph = av.filter.Graph()
    if stream.type == "video":
        nodes = [graph.add_buffer(template=stream), graph.add("blackdetect", _BLACK)]
        nodes.append(graph.add("buffersink"))
    else:
        nodes = [
            graph.add_abuffer(template=stream),
            graph.add("ebur128", "metadata=1:peak=true"),
            graph.add("silencedetect", _SILENCE),
            graph.add("abuffersink"),
        ]
    graph.link_nodes(*nodes).configure()
    return graph


def _through(graph: Any, frame: Any) -> Any:
    import av.error  # noqa: PLC0415

    graph.push(frame)
    while True:
        try:
            yield graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _read(metadata: Any, black: "_Spans", silence: "_Spans", loudness: dict[str, float]) -> None:
    black.read(metadata)
    silence.read(metadata)
    for key, name in (("lavfi.r128.I", "lufs"), ("lavfi.r128.LRA", "range")):
        if key in metadata:
            loudness[name] = float(metadata[key])
    # The filter gives true peaks as amplitudes, 1 being full scale.
    peaks = [float(value) for key, value in metadata.items() if "true_peaks_ch" in key]
    if peaks and max(peaks) > 0:
        loudness["peak"] = max(loudness.get("peak", -99.0), 20 * math.log10(max(peaks)))


class _Spans:
    """From marks of begin and end on frames to spans in seconds."""

    def __init__(self, begin: str, end: str) -> None:
        self.begin, self.end = begin, end
        self.found: list[list[float]] = []
        self.open: float | None = None

    def read(self, metadata: Any) -> None:
        for key, value in metadata.items():
            if key.startswith(self.begin):
                self.open = float(value)
            elif key.startswith(self.end) and self.open is not None:
                self.found.append([self.open, float(value)])
                self.open = None

    def closed(self, end: float) -> list[list[float]]:
        rest = [[self.open, end]] if self.open is not None and end > self.open else []
        return [[round(a, 2), round(b, 2)] for a, b in (*self.found, *rest)]


def _say(sentence: str) -> int:
    sys.stderr.write(sentence)
    return 1


if __name__ == "__main__":
    sys.exit(main())
