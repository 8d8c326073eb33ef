"""Rows into a folder of Parquet files: sorted, the same bytes twice, all files or none."""
# ruff: noqa: S608 - the SQL holds names of our own schema and quoted paths, nothing from outside

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import duckdb

from .rows import Row, Unfit, fitted
from .schema import TABLES
from .sql import OFFLINE, quoted
from .table import Table

_ROW_GROUP = 122_880  # DuckDB's own; written out so that the bytes do not change with its default


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
        self._files[table].write(_JSON.encode(named) + "\n")

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
            for name in [*self._files]:
                if name in before:
                    self._files[name].seek(before[name])
                    self._files[name].truncate()
                else:
                    self._files.pop(name).close()
            raise

    def _write(self) -> None:
        """All files are finished before the first takes its place."""
        with duckdb.connect(config=dict(OFFLINE)) as connection:
            connection.execute(f"SET memory_limit = {quoted(self._memory)}")
            connection.execute(f"SET temp_directory = {quoted(str(self._spool))}")
            connection.execute("SET threads = 1")  # the same row groups, so the same bytes
            for name in self._files:
                _to_parquet(connection, TABLES[name], self._spool)
        for name in self._files:
            (self._spool / f"{name}.parquet").replace(self._folder / f"{name}.parquet")


def _to_parquet(connection: duckdb.DuckDBPyConnection, table: Table, spool: Path) -> None:
    columns = ", ".join(f"{quoted(c.name)}: {quoted(c.type)}" for c in table.columns)
    rows = (
        f"read_ndjson({quoted(str(spool / f'{table.name}.jsonl'))}, columns = {{{columns}}}, "
        "maximum_object_size = 67108864)"
    )
    kept = "*" if table.adds_up else "DISTINCT *"
    connection.execute(f"CREATE TEMP TABLE spooled AS SELECT {kept} FROM {rows}")
    _refuse_doubles(connection, table)
    rest = [name for name in table.names if name not in table.key]
    order = ", ".join(f'"{name}"' for name in (*table.key, *rest))
    target = quoted(str(spool / f"{table.name}.parquet"))
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


_JSON = json.JSONEncoder(ensure_ascii=False, default=_iso)
