from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.partners import events, rules
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, valid
from sampan.partners.models import Webhook
from sampan.partners.sealed import seal
from sampan.partners.webhooks import new_secret

ROTATION = timedelta(days=1)


@transaction.atomic
def add_webhook(*, actor: Actor, url: str, names: Sequence[str] = ()) -> tuple[Webhook, str]:
    """Have events of these names, or all, posted to an address. The secret that signs them is returned this once."""
    _demand(actor)
    if urlsplit(url).scheme not in {"http", "https"}:
        raise Invalid(_("A webhook's address begins with https://."), field="url")
    for name in names:
        if not events.is_name(name):
            sentence = _("“%(name)s” is no event's name; see docs/events.md.")
            raise Invalid(sentence % {"name": name}, field="names")
    secret = new_secret()
    webhook = Webhook(
        organisation=actor.organisation,
        url=url,
        names=sorted(set(names)),
        secret=seal(secret),
    )
    valid(webhook).save()
    events.record(
        name="partners.webhook.added",
        subject=webhook,
        actor=actor,
        data={"url": url, "names": webhook.names},
    )
    return webhook, secret


@transaction.atomic
def remove_webhook(*, actor: Actor, webhook: Webhook) -> None:
    """Tell that address nothing more; what it has heard stays on record."""
    _demand(actor, webhook)
    if not Webhook.objects.active().filter(pk=webhook.pk).update(is_active=False):
        raise Invalid(_("This webhook was removed already."))
    webhook.refresh_from_db()
    events.record(
        name="partners.webhook.removed",
        subject=webhook,
        actor=actor,
        data={"url": webhook.url, "reason": "removed"},
    )


@transaction.atomic
def rotate_secret(*, actor: Actor, webhook: Webhook, keep: timedelta = ROTATION) -> str:
    """A new secret, returned this once. Messages are signed with the old one too for as long as `keep` says."""
    _demand(actor, webhook)
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if not webhook.is_active:
        raise Invalid(_("This webhook was removed; add it anew."))
    secret = new_secret()
    webhook.previous_secret = webhook.secret if keep else ""
    webhook.previous_until = timezone.now() + keep if keep else None
    webhook.secret = seal(secret)
    webhook.save(update_fields=["secret", "previous_secret", "previous_until"])
    events.record(
        name="partners.webhook.rotated",
        subject=webhook,
        actor=actor,
        data={"keep_seconds": keep.total_seconds()},
    )
    return secret


def _demand(actor: Actor, webhook: Webhook | None = None) -> None:
    is_own = webhook is None or rules.is_of(actor, webhook.organisation)
    rules.demand(
        is_own and rules.may_manage_webhooks(actor),
        _("Only an owner of the organisation looks after its webhooks."),
    )
