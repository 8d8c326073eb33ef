"""A file sent in the ranges that a player asks for, so that it can jump (RFC 9110 §14)."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_CHUNK = 1 << 16


def ranged(
    request: HttpRequest, file: IO[bytes], *, size: int, media_type: str
) -> HttpResponseBase:
    """The whole, the part that one `Range` names, or 416 for a part beyond the end."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    start, end = 0, size
    if asked and asked[0] != "bytes=-":
        first, last = asked.groups()
        start = int(first) if first else max(size - int(last), 0)
        end = min(int(last) + 1, size) if first and last else size
        if start >= size or end <= start:
            file.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        asked = None
    file.seek(start)
    response = StreamingHttpResponse(
        _pieces(file, end - start), status=206 if asked else 200, content_type=media_type
    )
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(end - start)
    if asked:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _pieces(file: IO[bytes], left: int) -> Iterator[bytes]:
    with file:
        while left > 0 and (piece := file.read(min(_CHUNK, left))):
            left -= len(piece)
            yield piece
