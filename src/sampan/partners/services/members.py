from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sampan.partners import events, rules
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused, valid
from sampan.partners.models import Invitation, Membership, Organisation, Person, Role
from sampan.partners.tokens import digest_of, new_secret

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def invite(*, actor: Actor, email: str, role: str) -> tuple[Invitation, str]:
    """Offer a place to whoever has this address; the secret of the link is returned once and kept as a digest."""
    rules.demand(rules.may_manage_members(actor), "Only an owner invites people.")
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
        raise Invalid("This invitation is not known; ask for a new one.")
    if invitation.email != person.email.lower():
        raise Refused(
            f"This invitation is for {invitation.email}; you are signed in as {person.email}."
        )
    if invitation.accepted_at:
        raise Invalid("This invitation was accepted already.")
    if invitation.expires_at <= now:
        raise Invalid(
            f"This invitation ended on {invitation.expires_at:%Y-%m-%d}; ask for a new one."
        )
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    return _join(person, invitation.organisation, invitation.role, by=person)


@transaction.atomic
def add_member(*, actor: Actor, person: Person, role: str) -> Membership:
    """Give a person a role, or one more."""
    rules.demand(rules.may_manage_members(actor), "Only an owner gives people their roles.")
    return _join(person, actor.organisation, role, by=actor)


def _join(
    person: Person, organisation: Organisation, role: str, *, by: Actor | Person
) -> Membership:
    membership = Membership(person=person, organisation=organisation, role=role)
    if Membership.objects.filter(person=person, organisation=organisation, role=role).exists():
        raise Invalid(f"{person} holds this role at {organisation} already.", field="role")
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
    rules.demand(rules.may_leave(actor, person), "Only an owner lets other people go.")
    organisation = Organisation.objects.select_for_update().get(pk=actor.organisation.pk)
    memberships = Membership.objects.filter(organisation=organisation)
    leaving = memberships.filter(person=person)
    if role is not None:
        leaving = leaving.filter(role=role)
    roles = sorted(leaving.values_list("role", flat=True))
    if not roles:
        raise Invalid(f"{person} does not hold this role at {organisation}.")
    others = memberships.filter(role=Role.OWNER).exclude(person=person)
    if Role.OWNER in roles and not others.exists():
        raise Refused(
            f"{person} is the last owner of {organisation}; make somebody else one first."
        )
    leaving.delete()
    events.record(
        name="partners.member.left",
        subject=person,
        actor=actor,
        data={"roles": roles},
    )
