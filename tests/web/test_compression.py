"""Pages go over the line compressed; films, files and answers to programs go as they are."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from sampan.web.compression import CompressionMiddleware

LONG = b"<p>boats</p>" * 200


@pytest.mark.parametrize(
    ("response", "is_packed"),
    [
        (HttpResponse(LONG), True),
        (HttpResponse(LONG, content_type="application/json"), False),
        (HttpResponse(LONG, content_type="video/mp4"), False),
        (HttpResponse(b"short"), False),
        (StreamingHttpResponse([LONG], content_type="text/html"), False),
        (FileResponse([LONG], content_type="text/html"), False),
    ],
)
def test_what_is_packed(response: HttpResponseBase, *, is_packed: bool) -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    answer = CompressionMiddleware(lambda _: response)(request)
    assert answer.get("Content-Encoding") == ("gzip" if is_packed else None)


def test_a_page_comes_packed_and_whole(client: Client, db: None) -> None:
    page = client.get("/style/", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(page.content).endswith(b"</html>\n")
    assert len(page.content) < len(gzip.decompress(page.content)) / 3
