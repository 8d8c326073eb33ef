"""What a token may be used for, and which roles it lends to the program that holds it.

Roles say what a program may do there, as they do for people; the scope says where it may be at all
(`Actor.within`), so that two scopes that lend the same role do not open one another's doors. None lends ownership.
"""

from collections.abc import Iterable

from .models import Role, Scope

LENT: dict[Scope, frozenset[Role]] = {
    Scope.READ: frozenset({Role.AUDITOR}),
    Scope.WIRE: frozenset({Role.EDITOR, Role.TRANSLATOR}),
    Scope.RIGHTS: frozenset({Role.SELLER, Role.BUYER}),
    Scope.PROTECTION: frozenset({Role.EDITOR}),
    Scope.REPORT: frozenset({Role.ANALYST}),
    Scope.PARTNERS: frozenset(),
}


def roles_of(scopes: Iterable[str]) -> frozenset[Role]:
    """The roles that these scopes lend together.

    >>> sorted(roles_of(["read", "rights"]))
    [Role.AUDITOR, Role.BUYER, Role.SELLER]
    """
    return frozenset(role for scope in scopes for role in LENT[Scope(scope)])
