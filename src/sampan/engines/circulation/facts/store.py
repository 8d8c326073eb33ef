"""A folder of Parquet files, one a table: written sorted and the same bytes twice, read by DuckDB views."""
# ruff: noqa: S608 - the SQL holds names of our own schema and quoted paths, nothing from outside

import hashlib
import json
import os
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import duckdb

from .rows import Row, Unfit, fitted
from .schema import TABLES, Table

_OFFLINE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
_ROW_GROUP = 122_880  # DuckDB's own; written out so that the bytes do not change with its default


class Unreadable(ValueError):
    """A folder or a file of facts that does not hold what its table promises."""


@dataclass(frozen=True, slots=True)
class Store:
    """Facts in a folder.

    >>> import tempfile; folder = Path(tempfile.mkdtemp())
    >>> with Writer(folder) as writer:
    ...     writer.add("genre", {"work_id": "w1", "scheme": "mdl", "code": "Wuxia"})
    >>> store = Store(folder)
    >>> store.tables
    ('genre',)
    >>> with store.connect() as connection:
    ...     connection.execute("SELECT code, (SELECT count(*) FROM offer) FROM genre").fetchall()
    [('Wuxia', 0)]
    """

    folder: Path

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that have rows here, in the order of the schema."""
        return tuple(name for name in TABLES if self.path(name).is_file())

    def path(self, table: str) -> Path:
        return self.folder / f"{table}.parquet"

    def sha256(self) -> dict[str, str]:
        """The hash of each table's file, by table."""
        return {name: _sha256(self.path(name)) for name in self.tables}

    def connect(self, *, memory: str = "", threads: int = 0) -> duckdb.DuckDBPyConnection:
        """A connection with a view for each table; those without a file are there and empty.

        `memory` as DuckDB writes it ("400MB"). It opens no socket, fetches no extension and reads no file but these.
        Raises Unreadable where a file has other columns than its table.
        """
        connection = duckdb.connect(config=dict(_OFFLINE))
        try:
            if memory:
                connection.execute(f"SET memory_limit = {_quoted(memory)}")
            if threads:
                connection.execute(f"SET threads = {int(threads)}")
            spill = Path(
                tempfile.gettempdir(), f"sampan-facts-{uuid.uuid4().hex}"
            )  # made if needed
            connection.execute(f"SET temp_directory = {_quoted(spill)}")
            for table in TABLES.values():
                self._view(connection, table)
            connection.execute(f"SET allowed_directories = [{_quoted(str(self.folder))}]")
            connection.execute("SET enable_external_access = false")
        except BaseException:
            connection.close()
            raise
        return connection

    def _view(self, connection: duckdb.DuckDBPyConnection, table: Table) -> None:
        path = self.path(table.name)
        if not path.is_file():
            nothing = ", ".join(f'NULL::{c.type} AS "{c.name}"' for c in table.columns)
            connection.execute(f"CREATE VIEW {table.name} AS SELECT {nothing} WHERE false")
            return
        rows = f"read_parquet({_quoted(str(path))})"
        try:
            found = connection.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()
        except duckdb.Error as error:
            raise Unreadable(f"{path}: is no Parquet file; load its sources again.") from error
        wanted = [(column.name, column.type) for column in table.columns]
        if [(row[0], row[1]) for row in found] != wanted:
            columns = ", ".join(f"{name} {kind}" for name, kind in wanted)
            raise Unreadable(
                f"{path}: has other columns than the table {table.name} ({columns}); load it again."
            )
        connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM {rows}")


class Writer:
    """Gathers rows on disk, table by table; leaving the block writes them all, an error inside it writes nothing.

    Rows may come in any order and any number: memory stays bounded. Equal rows are kept once, but for
    amounts, which add up. The tables it was given
    replace those of the same name in the folder; the others stay.
    """

    def __init__(self, folder: Path, *, memory: str = "400MB") -> None:
        self._folder = folder
        self._memory = memory
        self._exit = ExitStack()
        folder.mkdir(parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(prefix=".facts-", dir=folder)
        self._spool = Path(self._exit.enter_context(made))
        self._files: dict[str, IO[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._exit:
            for file in self._files.values():
                file.close()
            if kind is None:
                self._write()

    def add(self, table: str, row: Row) -> None:
        """Keep one row. Raises Unfit where the table cannot hold it."""
        values = fitted(table, row)
        if table not in self._files:
            self._files[table] = (self._spool / f"{table}.jsonl").open("w", encoding="utf-8")
        named = dict(zip(TABLES[table].names, values, strict=True))
        self._files[table].write(json.dumps(named, ensure_ascii=False, default=_iso) + "\n")

    def add_many(self, table: str, rows: Iterable[Row]) -> None:
        for row in rows:
            self.add(table, row)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Rows added inside are kept together or, where an error leaves the block, not at all."""
        before = {name: file.tell() for name, file in self._files.items()}
        try:
            yield
        except BaseException:
            for name, file in self._files.items():
                file.seek(before.get(name, 0))
                file.truncate()
            raise

    def _write(self) -> None:
        """All files are finished before the first takes its place."""
        with duckdb.connect(config=dict(_OFFLINE)) as connection:
            connection.execute(f"SET memory_limit = {_quoted(self._memory)}")
            connection.execute(f"SET temp_directory = {_quoted(str(self._spool))}")
            connection.execute("SET threads = 1")  # the same row groups, so the same bytes
            for name in self._files:
                _to_parquet(connection, TABLES[name], self._spool)
        for name in self._files:
            (self._spool / f"{name}.parquet").replace(self._folder / f"{name}.parquet")


def _to_parquet(connection: duckdb.DuckDBPyConnection, table: Table, spool: Path) -> None:
    columns = ", ".join(f"{_quoted(c.name)}: {_quoted(c.type)}" for c in table.columns)
    rows = (
        f"read_ndjson({_quoted(str(spool / f'{table.name}.jsonl'))}, columns = {{{columns}}}, "
        "maximum_object_size = 67108864)"
    )
    kept = "*" if table.adds_up else "DISTINCT *"
    connection.execute(f"CREATE TEMP TABLE spooled AS SELECT {kept} FROM {rows}")
    _refuse_doubles(connection, table)
    rest = [name for name in table.names if name not in table.key]
    order = ", ".join(f'"{name}"' for name in (*table.key, *rest))
    target = _quoted(str(spool / f"{table.name}.parquet"))
    connection.execute(
        f"COPY (SELECT * FROM spooled ORDER BY {order}) TO {target} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
    )
    connection.execute("DROP TABLE spooled")


def _refuse_doubles(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    if not table.key:
        return
    key = ", ".join(f'"{name}"' for name in table.key)
    found = connection.execute(
        f"SELECT {key}, count(*) FROM spooled GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    ).fetchone()
    if found:
        named = ", ".join(f"{n} {v}" for n, v in zip(table.key, found[:-1], strict=True))
        raise Unfit(f"{table.name}: {found[-1]} different rows for {named}; there can be one.")


def _iso(value: date) -> str:
    return value.isoformat()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _quoted(text: str | os.PathLike[str]) -> str:
    return "'" + str(text).replace("'", "''") + "'"
