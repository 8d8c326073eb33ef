from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.partners import events, rules
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused, valid
from sampan.partners.models import Invitation, Membership, Organisation, Person, Role
from sampan.partners.tokens import digest_of, new_secret

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def invite(*, actor: Actor, email: str, role: str) -> tuple[Invitation, str]:
    """Offer a place to whoever has this address; the secret of the link is returned once and kept as a digest."""
    rules.demand(rules.may_manage_members(actor), _("Only an owner invites people."))
    assert actor.person is not None
    secret = new_secret()
    invitation = Invitation(
        organisation=actor.organisation,
        email=email.strip().lower(),
        role=role,
        digest=digest_of(secret),
        invited_by=actor.person,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    valid(invitation).save()
    events.record(
        name="partners.member.invited",
        subject=invitation,
        actor=actor,
        data={"email": invitation.email, "role": role},
    )
    return invitation, secret


@transaction.atomic
def accept_invitation(*, person: Person, secret: str) -> Membership:
    """Take the place that was offered. Each offer is taken once, by the person whose address it names."""
    now = timezone.now()
    invitations = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    invitation = invitations.filter(digest=digest_of(secret)).first()
    if invitation is None:
        raise Invalid(_("This invitation is not known; ask for a new one."))
    if invitation.email != person.email.lower():
        raise Refused(
            _("This invitation is for %(invited)s; you are signed in as %(email)s.")
            % {"invited": invitation.email, "email": person.email}
        )
    if invitation.accepted_at:
        raise Invalid(_("This invitation was accepted already."))
    if invitation.expires_at <= now:
        raise Invalid(
            _("This invitation ended on %(day)s; ask for a new one.")
            % {"day": f"{invitation.expires_at:%Y-%m-%d}"}
        )
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    return _join(person, invitation.organisation, invitation.role, by=person)


@transaction.atomic
def add_member(*, actor: Actor, person: Person, role: str) -> Membership:
    """Give a person a role, or one more."""
    rules.demand(rules.may_manage_members(actor), _("Only an owner gives people their roles."))
    return _join(person, actor.organisation, role, by=actor)


def _join(
    person: Person, organisation: Organisation, role: str, *, by: Actor | Person
) -> Membership:
    membership = Membership(person=person, organisation=organisation, role=role)
    if Membership.objects.filter(person=person, organisation=organisation, role=role).exists():
        sentence = _("%(person)s holds this role at %(organisation)s already.")
        told = {"person": person, "organisation": organisation}
        raise Invalid(sentence % told, field="role")
    valid(membership).save()
    events.record(
        name="partners.member.joined",
        subject=person,
        actor=by,
        organisation=organisation,
        data={"role": role},
    )
    return membership


@transaction.atomic
def remove_member(*, actor: Actor, person: Person, role: str | None = None) -> None:
    """Take a role from a person, or all roles; the last owner stays, so that somebody can open the door."""
    rules.demand(rules.may_leave(actor, person), _("Only an owner lets other people go."))
    organisation = Organisation.objects.select_for_update().get(pk=actor.organisation.pk)
    memberships = Membership.objects.filter(organisation=organisation)
    leaving = memberships.filter(person=person)
    if role is not None:
        leaving = leaving.filter(role=role)
    roles = sorted(leaving.values_list("role", flat=True))
    if not roles:
        sentence = _("%(person)s does not hold this role at %(organisation)s.")
        raise Invalid(sentence % {"person": person, "organisation": organisation})
    others = memberships.filter(role=Role.OWNER).exclude(person=person)
    if Role.OWNER in roles and not others.exists():
        sentence = _(
            "%(person)s is the last owner of %(organisation)s; make somebody else one first."
        )
        raise Refused(sentence % {"person": person, "organisation": organisation})
    leaving.delete()
    events.record(
        name="partners.member.left",
        subject=person,
        actor=actor,
        data={"roles": roles},
    )
