"""A folder of Parquet files, one a table, read by DuckDB views."""
# ruff: noqa: S608 - the SQL holds names of our own schema and quoted paths, nothing from outside

import hashlib
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

import duckdb

from .schema import TABLES
from .sql import OFFLINE, quoted
from .table import Table


class Unreadable(ValueError):
    """A folder or a file of facts that does not hold what its table promises."""


@dataclass(frozen=True, slots=True)
class Store:
    """Facts in a folder.

    >>> import tempfile; folder = Path(tempfile.mkdtemp())
    >>> from sampan.engines.circulation.facts import Writer
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
        connection = duckdb.connect(config=dict(OFFLINE))
        try:
            if memory:
                connection.execute(f"SET memory_limit = {quoted(memory)}")
            if threads:
                connection.execute(f"SET threads = {int(threads)}")
            spill = Path(
                tempfile.gettempdir(), f"sampan-facts-{uuid.uuid4().hex}"
            )  # made if needed
            connection.execute(f"SET temp_directory = {quoted(spill)}")
            for table in TABLES.values():
                self._view(connection, table)
            connection.execute(f"SET allowed_directories = [{quoted(str(self.folder))}]")
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
        rows = f"read_parquet({quoted(str(path))})"
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


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
