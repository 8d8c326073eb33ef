"""`sampan identity`: codes, and passages against an archive in one file. Works without database and server."""

from pathlib import Path

import click

from sampan.engines import identity as engine
from sampan.engines.language import identify

from .archive import Archive, NoArchive
from .output import (
    FINDINGS,
    CannotRun,
    as_json,
    check_paths,
    files_under,
    print_row,
    read_input,
    read_text,
    text_of,
)

_archive = click.option(
    "--archive",
    "archive_path",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive's file; made when it is not there.",
)


def _open(path: Path, *, must_exist: bool = False) -> Archive:
    try:
        return Archive(path, must_exist=must_exist)
    except NoArchive as fault:
        raise CannotRun(str(fault)) from fault


@click.group("identity")
def command() -> None:
    """Whose text is this: code, add, match."""


@command.command("code")
@click.argument("file", default="-")
@as_json
def code(file: str, as_json: bool) -> None:
    """Print the ISCC of a text, and of its bytes (ISO 24138)."""
    data = read_input(file)
    text = text_of(data, file)
    if not text.strip():
        raise CannotRun(f"{file} holds no text, and so has no code.")
    headline, _break, rest = text.partition("\n")
    row = {
        "file": file,
        "text": engine.text_code(headline, rest or headline),
        "instance": engine.instance_code(data),
    }
    print_row(row, as_json=as_json, plain=f"{row['text']}  {row['instance']}  {file}")


@command.command("add")
@click.argument("paths", nargs=-1, required=True)
@_archive
@as_json
def add(paths: tuple[str, ...], archive_path: Path, as_json: bool) -> None:
    """Add texts (UTF-8 files or folders of them) to an archive that later texts are matched with.

    A text of the same name takes the place of the older one. Exits 1 when some file is no such text.
    """
    check_paths(paths)
    faults = 0
    with _open(archive_path) as archive:
        for path, _is_named in files_under(paths):
            row, plain = _added(archive, path)
            faults += "problem" in row
            print_row(row, as_json=as_json, plain=plain)
    raise click.exceptions.Exit(FINDINGS if faults else 0)


def _added(archive: Archive, path: str) -> tuple[dict[str, object], str]:
    try:
        text = read_text(path)
    except CannotRun as fault:
        return {"file": path, "problem": fault.message}, fault.message
    language = identify(text).language
    prints = archive.add(path, text, language)
    plain = f"{path}: {language}, {prints} fingerprints"
    return {"file": path, "language": language, "fingerprints": prints}, plain


@command.command("match")
@click.argument("file", default="-")
@_archive
@as_json
def match(file: str, archive_path: Path, as_json: bool) -> None:
    """Show which texts of the archive share passages with FILE. Exits 1 when some do."""
    text = read_text(file)
    with _open(archive_path, must_exist=True) as archive:
        found = archive.match(text, identify(text).language)
    for name, matched in found:
        row = {
            "file": file,
            "source": name,
            "share": round(matched.score, 4),
            "spans": [
                {
                    "start": s.start,
                    "end": s.end,
                    "source_start": s.source_start,
                    "source_end": s.source_end,
                    "kind": s.kind,
                }
                for s in matched.spans
            ],
        }
        lines = [f"  [{s.start}:{s.end}] {s.kind}: {text[s.start : s.end]}" for s in matched.spans]
        print_row(
            row,
            as_json=as_json,
            plain="\n".join([f"{name}: {matched.score:.0%} of {file}", *lines]),
        )
    raise click.exceptions.Exit(FINDINGS if found else 0)
