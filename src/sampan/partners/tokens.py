"""Secrets that are shown once: made here, kept as digests, known again by them."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from .actor import Actor
from .models import Token
from .scopes import roles_of

PREFIX = "sampan_"
HINT = 12  # characters of it that may be shown again


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """SHA-256 is enough for 256 bits of chance; slow hashes are for what people can remember."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_of_token(secret: str, *, at: datetime) -> Actor | None:
    """Whoever shows this secret, as the organisation whose token it is; None when unknown, revoked or expired."""
    digest = digest_of(secret)
    token = Token.objects.usable(at=at).select_related("organisation").filter(digest=digest).first()
    if token is None or not hmac.compare_digest(token.digest, digest):
        return None
    _note_use(token, at)
    return Actor(organisation=token.organisation, roles=roles_of(token.scopes), token=token)


def _note_use(token: Token, at: datetime) -> None:
    """Once a minute is enough; reading must not write each time."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - timedelta(minutes=1))
    if token.last_used_at is None or token.last_used_at < at - timedelta(minutes=1):
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=at)
