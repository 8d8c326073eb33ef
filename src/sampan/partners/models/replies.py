"""What the API answered to a program that names its requests, so that the same request is carried out once."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from .organisations import Organisation


class KeptReplyQuerySet(models.QuerySet["KeptReply"]):
    def expired(self, *, at: datetime) -> Self:
        return self.filter(kept_at__lte=at - KeptReply.LASTS)


class KeptReply(models.Model):
    """The reply to one request of an organisation, under the Idempotency-Key that the request came with."""

    LASTS = timedelta(days=1)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)  # of the request: what it was, and what it held
    scopes = models.JSONField(default=list)  # that it took; whoever asks again needs them too
    status = models.PositiveSmallIntegerField(null=True)
    media_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(default=bytes)
    kept_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = KeptReplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_reply_a_key")
        ]
