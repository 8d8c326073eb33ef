"""Telling an organisation's own programs, by the Standard Webhooks rules (https://www.standardwebhooks.com)."""

import base64
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.db import transaction
from standardwebhooks import Webhook as Signer

from . import events
from .chain import canonical
from .errors import Unreachable
from .fetch import Response, fetch
from .models import Event, Webhook
from .models.events import WebhookQuerySet
from .sealed import unseal

PATIENCE = 15.0  # seconds in which a receiver has to answer
REST = timedelta(minutes=10)  # the longest for which one that fails is left in peace


def new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def signed_headers(
    *, key: str, body: bytes, signed_with: Iterable[str], at: datetime
) -> dict[str, str]:
    """The three headers by which a receiver knows the sender, the moment, and a message that it has seen already.

    `key` stays the same over all attempts; each secret adds its signature, so that one can be changed for another.
    """
    text = body.decode()
    signatures = [Signer(secret).sign(key, at.astimezone(UTC), text) for secret in signed_with]
    return {
        "Content-Type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def message(event: Event) -> bytes:
    """The body: the event as the chain keeps it."""
    return canonical(
        {
            "type": event.name,
            "timestamp": event.at.isoformat(),
            "subject": event.subject,
            "organisation": event.organisation.slug if event.organisation else None,
            "position": event.position,
            "digest": event.digest,
            "data": event.data,
        }
    )


def tell(event: Event, webhook: Webhook, *, at: datetime) -> None:
    """Post the event to the webhook's address. Raises when it was not taken: Unreachable or TryAgain."""
    body = message(event)
    keys = [unseal(webhook.secret)]
    if webhook.previous_until and at < webhook.previous_until:
        keys.append(unseal(webhook.previous_secret))
    headers = signed_headers(
        key=str(event.key), body=body, signed_with=keys, at=datetime.now(tz=UTC)
    )
    try:
        response = fetch(
            webhook.url,
            method="POST",
            headers=headers,
            body=body,
            limit=2**16,
            timeout=PATIENCE,
            redirects=0,
        )
    except Unreachable:
        _let_rest(webhook, at)
        raise
    _judge(response, webhook, at)


def _judge(response: Response, webhook: Webhook, at: datetime) -> None:
    if response.is_success:
        if webhook.failing_since:
            _webhook(webhook).update(failing_since=None, resume_at=None)
        return
    if response.status == 410:  # the rules: it will never want anything again
        _gone(webhook)
    elif response.status == 429 or response.status >= 500:
        _let_rest(webhook, at)
    raise events.TryAgain(
        f"{webhook.url} answered {response.status}; a receiver answers 2xx when it has taken the event.",
        after=_retry_after(response.headers.get("retry-after", ""), at),
    )


def _webhook(webhook: Webhook) -> WebhookQuerySet:
    return Webhook.objects.filter(pk=webhook.pk)


def _let_rest(webhook: Webhook, at: datetime) -> None:
    """One receiver that fails must not hold up the worker for all: the longer it fails, the rarer it is asked."""
    since = webhook.failing_since or at
    rest = min(at - since + timedelta(seconds=1), REST)
    _webhook(webhook).update(failing_since=since, resume_at=at + rest)


@transaction.atomic
def _gone(webhook: Webhook) -> None:
    if Webhook.objects.active().filter(pk=webhook.pk).update(is_active=False):
        events.record(
            name="partners.webhook.removed",
            subject=webhook,
            organisation=webhook.organisation,
            data={"url": webhook.url, "reason": "gone"},
        )


def _retry_after(text: str, at: datetime) -> timedelta | None:
    """RFC 9110 §10.2.3: seconds, or a date."""
    if text.isdecimal():
        return timedelta(seconds=min(int(text), 86_400))
    try:
        return max(parsedate_to_datetime(text).astimezone(UTC) - at, timedelta())
    except (TypeError, ValueError):
        return None


def resting(*, at: datetime) -> list[str]:
    """The targets that are left in peace at this instant."""
    return [webhook.target for webhook in Webhook.objects.active().filter(resume_at__gt=at)]
