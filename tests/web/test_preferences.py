"""Language, theme, and the organisation acted for."""

from django.test import Client

from sampan.partners.models import Membership, Organisation, Role

from .conftest import house, member, signed_in


def test_the_language_is_kept_with_the_person(namou: Organisation) -> None:
    person = member(namou, Role.EDITOR)
    client = signed_in(person)
    response = client.post("/language/", {"language": "lo", "next": "/style/"})
    person.refresh_from_db()
    assert (response.headers["Location"], person.language) == ("/style/", "lo")
    assert '<html lang="lo"' in client.get("/").content.decode()


def test_the_theme_is_kept_in_a_cookie(client: Client, db: None) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": "/style/"})
    assert response.headers["Location"] == "/style/"
    assert 'data-theme="dark"' in client.get("/").content.decode()


def test_an_unknown_theme_changes_nothing(client: Client, db: None) -> None:
    client.post("/theme/", {"theme": '"><script>'})
    assert "data-theme" not in client.get("/").content.decode()


def test_no_choice_leads_to_another_site(client: Client, db: None) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": "//elsewhere.example/"})
    assert response.headers["Location"] == "/"


def test_acting_for_another_house(namou: Organisation) -> None:
    person, other = member(namou, Role.EDITOR), house("pearl")
    Membership.objects.create(person=person, organisation=other, role=Role.SELLER)
    client = signed_in(person)
    client.post("/switch/", {"organisation": other.pk})
    response = client.get("/")
    assert response.context["actor"].organisation == other
    assert response.context["actor"].roles == {Role.SELLER}


def test_acting_for_a_strange_house_is_refused(namou: Organisation) -> None:
    stranger = house("pearl")
    client = signed_in(member(namou, Role.EDITOR))
    assert client.post("/switch/", {"organisation": stranger.pk}).status_code == 403
    assert client.get("/").context["actor"].organisation == namou
