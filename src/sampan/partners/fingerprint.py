"""What a request was, so that it is known again."""

import hashlib
from collections.abc import Iterator

from django.core.files.base import File
from django.http import HttpRequest


def fingerprint_of(request: HttpRequest) -> str:
    """SHA-256 over method, address and content. Forms are taken by their fields: each sending draws a new boundary."""
    digest = hashlib.sha256()
    for part in _parts(request):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    yield str(request.method).encode()
    yield request.get_full_path().encode()
    if request.content_type != "multipart/form-data":
        yield request.body
        return
    for name, values in sorted(request.POST.lists()):
        yield from (part.encode() for value in values for part in ("field", name, str(value)))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield from (b"file", name.encode(), str(file.name).encode(), _digest(file))


def _digest(file: "File[bytes]") -> bytes:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.digest()
