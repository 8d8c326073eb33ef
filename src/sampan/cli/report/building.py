"""`sampan report build`: files of facts in, a report in several languages and formats out; whole, or not at all."""

import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from sampan.cli.output import FINDINGS, CannotRun, as_json
from sampan.engines.circulation import document
from sampan.engines.circulation.joining.decisions import Undecidable
from sampan.engines.circulation.readers import Loaded, NothingRead, Unreadable, load
from sampan.engines.circulation.readers.folder import DECISIONS
from sampan.engines.typesetting import CannotTypeset, FontMissing

from .account import account, unread
from .placing import Occupied, check_place, place
from .telling import Teller


def _languages(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Tags in any case, each once: zh-hans is zh-Hans."""
    known = {tag.lower(): tag for tag in document.LANGUAGES}
    asked = list(dict.fromkeys(tag.strip().lower() for tag in value.split(",") if tag.strip()))
    for tag in asked:
        if tag not in known:
            raise click.BadParameter(
                f"“{tag}” is no language of the report; they are {', '.join(document.LANGUAGES)}."
            )
    if not asked:
        raise click.BadParameter(f"name at least one of {', '.join(document.LANGUAGES)}.")
    return tuple(known[tag] for tag in asked)


@click.command("build")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder to make; a report that is there already is replaced.",
)
@click.option(
    "--languages",
    default=",".join(document.USUAL),
    show_default=True,
    callback=_languages,
    help=f"With commas between them: {', '.join(document.LANGUAGES)}.",
)
@click.option("--publisher", default="", help="Who publishes it.")
@click.option("--address", default="", help="Where its figures can be looked up; links lead there.")
@as_json
def build(
    *,
    folder: Path,
    out: Path,
    languages: Sequence[str],
    publisher: str,
    address: str,
    as_json: bool,
) -> None:
    """Make a report from the files in FOLDER: PDF, workbook, page, slides and tables, in several languages.

    The same files and the same SOURCE_DATE_EPOCH give the same bytes. Exits with 1 where a file could not be read.
    """
    tell = Teller(as_json=as_json)
    try:
        check_place(out)
        with tempfile.TemporaryDirectory(prefix=".report-", dir=_beside(out)) as made:
            loaded = load(
                folder, Path(made, "facts"), read_at=_today().isoformat(), progress=tell.loading
            )
            report = _report(loaded, languages, publisher or folder.resolve().name, address, tell)
            written = document.build(report, Path(made, "report"), progress=tell.writing)
            place(Path(made, "report"), out)
    except NothingRead as error:
        for name, remark in error.unread.items():
            tell.unread(name, remark.sentence)
        raise CannotRun("None of the files could be read.") from error
    except Undecidable as error:
        raise CannotRun(f"{folder / DECISIONS}: {error}") from error
    except (CannotTypeset, FontMissing, Occupied, Unreadable) as error:
        raise CannotRun(str(error)) from error
    finally:
        tell.done()
    placed = list(report.placed)
    for one in placed:
        tell.figure(one)
    if not placed:
        tell.no_figure()
    for reading in loaded.readings:
        if reading.refused:
            tell.left_out(reading)
    for name, remark in loaded.unread.items():
        tell.unread(name, remark.sentence)
    tell.finished(out, len(written), languages)
    raise click.exceptions.Exit(FINDINGS if loaded.unread else 0)


def _report(
    loaded: Loaded, languages: Sequence[str], publisher: str, address: str, tell: Teller
) -> document.Report:
    facts = document.known(loaded.store)
    wanted = document.asked(facts)
    answered = []
    for done, one in enumerate(document.answers(loaded.store, facts, wanted), start=1):
        answered.append(one)
        tell.measuring(done, len(wanted))
    return document.assembled(
        answered,
        facts,
        languages=languages,
        publisher=publisher,
        made_on=_today(),
        sources=[
            document.SourceFile(one.name, one.reader, one.rows, one.refused, one.sha256)
            for one in loaded.readings
        ],
        unread=unread(loaded, languages),
        account=account(loaded, languages),
        address=address,
    )


def _today() -> date:
    """The day that the report bears: SOURCE_DATE_EPOCH where it is set, so that it can be made again."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told is None:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(told), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise CannotRun(f"SOURCE_DATE_EPOCH is {told!r}; write seconds since 1970.") from error


def _beside(out: Path) -> Path:
    out.parent.mkdir(parents=True, exist_ok=True)
    return out.parent
