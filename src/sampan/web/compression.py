"""Pages go over slow lines compressed, also where no proxy stands before the program."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PAGES = ("text/html", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Django's, which lengthens what it packs by chance against guessing (BREACH), for pages and charts.

    Programs ask for answers on better lines, films are packed already and asked for in ranges, what streams is read as
    it comes.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_page = response.get("Content-Type", "").startswith(PAGES)
        if not isinstance(response, HttpResponse) or not is_page:
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed
