"""Who is acting: a person in one organisation, or a program by one of its tokens."""

from dataclasses import dataclass

from .models import Membership, Organisation, Person, Role, Scope, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Services take one, rules judge it, events name it."""

    organisation: Organisation
    roles: frozenset[Role]
    person: Person | None = None
    token: Token | None = None

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of these roles; an owner holds them all."""
        return Role.OWNER in self.roles or not self.roles.isdisjoint(roles)

    def within(self, scope: Scope) -> bool:
        """Whether the actor may be where this scope is asked for: a person always, a token if it was issued so."""
        return self.token is None or scope in self.token.scopes


def actor_of(person: Person, organisation: Organisation) -> Actor | None:
    """The person as a member of the organisation, or None for a stranger to it."""
    roles = (
        Membership.objects.of(person)
        .filter(organisation=organisation)
        .values_list("role", flat=True)
    )
    held = frozenset(Role(role) for role in roles)
    return Actor(person=person, organisation=organisation, roles=held) if held else None
