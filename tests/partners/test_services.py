"""Organisations, members and keys: who may, what it leaves, what it refuses and in which words."""

import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from partners.conftest import member
from sampan.partners import services
from sampan.partners.actor import Actor, actor_of
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import (
    BlocMembership,
    Event,
    Invitation,
    Membership,
    Organisation,
    Person,
    Role,
    Scope,
    Token,
)
from sampan.partners.scopes import LENT, roles_of
from sampan.partners.tokens import actor_of_token, digest_of

pytestmark = pytest.mark.django_db


def sentence(error: type[Exception], act: Callable[[], object]) -> str:
    """What it says; and nothing was left behind, not even an event."""
    events = Event.objects.count()
    with pytest.raises(error) as caught:
        act()
    assert Event.objects.count() == events
    return str(caught.value)


def last() -> tuple[str, Person | None, Organisation | None, dict[str, object]]:
    event = Event.objects.latest("id")
    return event.name, event.person, event.organisation, event.data


FACTS = {
    "slug": "mekong-tv",
    "name": "Mekong TV",
    "kind": "broadcaster",
    "territory": "KH",
    "languages": ["km"],
}


def test_the_operator_lets_an_organisation_in(operator: Person) -> None:
    head = Person.objects.create_user("sok@mekong.example", name="Sok")
    made = services.create_organisation(
        operator=operator, owner=head, blocs=[("asean", date(1999, 4, 30))], **FACTS
    )
    assert Organisation.objects.get() == made
    assert (made.slug, made.territory, made.languages) == ("mekong-tv", "KH", ["km"])
    actor = actor_of(head, made)
    assert actor is not None
    assert actor.roles == {Role.OWNER}
    assert list(Organisation.objects.in_bloc("asean", on=date(2026, 1, 1))) == [made]
    assert list(Organisation.objects.in_bloc("asean", on=date(1999, 4, 29))) == []
    assert last() == (
        "partners.organisation.joined",
        operator,
        made,
        {"slug": "mekong-tv", "kind": "broadcaster", "territory": "KH", "owner": head.pk},
    )


def test_nobody_else_does(owner: Actor) -> None:
    assert owner.person is not None
    said = sentence(
        Refused,
        lambda: services.create_organisation(operator=owner.person, owner=owner.person, **FACTS),
    )
    assert said == "Only the operator of this exchange lets in partners."


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"slug": "a b"}, "slug", None),
        ({"name": ""}, "name", "This field cannot be blank."),
        ({"kind": "bank"}, "kind", "Value 'bank' is not a valid choice."),
    ],
)
def test_an_organisation_that_cannot_be(
    operator: Person, changed: dict[str, str], field: str, said: str | None
) -> None:
    with pytest.raises(Invalid) as caught:
        services.create_organisation(operator=operator, owner=operator, **{**FACTS, **changed})
    assert caught.value.field == field
    assert said is None or str(caught.value) == said
    assert (Organisation.objects.count(), BlocMembership.objects.count()) == (0, 0)


def test_an_invitation_is_made_and_taken(owner: Actor) -> None:
    invitation, secret = services.invite(actor=owner, email=" Mai@Paper.Example ", role="editor")
    assert (invitation.email, invitation.digest) == ("mai@paper.example", digest_of(secret))
    assert last() == (
        "partners.member.invited",
        owner.person,
        owner.organisation,
        {"email": "mai@paper.example", "role": "editor"},
    )
    mai = Person.objects.create_user("mai@paper.example", name="Mai")
    membership = services.accept_invitation(person=mai, secret=secret)
    assert (membership.person, membership.role) == (mai, "editor")
    assert last() == ("partners.member.joined", mai, owner.organisation, {"role": "editor"})
    said = sentence(Invalid, lambda: services.accept_invitation(person=mai, secret=secret))
    assert said == "This invitation was accepted already."


def test_an_invitation_is_for_one_address_and_ends(owner: Actor) -> None:
    invitation, secret = services.invite(actor=owner, email="mai@paper.example", role="editor")
    other = Person.objects.create_user("other@paper.example", name="Other")
    said = sentence(Refused, lambda: services.accept_invitation(person=other, secret=secret))
    assert said == (
        "This invitation is for mai@paper.example; you are signed in as other@paper.example."
    )
    mai = Person.objects.create_user("mai@paper.example", name="Mai")
    said = sentence(Invalid, lambda: services.accept_invitation(person=mai, secret="sampan_x"))
    assert said == "This invitation is not known; ask for a new one."
    ended = timezone.now() - timedelta(seconds=1)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=ended)
    said = sentence(Invalid, lambda: services.accept_invitation(person=mai, secret=secret))
    assert said == f"This invitation ended on {ended:%Y-%m-%d}; ask for a new one."


@pytest.mark.parametrize(
    ("email", "role", "field"), [("mai", "editor", "email"), ("mai@a.example", "king", "role")]
)
def test_an_invitation_that_cannot_be(owner: Actor, email: str, role: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        services.invite(actor=owner, email=email, role=role)
    assert caught.value.field == field


def test_members_come_and_go(owner: Actor) -> None:
    mai = Person.objects.create_user("mai@paper.example", name="Mai")
    services.add_member(actor=owner, person=mai, role="editor")
    services.add_member(actor=owner, person=mai, role="seller")
    said = sentence(Invalid, lambda: services.add_member(actor=owner, person=mai, role="seller"))
    assert said == "Mai holds this role at Nam Khong News already."
    services.remove_member(actor=owner, person=mai, role="editor")
    assert last()[0::3] == ("partners.member.left", {"roles": ["editor"]})
    actor = actor_of(mai, owner.organisation)
    assert actor is not None
    services.remove_member(actor=actor, person=mai)
    assert last()[0:2] == ("partners.member.left", mai)
    assert actor_of(mai, owner.organisation) is None
    said = sentence(Invalid, lambda: services.remove_member(actor=owner, person=mai))
    assert said == "Mai does not hold this role at Nam Khong News."


def test_the_last_owner_stays(owner: Actor) -> None:
    assert owner.person is not None
    said = sentence(Refused, lambda: services.remove_member(actor=owner, person=owner.person))
    assert said == "Keo is the last owner of Nam Khong News; make somebody else one first."
    second = member(owner.organisation, "two@namkhong.example", Role.OWNER)
    services.remove_member(actor=second, person=owner.person)
    assert Membership.objects.get(role="owner").person == second.person


def test_only_owners_manage_members(owner: Actor, editor: Actor, stranger: Actor) -> None:
    assert owner.person is not None
    assert stranger.person is not None
    for actor in (editor, with_token(owner, "partners")):
        said = sentence(
            Refused, lambda a=actor: services.invite(actor=a, email="a@b.example", role="editor")
        )
        assert said == "Only an owner invites people."
        said = sentence(
            Refused,
            lambda a=actor: services.add_member(actor=a, person=stranger.person, role="editor"),
        )
        assert said == "Only an owner gives people their roles."
        said = sentence(
            Refused, lambda a=actor: services.remove_member(actor=a, person=owner.person)
        )
        assert said == "Only an owner lets other people go."


def with_token(owner: Actor, *scopes: str) -> Actor:
    _, secret = services.issue_token(actor=owner, name="press", scopes=scopes)
    actor = actor_of_token(secret, at=timezone.now())
    assert actor is not None
    return actor


def test_a_key_is_issued_used_and_revoked(owner: Actor) -> None:
    token, secret = services.issue_token(
        actor=owner, name="press system", scopes=["wire", "read", "read"]
    )
    assert (token.scopes, token.hint, token.digest) == (
        ["read", "wire"],
        secret[:12],
        digest_of(secret),
    )
    assert last() == (
        "partners.token.issued",
        owner.person,
        owner.organisation,
        {"name": "press system", "scopes": ["read", "wire"], "hint": token.hint},
    )
    now = timezone.now()
    actor = actor_of_token(secret, at=now)
    assert actor == Actor(
        organisation=owner.organisation,
        roles=frozenset({Role.AUDITOR, Role.EDITOR, Role.TRANSLATOR}),
        token=token,
    )
    assert Token.objects.get().last_used_at == now
    actor_of_token(secret, at=now + timedelta(seconds=59))
    assert Token.objects.get().last_used_at == now
    services.revoke_token(actor=owner, token=token)
    assert last()[0::3] == ("partners.token.revoked", {"hint": token.hint})
    assert actor_of_token(secret, at=timezone.now()) is None
    said = sentence(Invalid, lambda: services.revoke_token(actor=owner, token=token))
    assert said == "This token was revoked already."


def test_keys_that_open_nothing(owner: Actor) -> None:
    soon = timezone.now() + timedelta(hours=1)
    token, secret = services.issue_token(
        actor=owner, name="short", scopes=["read"], expires_at=soon
    )
    assert actor_of_token(secret, at=soon - timedelta(seconds=1)) is not None
    assert actor_of_token(secret, at=soon) is None
    assert actor_of_token(secret[:-1], at=timezone.now()) is None
    assert actor_of_token(token.digest, at=timezone.now()) is None
    assert actor_of_token("", at=timezone.now()) is None
    Organisation.objects.update(is_active=False)
    assert actor_of_token(secret, at=timezone.now()) is None


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        (
            {"scopes": ["all"]},
            "scopes",
            "“all” is no scope; choose from read, wire, rights, protection, report, partners.",
        ),
        (
            {"scopes": []},
            "scopes",
            "A token needs a scope; choose from read, wire, rights, protection, report, partners.",
        ),
        ({"name": ""}, "name", "This field cannot be blank."),
        (
            {"expires_at": timezone.now()},
            "expires_at",
            "The token would have expired before it was issued.",
        ),
    ],
)
def test_a_key_that_cannot_be(
    owner: Actor, fields: dict[str, object], field: str, said: str
) -> None:
    with pytest.raises(Invalid) as caught:
        services.issue_token(**{"actor": owner, "name": "a", "scopes": ["read"], **fields})
    assert (caught.value.field, str(caught.value)) == (field, said)


def test_only_owners_manage_keys(owner: Actor, editor: Actor, stranger: Actor) -> None:
    token, _ = services.issue_token(actor=owner, name="a", scopes=["read"])
    for actor in (editor, with_token(owner, "partners")):
        said = sentence(
            Refused, lambda a=actor: services.issue_token(actor=a, name="b", scopes=["read"])
        )
        assert said == "Only an owner issues tokens."
    for actor in (editor, stranger):
        said = sentence(Refused, lambda a=actor: services.revoke_token(actor=a, token=token))
        assert said == "Only an owner of the organisation revokes its tokens."


def test_no_scope_lends_ownership() -> None:
    assert set(LENT) == set(Scope)
    assert Role.OWNER not in roles_of(Scope.values)


def test_a_scope_says_where_a_key_may_be(owner: Actor, editor: Actor) -> None:
    key = with_token(owner, "protection")
    assert [scope.value for scope in Scope if key.within(scope)] == ["protection"]
    assert key.has(Role.EDITOR) is True
    assert key.has(Role.SELLER) is False
    assert all(editor.within(scope) for scope in Scope)


def test_an_owner_holds_all_roles_and_a_stranger_none(owner: Actor, editor: Actor) -> None:
    assert editor.person is not None
    assert all(owner.has(role) for role in Role)
    assert [role.value for role in Role if editor.has(role)] == ["editor"]
    other = Organisation.objects.create(slug="o", name="O", kind="agency", territory="TH")
    assert actor_of(editor.person, other) is None


def test_sentences_are_in_the_language_of_whoever_reads_them(
    editor: Actor, settings: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "th" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    said = 'msgid "Only an owner invites people."\nmsgstr "เฉพาะเจ้าของ"\n'
    (folder / "django.po").write_text(head + said, encoding="utf-8")
    subprocess.run(["msgfmt", "-o", folder / "django.mo", folder / "django.po"], check=True)
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("th"), pytest.raises(Refused, match=r"^เฉพาะเจ้าของ$"):
        services.invite(actor=editor, email="mai@paper.example", role="editor")
