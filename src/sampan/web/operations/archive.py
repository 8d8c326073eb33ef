"""A backup as one file: the database, every asset, and a manifest by which both are verified."""

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sampan import __version__
from sampan.catalogue import assets
from sampan.catalogue.models import Asset
from sampan.partners.models import ChainHead, Event

from .database import dump, load

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
    """Write a backup of the running installation, then read it again to see that it is whole."""
    partial = target.with_name(target.name + ".partial")
    with (
        tempfile.TemporaryDirectory(dir=settings.VAR) as folder,
        tarfile.open(partial, "w") as archive,
    ):
        copy = Path(folder) / DATABASE
        dump(copy)
        archive.add(copy, DATABASE)
        manifest = _manifest(database=_digest_of(copy.open("rb")))
        for number, digest in enumerate(manifest.assets, start=1):
            _add_asset(archive, digest)
            progress(number, len(manifest.assets))
        _add(archive, MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
    verify(partial)
    partial.rename(target)
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
        raise ArchiveFault(f"{source.name} is no whole backup: {error}.") from error
    if wanted:
        raise ArchiveFault(
            f"{source.name} lacks {len(wanted)} of its files, {min(wanted)} among them."
        )
    return manifest


def restore(source: Path, *, replace: bool, progress: Progress) -> Manifest:
    """Put a backup in the place of what is here. Nothing is touched before the whole backup was verified."""
    manifest = verify(source)
    if manifest.engine != connection.vendor:
        raise ArchiveFault(
            f"The backup is of {manifest.engine}, this installation runs on {connection.vendor}; "
            "set SAMPAN_DATABASE to one of the backup's kind."
        )
    if not replace and _is_used():
        raise ArchiveFault("This installation holds data. Restore elsewhere, or say --replace.")
    with tempfile.TemporaryDirectory(dir=settings.VAR) as folder, tarfile.open(source) as archive:
        copy = Path(folder) / DATABASE
        for number, (member, file) in enumerate(_files(archive), start=1):
            if member == DATABASE:
                copy.write_bytes(file.read())
                load(copy)
            elif member.startswith("assets/"):
                assets.keep(file, media_type="application/octet-stream")
            progress(number, len(manifest.assets) + 1)
    return manifest


def _manifest(*, database: str) -> Manifest:
    head = ChainHead.objects.first() or ChainHead()
    return Manifest(
        sampan=__version__,
        made_at=datetime.now(tz=UTC).isoformat(timespec="seconds"),
        engine=connection.vendor,
        migrations=_migrations(),
        events=head.position,
        head=head.digest,
        database=database,
        assets=list(Asset.objects.order_by("digest").values_list("digest", flat=True)),
    )


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _is_used() -> bool:
    return "partners_event" in connection.introspection.table_names() and Event.objects.exists()


def _add_asset(archive: tarfile.TarFile, digest: str) -> None:
    asset = Asset.objects.get(digest=digest)
    with assets.open_asset(asset) as file:
        info = tarfile.TarInfo(f"assets/{digest}")
        info.size = asset.size
        archive.addfile(info, file)


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
        assert file is not None
        return Manifest(**json.load(file))
    except (KeyError, ValueError, TypeError) as error:
        raise ArchiveFault(
            f"{source.name} is no backup made by Sampan: it has no manifest."
        ) from error


def _digest_of(file: IO[bytes]) -> str:
    sha = hashlib.sha256()
    with file:
        while chunk := file.read(1 << 20):
            sha.update(chunk)
    return sha.hexdigest()
