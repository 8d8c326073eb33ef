"""The demonstration's organisations and people, all of them invented."""

from datetime import date

from django.contrib.auth.hashers import make_password

from sampan.engines.rights import bloc_of
from sampan.partners.actor import Actor
from sampan.partners.models import Organisation, OrganisationKind, Person, Role
from sampan.partners.services import add_member, create_organisation

from .content_files import PASSWORD, Record, table

_KINDS: dict[str, str] = {
    "newspaper": OrganisationKind.PUBLISHER,
    "translation-centre": OrganisationKind.TRANSLATION,
    "research-centre": OrganisationKind.RESEARCH,
}


def load_members() -> dict[str, Actor]:
    """Let everybody in; for each organisation, an actor with every role."""
    people = table("people")
    secret = make_password(PASSWORD)  # once: hashing is slow on purpose
    operator = _person(next(row for row in people if row.get("operator")), secret)
    for row in table("organisations"):
        staff = [person for person in people if person.get("organisation") == row["slug"]]
        _found(operator, row, staff, secret)
    return actors()


def actors() -> dict[str, Actor]:
    """For each organisation, its own house as an actor, with its first person."""
    found = {}
    for organisation in Organisation.objects.active():
        first = Person.objects.filter(memberships__organisation=organisation).order_by("pk").first()
        found[organisation.slug] = Actor(
            organisation=organisation, roles=frozenset({Role.OWNER}), person=first
        )
    return found


def acting(actor: Actor, name: str) -> Actor:
    """The person of that name, acting for the organisation."""
    person = Person.objects.filter(name=name, memberships__organisation=actor.organisation).first()
    return Actor(organisation=actor.organisation, roles=actor.roles, person=person or actor.person)


def _found(operator: Person, row: Record, staff: list[Record], secret: str) -> None:
    owners = [person for person in staff if "owner" in person["roles"]]
    owner = _person(owners[0], secret)
    bloc = bloc_of(row["territory"], date.today())  # noqa: DTZ011  # any zone will do
    organisation = create_organisation(
        operator=operator,
        owner=owner,
        slug=row["slug"],
        name=row["name_en"],
        name_own=row["name"],
        kind=_KINDS.get(row["kind"]) or row["kind"],
        territory=row["territory"],
        languages=row["languages"],
        about=row["about"],
        blocs=[(bloc.code, date(2026, 1, 1))] if bloc else (),
    )
    house = Actor(organisation=organisation, roles=frozenset({Role.OWNER}), person=owner)
    for record in staff:
        person = owner if record is owners[0] else _person(record, secret)
        for role in record["roles"]:
            if not (person == owner and role == Role.OWNER):
                add_member(actor=house, person=person, role=role)


def _person(row: Record, secret: str) -> Person:
    return Person.objects.create(
        email=row["email"],
        name=row["name"],
        language=row["language"].lower(),
        time_zone="Asia/Vientiane",
        is_operator=row.get("operator", False),
        password=secret,
    )
