"""Pages go over slow lines compressed, also where no proxy stands before the program."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WRITTEN = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Django's, which lengthens what it packs by chance against guessing (BREACH), for what is written and whole.

    Films and pictures are packed already and asked for in ranges; what streams is read as it comes.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        written = response.get("Content-Type", "").startswith(WRITTEN)
        if not isinstance(response, HttpResponse) or not written:
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed
