"""`sampan text`: what a text is, its words and its sentences. Works on files alone."""

from collections.abc import Callable, Sequence

import click

from sampan.engines import language as engine

from .output import as_json, print_row, read_text

_language = click.option(
    "--language",
    type=click.Choice([each.tag for each in engine.LANGUAGES]),
    help="Its BCP 47 tag; identified when left out.",
)
_file = click.argument("file", default="-")


@click.group("text")
def command() -> None:
    """Texts in the working languages: inspect, words, sentences."""


@command.command("inspect")
@_file
@as_json
def inspect(file: str, as_json: bool) -> None:
    """Say which language it is, how sure that is, and how long it is as readers count."""
    text = read_text(file)
    found = engine.identify(text)
    repaired = engine.repair_burmese(text)
    row = {
        "file": file,
        "language": found.language,
        "confidence": round(found.confidence, 4),
        "ranking": [[tag, round(score, 4)] for tag, score in found.ranking[:3] if score],
        "graphemes": len(engine.graphemes(text)),
        "code_points": len(text),
        "words": len(engine.words(repaired.text, found.language)),
        "zawgyi": repaired.changed,
    }
    others = [f"{tag} {score:.0%}" for tag, score in found.ranking[1:3] if score >= 0.005]
    plain = "\n".join(
        f"{name:12} {', '.join(others) or '–' if name == 'ranking' else value}"
        for name, value in row.items()
    )
    print_row(row, as_json=as_json, plain=plain)


@command.command("words")
@_file
@_language
@as_json
def words(file: str, language: str | None, as_json: bool) -> None:
    """List its words, with their places."""
    _print_spans(file, language, as_json=as_json, part=engine.words)


@command.command("sentences")
@_file
@_language
@as_json
def sentences(file: str, language: str | None, as_json: bool) -> None:
    """List its sentences, with their places."""
    _print_spans(file, language, as_json=as_json, part=engine.sentences)


def _print_spans(
    file: str,
    language: str | None,
    *,
    as_json: bool,
    part: Callable[[str, str], Sequence[engine.Span]],
) -> None:
    text = read_text(file)
    for span in part(text, language or engine.identify(text).language):
        row = {"start": span.start, "end": span.end, "text": span.text}
        print_row(row, as_json=as_json, plain=span.text)
