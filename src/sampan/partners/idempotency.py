"""A request that is sent twice is carried out once: by the key that the program gives it (header Idempotency-Key).

The key, the work and the reply are one transaction: all three stand, or none. Whoever comes second with the same key
waits until the first is done, and gets its reply.
"""

import re
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .errors import Invalid
from .fingerprint import fingerprint_of
from .models import KeptReply, Organisation

HEADER = "Idempotency-Key"
KEY = r"[!-~]{16,255}"  # visible ASCII
REPLAYED = "Idempotent-Replayed"

Work = Callable[[], tuple[HttpResponse, list[str]]]  # the reply, and the scopes that it took


def answer_once(
    *,
    request: HttpRequest,
    organisation: Organisation,
    key: str,
    work: Work,
    at: datetime,
) -> tuple[HttpResponse, list[str]]:
    """Do the work and keep its reply, or give the reply that was kept; and the scopes that the work took.

    A refusal is not kept, since nothing was done: the same key may be tried again with what was put right. Raises
    Invalid for a key that cannot be one, or that came with another request before.
    """
    if not re.fullmatch(KEY, key):
        raise Invalid(
            _("An Idempotency-Key has 16 to 255 visible ASCII characters; a UUID is one."),
            field=HEADER,
        )
    fingerprint = fingerprint_of(request)
    expired = KeptReply.objects.expired(at=at)
    if expired.exists():
        expired.delete()
    with transaction.atomic():
        kept, is_new = KeptReply.objects.get_or_create(
            organisation=organisation,
            key=key,
            defaults={"fingerprint": fingerprint, "kept_at": at},
        )
        if is_new:
            return _carry_out(kept, work)
    if kept.fingerprint != fingerprint:
        raise Invalid(
            _("This Idempotency-Key came with another request before; take a new one for this."),
            field=HEADER,
        )
    return _again(kept), kept.scopes


def _carry_out(kept: KeptReply, work: Work) -> tuple[HttpResponse, list[str]]:
    reply, scopes = work()
    if not 200 <= reply.status_code < 300:
        kept.delete()
        return reply, scopes
    kept.status, kept.body, kept.scopes = reply.status_code, reply.content, scopes
    kept.media_type = reply.headers["Content-Type"]
    kept.save(update_fields=["status", "body", "scopes", "media_type"])
    return reply, scopes


def _again(kept: KeptReply) -> HttpResponse:
    return HttpResponse(
        bytes(kept.body),
        status=kept.status,
        content_type=kept.media_type,
        headers={REPLAYED: "true"},
    )
