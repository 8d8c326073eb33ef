"""A backup as one file: the database, every asset, and a manifest by which both are verified."""

import hashlib
import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from sampan import __version__
from sampan.catalogue import assets
from sampan.catalogue.models import Asset
from sampan.partners.chain import canonical
from sampan.partners.models import ChainHead

from .database import Cursor, copied, load
from .installation import holds_data

MANIFEST, DATABASE = "manifest.json", "database"
Progress = Callable[[int, int], None]


class ArchiveFault(Exception):
    """A backup that cannot be made or restored; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds: digests are SHA-256 in hexadecimal."""

    sampan: str
    made_at: str
    engine: str
    migrations: list[str]
    events: int
    head: str
    database: str
    assets: list[str]


def back_up(target: Path, *, progress: Progress) -> Manifest:
    """Write a backup of the running installation, then read it again to see that it is whole.

    Until then it has another name, so that a file of that name is always whole. Only its owner may read it.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        partial.touch(mode=0o600)
        with tarfile.open(partial, "w") as archive:
            manifest = _write(archive, progress)
        verify(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write(archive: tarfile.TarFile, progress: Progress) -> Manifest:
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.VAR) as folder:
        copy = Path(folder) / DATABASE
        with copied(copy) as cursor:
            manifest = _manifest(cursor, database=_digest_of(copy.open("rb")))
        archive.add(copy, DATABASE)
    for number, digest in enumerate(manifest.assets, start=1):
        _add_asset(archive, digest)
        progress(number, len(manifest.assets))
    told = asdict(manifest)
    _add(archive, MANIFEST, json.dumps(told | {"digest": _digest(told)}, indent=1).encode())
    return manifest


def verify(source: Path) -> Manifest:
    """Read every byte of a backup against its manifest. Raises ArchiveFault, a sentence."""
    try:
        with tarfile.open(source) as archive:
            manifest = _read_manifest(archive, source)
            wanted = {DATABASE: manifest.database} | {f"assets/{d}": d for d in manifest.assets}
            for member, file in _files(archive):
                if member != MANIFEST and _digest_of(file) != wanted.pop(member, None):
                    raise ArchiveFault(
                        f"{source.name}: {member} is damaged or does not belong there."
                    )
    except (tarfile.TarError, OSError, EOFError) as error:
        raise ArchiveFault(
            f"{source.name} is no whole backup: {str(error) or 'it ends too soon'}."
        ) from error
    if wanted:
        raise ArchiveFault(
            f"{source.name} lacks {len(wanted)} of its files, {min(wanted)} among them."
        )
    return manifest


def restore(source: Path, *, replace: bool, progress: Progress) -> Manifest:
    """Put a backup in the place of what is here. Nothing is touched before the whole backup was verified.

    The assets go first: the store keeps files by their digest, so they are in nobody's way should the rest fail.
    """
    manifest = verify(source)
    _check_fitting(manifest)
    if not replace and holds_data():
        raise ArchiveFault("This installation holds data. Restore elsewhere, or say --replace.")
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.VAR) as folder, tarfile.open(source) as archive:
        copy = Path(folder) / DATABASE
        for number, (member, file) in enumerate(_files(archive), start=1):
            if member == DATABASE:
                with copy.open("wb") as target:
                    shutil.copyfileobj(file, target)
            elif member.startswith("assets/"):
                assets.store(file)
            progress(number, len(manifest.assets) + 2)
        load(copy)
    shutil.rmtree(
        settings.VAR / "search", ignore_errors=True
    )  # made of the rows that were here before
    return manifest


def _check_fitting(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise ArchiveFault(
            f"The backup is of {manifest.engine}, this installation runs on {connection.vendor}; "
            "set SAMPAN_DATABASE to one of the backup's kind."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := set(manifest.migrations) - known:
        raise ArchiveFault(
            f"The backup was made by a later Sampan ({manifest.sampan}; this one does not know "
            f"{min(unknown)}). Upgrade this one first."
        )


def _manifest(cursor: Cursor, *, database: str) -> Manifest:
    """What the copied state says of itself, and not what the installation has come to meanwhile."""
    [(position, head)] = _rows(cursor, ChainHead, "position", "digest") or [(0, "")]
    migrations = _rows(cursor, MigrationRecorder.Migration, "app", "name")
    digests = _rows(cursor, Asset, "digest")
    return Manifest(
        sampan=__version__,
        made_at=datetime.now(tz=UTC).isoformat(timespec="seconds"),
        engine=connection.vendor,
        migrations=sorted(f"{app}.{name}" for app, name in migrations),
        events=position,
        head=head,
        database=database,
        assets=sorted(digest for (digest,) in digests),
    )


def _rows(cursor: Cursor, model: type[Model], *columns: str) -> list[Any]:
    cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table}")  # noqa: S608  # names of our own
    return cursor.fetchall()


def _add_asset(archive: tarfile.TarFile, digest: str) -> None:
    name = assets.name_of(digest)
    try:
        with default_storage.open(name) as file:
            info = tarfile.TarInfo(f"assets/{digest}")
            info.size = file.size
            archive.addfile(info, file)
    except FileNotFoundError:
        raise ArchiveFault(
            f"The asset {name} is missing from the store; take it from an older backup."
        ) from None


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))


def _files(archive: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for info in archive:
        file = archive.extractfile(info)
        if file is not None:
            yield info.name, file


def _read_manifest(archive: tarfile.TarFile, source: Path) -> Manifest:
    try:
        file = archive.extractfile(MANIFEST)
        told = json.load(file) if file else {}
        if told.pop("digest") == _digest(told):
            return Manifest(**told)
    except (AttributeError, KeyError, ValueError, TypeError):
        pass  # it is something else; the sentence below says so
    raise ArchiveFault(
        f"{source.name} is no whole backup made by Sampan: its manifest is absent or damaged."
    )


def _digest(told: dict[str, Any]) -> str:
    """By which the manifest proves itself, as it proves all else."""
    return hashlib.sha256(canonical(told)).hexdigest()


def _digest_of(file: IO[bytes]) -> str:
    sha = hashlib.sha256()
    with file:
        while chunk := file.read(1 << 20):
            sha.update(chunk)
    return sha.hexdigest()
