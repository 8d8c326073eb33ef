"""A house, and somebody of it who is signed in."""

from pathlib import Path

import pytest
from django.test import Client

from sampan.partners.models import Membership, Organisation, OrganisationKind, Person, Role

NEEDS_SCHEMATHESIS = "test_api_fuzzed.py"  # slow, so only ./run check loads that plugin
PASSWORD = "three planks make a boat"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    is_fuzzed = collection_path.name == NEEDS_SCHEMATHESIS
    return True if is_fuzzed and not config.pluginmanager.hasplugin("schemathesis") else None


def house(slug: str, *languages: str) -> Organisation:
    return Organisation.objects.create(
        slug=slug,
        name=slug.title(),
        kind=OrganisationKind.AGENCY,
        territory="LA",
        languages=list(languages),
    )


def member(
    organisation: Organisation | None,
    *roles: Role,
    language: str = "en",
    password: str | None = None,  # slow to hash, so only where somebody types it
) -> Person:
    person = Person.objects.create_user(
        f"{language}{Person.objects.count()}@example.org",
        password,
        name="Khamla",
        language=language,
    )
    for role in roles:
        Membership.objects.create(person=person, organisation=organisation, role=role)
    return person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def namou(db: None) -> Organisation:
    return house("namou", "lo", "zh-Hans")


@pytest.fixture
def editor(namou: Organisation) -> Client:
    return signed_in(member(namou, Role.EDITOR))
