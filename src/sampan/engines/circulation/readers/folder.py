"""A folder of files into one store: every file read by its reader, titles joined to works, an account of it all."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sampan.engines.circulation.facts import Store, Writer
from sampan.engines.circulation.facts.dimensions import calendar_rows, territory_rows
from sampan.engines.circulation.joining.by_title import by_title_alone
from sampan.engines.circulation.joining.decisions import load_decisions
from sampan.engines.circulation.joining.join import join
from sampan.engines.circulation.joining.joined import Joined

from .about import source_name
from .mapping import Mapping, load_mapping
from .reading import Once, Reading, Unmapped, Unreadable
from .remark import Remark
from .source import Stopped, read

_FORMS = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".sav", ".zsav"}
_OTHERS = {  # in which tables come too: what is not read is said
    ".7z", ".arrow", ".db", ".dta", ".feather", ".gz", ".htm", ".html", ".json", ".jsonl", ".numbers", ".ods",
    ".parquet", ".pdf", ".por", ".rar", ".rds", ".sas7bdat", ".sqlite", ".xls", ".xlsb", ".xml", ".zip",
}  # fmt: skip
_NO_TEXT = {"unknown_encoding", "many_encodings", "other_encoding", "no_headings", "unclosed"}
_MAPPINGS = (".mapping.toml", ".mapping.json")
DECISIONS = "decisions.csv"


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done: the file or step, how many came before it and how many there are, facts of it so far."""

    step: str
    done: int
    of: int
    facts: int = 0


@dataclass(slots=True)
class Loaded:
    """The store, the account of each file that was read, and for each that was not, why."""

    store: Store
    readings: list[Reading] = field(default_factory=list)
    unread: dict[str, Remark] = field(default_factory=dict)
    doubts: int = 0


def load(
    folder: Path,
    into: Path,
    *,
    decisions: Path | None = None,
    read_at: str = "",
    titles_of: str = "",
    also: Callable[[Writer], Reading] | None = None,
    progress: Callable[[Progress], bool] | None = None,
) -> Loaded:
    """Read all files of a folder into a store at `into`, which is replaced at the end or, on an error, not at all.

    A file NAME.csv is read by the mapping NAME.mapping.toml where there is one. `decisions` is the file of what people
    decided about doubtful joins (default: decisions.csv in the folder). `read_at` is noted with each source. With
    `titles_of`, a source, titles are joined to its works by the title alone, for comparison. `also` writes facts that
    come from no file (see `exchange_facts`). `progress` answers whether to go on; Stopped is raised where it answers
    False. Raises Unreadable where nothing could be read.
    """
    files = _files(folder)
    loaded = Loaded(Store(into))
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".loading-", dir=into.parent) as made:
        raw = Path(made)
        with Writer(raw) as writer:
            _read_files(files, writer, loaded, read_at, progress)
            if also is not None:
                loaded.readings.append(also(writer))
            writer.add_many("territory", territory_rows())
            writer.add_many("calendar", calendar_rows())
        if not loaded.readings:
            raise _nothing(folder, loaded)
        _tell(progress, Progress("joining", len(files), len(files) + 1))
        with Store(raw).connect() as connection:
            kept = load_decisions(decisions or folder / DECISIONS)
            joined = by_title_alone(connection, titles_of) if titles_of else join(connection, kept)
        _keep_joins(Store(raw), joined)
        loaded.doubts = len(joined.doubt)
        into.mkdir(exist_ok=True)
        for path in [*into.glob("*.parquet")]:
            path.unlink()
        for path in raw.glob("*.parquet"):
            path.replace(into / path.name)
    return loaded


def _files(folder: Path) -> list[Path]:
    """What a folder holds of tables, and what somebody may take for one; not what systems put there."""
    return [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "~$", "__"))
        and not path.name.endswith(_MAPPINGS)
        and path.name != DECISIONS
        and (path.suffix.lower() in _FORMS | _OTHERS or path.is_dir())
    ]


def _read_files(
    files: list[Path],
    writer: Writer,
    loaded: Loaded,
    read_at: str,
    progress: Callable[[Progress], bool] | None,
) -> None:
    once: Once = {}
    for done, path in enumerate(files):
        _tell(progress, Progress(path.name, done, len(files) + 1))

        def hear(facts: int, path: Path = path, done: int = done) -> bool:
            return progress is None or progress(Progress(path.name, done, len(files) + 1, facts))

        try:
            reading = read(
                path,
                into=writer,
                source_id=_own_name(path, loaded.readings),
                told=_mapping(path),
                once=once,
                read_at=read_at,
                progress=hear,
            )
            loaded.readings.append(reading)
        except Unmapped as error:
            beside = {"what": error.remark.plain, "name": f"{path.stem}.mapping.toml"}
            loaded.unread[path.name] = Remark("unknown_form_beside", beside)
        except Unreadable as error:
            loaded.unread[path.name] = _why(path, error)


def _why(path: Path, error: Unreadable) -> Remark:
    """Why a file was not read: where it is no text, and its name says that it need not be, the name tells more."""
    if path.suffix.lower() in _OTHERS and error.remark.kind in _NO_TEXT:
        return Remark("no_form", {"ending": path.suffix})
    return error.remark


def _own_name(path: Path, readings: list[Reading]) -> str:
    """The source's name; of two files that are called alike, the second has a number."""
    taken = {reading.source_id for reading in readings}
    name = source_name(path.stem)
    numbers = (f"{name}_{number}" for number in count(2))
    return name if name not in taken else next(one for one in numbers if one not in taken)


def _mapping(path: Path) -> Mapping | None:
    for ending in _MAPPINGS:
        beside = path.with_name(path.stem + ending)
        if beside.is_file():
            return load_mapping(beside)
    return None


def _keep_joins(store: Store, joined: Joined) -> None:
    """Add what the joining found; the origins that sources told stay as they are."""
    with store.connect() as connection:
        cursor = connection.execute("SELECT * FROM origin")
        names = [column[0] for column in cursor.description or []]
        told = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    with Writer(store.folder) as writer:
        writer.add_many("origin", told)
        for table, row in joined.rows():
            writer.add(table, row)


def _tell(progress: Callable[[Progress], bool] | None, step: Progress) -> None:
    if progress is not None and not progress(step):
        raise Stopped


class NothingRead(Unreadable):
    """No file of a folder could be read; `unread` says why, of each."""

    def __init__(self, unread: dict[str, Remark]) -> None:
        self.unread = unread
        name, first = next(iter(unread.items()))
        super().__init__("none_read", name=name, first=first.plain)


def _nothing(folder: Path, loaded: Loaded) -> Unreadable:
    if not loaded.unread:
        return Unreadable("no_table_file", folder=str(folder))
    return NothingRead(loaded.unread)
