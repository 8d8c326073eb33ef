"""An archive of texts in one SQLite file, for matching without a server."""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from sampan.engines.identity import Match, SqlitePostings, fingerprint, match

_TEXTS = "CREATE TABLE IF NOT EXISTS text (id INTEGER PRIMARY KEY, name TEXT UNIQUE, language TEXT, text TEXT)"


class NoArchive(Exception):
    """The file is not there, or is something else; the sentence says which."""


class Archive:
    """Texts by name beside their fingerprints."""

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        """Open the file; it is made when it is not there, unless it must exist. Raises NoArchive."""
        if must_exist and not path.exists():
            raise NoArchive(f"{path} is not there; “sampan identity add” makes an archive.")
        try:
            self._texts = _opened(path)
            self._postings = SqlitePostings(path)
        except sqlite3.DatabaseError as error:
            raise NoArchive(f"{path} is no archive of texts ({error}).") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._postings.__exit__(kind, error, trace)
        self._texts.close()

    def add(self, name: str, text: str, language: str) -> int:
        """Keep a text, in place of one of the same name; how many fingerprints it has."""
        with self._texts:
            self._texts.execute(
                "INSERT INTO text (name, language, text) VALUES (?, ?, ?) ON CONFLICT (name) "
                "DO UPDATE SET language = excluded.language, text = excluded.text",
                (name, language, text),
            )
        document = self._texts.execute("SELECT id FROM text WHERE name = ?", (name,)).fetchone()[0]
        prints = fingerprint(text, language)
        self._postings.add(document, prints.hashes, prints.positions)
        return len(prints.hashes)

    def match(self, text: str, language: str) -> list[tuple[str, Match]]:
        """Names of the texts that share passages with this one, and what they share."""
        found = match(text, language, postings=self._postings, fetch=self._fetch)
        return [(self._name(each.document), each) for each in found]

    def _fetch(self, document: int) -> tuple[str, str]:
        row: tuple[str, str] = self._texts.execute(
            "SELECT text, language FROM text WHERE id = ?", (document,)
        ).fetchone()
        return row

    def _name(self, document: int) -> str:
        return str(
            self._texts.execute("SELECT name FROM text WHERE id = ?", (document,)).fetchone()[0]
        )


def _opened(path: Path) -> sqlite3.Connection:
    """The database of texts. Somebody else's database is left alone."""
    texts = sqlite3.connect(path)
    try:
        _check_own(texts)
        texts.execute(_TEXTS)
    except sqlite3.DatabaseError:
        texts.close()
        raise
    return texts


def _check_own(texts: sqlite3.Connection) -> None:
    tables = {name for (name,) in texts.execute("SELECT name FROM sqlite_master")}
    if tables and "text" not in tables:
        raise sqlite3.DatabaseError("it is another program's database")
