"""The file store: each file once, under the SHA-256 of its bytes, on disk or in object storage."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import models, transaction

from . import pictures
from .models import Asset

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of the store that is not what its row says."""

    digest: str
    sentence: str


def keep(stream: IO[bytes], *, media_type: str) -> Asset:
    """Store what is left of the stream, whatever it holds; bytes that are there already are not written again."""
    digest, size = store(stream)
    asset, _ = Asset.objects.get_or_create(
        digest=digest, defaults={"size": size, "media_type": media_type}
    )
    return asset


def store(stream: IO[bytes]) -> tuple[str, int]:
    """The file alone, without a row that knows it: its digest and size."""
    with _incoming() as file:
        digest, size = _copy(stream, file)
        if not default_storage.exists(name_of(digest)):
            _place(file, digest)
    return digest, size


def keep_picture(stream: IO[bytes]) -> Asset:
    """Store a picture, with its true type and size, and a smaller one beside it for pages.

    Raises pictures.Unreadable, with a sentence, before anything is stored.
    """
    data = stream.read(pictures.LARGEST + 1)
    seen = pictures.look(data)
    asset = keep(BytesIO(data), media_type=seen.media_type)
    if asset.rendition_id is None:
        asset.media_type, asset.width, asset.height = seen.media_type, seen.width, seen.height
        asset.rendition = keep(BytesIO(seen.rendition), media_type=pictures.RENDITION_TYPE)
        asset.save(update_fields=["media_type", "width", "height", "rendition"])
        Asset.objects.filter(pk=asset.rendition_id, width=None).update(
            width=seen.rendition_width, height=seen.rendition_height
        )
    return asset


def open_asset(asset: Asset) -> "File[bytes]":
    """The bytes of an asset, as a file to read and close."""
    return default_storage.open(name_of(asset.digest))


def release(asset: Asset) -> bool:
    """Let a file go that its holder wants no more; False where something else still holds it.

    The bytes go once the transaction is done, unless somebody has stored the same ones meanwhile.
    """
    digest = asset.digest
    try:
        with transaction.atomic():
            asset.delete()
    except models.ProtectedError:
        return False
    transaction.on_commit(lambda: _drop(digest))
    return True


def _drop(digest: str) -> None:
    if not Asset.objects.filter(digest=digest).exists():
        default_storage.delete(name_of(digest))


def verify() -> Iterator[Fault]:
    """Read the whole store again, and say which files are missing or changed."""
    for asset in Asset.objects.order_by("digest").iterator():
        name = name_of(asset.digest)
        if not default_storage.exists(name):
            yield Fault(asset.digest, f"The file {name} is missing; restore it from a backup.")
            continue
        with default_storage.open(name) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != asset.digest:
            yield Fault(asset.digest, f"The file {name} was changed; restore it from a backup.")


def name_of(digest: str) -> str:
    """Where a file lies in the store: two levels of folders, so that none grows too large."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


@contextmanager
def _incoming() -> Iterator[IO[bytes]]:
    """A file that vanishes unless it is placed; on the store's own disk, so that placing it is one rename."""
    folder = None
    if isinstance(storages["default"], FileSystemStorage):
        folder = Path(default_storage.path("incoming"))
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def _copy(source: IO[bytes], target: IO[bytes]) -> tuple[str, int]:
    sha, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        sha.update(chunk)
        size += len(chunk)
        target.write(chunk)
    target.flush()
    return sha.hexdigest(), size


def _place(file: IO[bytes], digest: str) -> None:
    name = name_of(digest)
    if not isinstance(storages["default"], FileSystemStorage):
        file.seek(0)
        default_storage.save(name, File(file))
        return
    os.fsync(file.fileno())
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    Path(file.name).replace(path)
