from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.partners import events, rules
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, valid
from sampan.partners.models import Scope, Token
from sampan.partners.tokens import HINT, digest_of, new_secret


@transaction.atomic
def issue_token(
    *, actor: Actor, name: str, scopes: Sequence[str], expires_at: datetime | None = None
) -> tuple[Token, str]:
    """Make a token for a program. The secret is returned this once; only its digest is kept."""
    rules.demand(rules.may_manage_tokens(actor), _("Only an owner issues tokens."))
    assert actor.person is not None
    unknown = [scope for scope in scopes if scope not in Scope.values]
    if unknown or not scopes:
        sentence = (
            _("“%(scope)s” is no scope; choose from %(scopes)s.")
            if unknown
            else _("A token needs a scope; choose from %(scopes)s.")
        )
        told = {"scope": "".join(unknown[:1]), "scopes": ", ".join(Scope.values)}
        raise Invalid(sentence % told, field="scopes")
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid(_("The token would have expired before it was issued."), field="expires_at")
    secret = new_secret()
    token = Token(
        organisation=actor.organisation,
        name=name,
        scopes=sorted(set(scopes)),
        hint=secret[:HINT],
        digest=digest_of(secret),
        issued_by=actor.person,
        expires_at=expires_at,
    )
    valid(token).save()
    events.record(
        name="partners.token.issued",
        subject=token,
        actor=actor,
        data={"name": name, "scopes": token.scopes, "hint": token.hint},
    )
    return token, secret


@transaction.atomic
def revoke_token(*, actor: Actor, token: Token) -> None:
    """End a token, from this moment on and for good."""
    rules.demand(
        rules.may_manage_tokens(actor) and rules.is_of(actor, token.organisation),
        _("Only an owner of the organisation revokes its tokens."),
    )
    live = Token.objects.filter(pk=token.pk, revoked_at=None)
    if not live.update(revoked_at=timezone.now()):
        raise Invalid(_("This token was revoked already."))
    token.refresh_from_db()
    events.record(
        name="partners.token.revoked", subject=token, actor=actor, data={"hint": token.hint}
    )
