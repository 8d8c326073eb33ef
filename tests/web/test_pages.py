"""What holds for every page that belongs to no desk."""

import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django_htmx.jinja import htmx_script

from sampan.partners.models import Organisation, Role
from sampan.web.templatetags.look import bcp47

from .conftest import PASSWORD, member, signed_in
from .weight import MOST, weight

PUBLIC = ["/", "/style/", "/account/login/", "/account/password/reset/"]
MEMBERS = ["/", "/style/", "/account/password/change/", "/account/two-step/", "/account/logout/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_carry_the_policy_and_their_language(
    path: str, client: Client, db: None
) -> None:
    for code, _ in settings.LANGUAGES:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
        response = client.get(path)
        assert response.status_code == 200
        assert_frame(response.content.decode(), bcp47(code))
        assert_policy(response.headers["Content-Security-Policy"])


@pytest.mark.parametrize("path", MEMBERS)
def test_members_read_their_own_language(path: str, namou: Organisation) -> None:
    for code, _ in settings.LANGUAGES:
        response = signed_in(member(namou, Role.EDITOR, language=code)).get(path, follow=True)
        assert response.status_code == 200
        assert_frame(response.content.decode(), bcp47(code))
        assert_policy(response.headers["Content-Security-Policy"])


def assert_frame(html: str, language: str) -> None:
    assert re.findall(r'<html lang="([^"]+)"', html) == [language]
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert len(re.findall(r"<main[ >]", html)) == 1
    assert re.findall(r'href="(#main)"', html) == ["#main"]
    assert re.findall(r"<title>\s*(?:·|</title>)", html) == []


def assert_policy(policy: str) -> None:
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert rules["script-src"] == "'self'"


def test_the_first_page_is_small(client: Client, db: None) -> None:
    assert weight(client.get("/").content) < 60_000


@pytest.mark.parametrize(
    "path", [*MEMBERS, "/wire/", "/wire/inbox/", "/search/?q=news", "/market/"]
)
def test_a_members_page_is_small(path: str, namou: Organisation) -> None:
    page = signed_in(member(namou, Role.EDITOR)).get(path, follow=True).content
    assert (path, weight(page) < MOST) == (path, True)


@pytest.mark.parametrize(
    ("markup", "is_needed"),
    [("<p>Plain</p>", False), ('<p hx-get="/x/">', True), ("<form\n hx-post='/x/'>", True)],
)
def test_htmx_comes_only_where_a_page_asks_for_parts(markup: str, is_needed: bool) -> None:
    page = Template("{% load look %}{% with_htmx %}" + markup + "{% endwith_htmx %}")
    assert ("htmx-2.min.js" in page.render(Context())) is is_needed
    assert "htmx-2.min.js" in htmx_script(nonce=None)


def test_refusals_are_sentences(client: Client, db: None) -> None:
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


def test_htmx_hears_refusals_as_plain_text(client: Client, db: None) -> None:
    response = client.get("/nothing/here/", headers={"HX-Request": "true"})
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert (
        response.content.decode()
        == "There is nothing at this address, or it has not been shared with you."
    )


def test_a_form_without_its_token_is_refused_with_a_sentence(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "This form was open for too long" in response.content.decode()


def test_somebody_without_a_house_is_told_whom_to_ask(db: None) -> None:
    response = signed_in(member(None)).get("/")
    assert response.status_code == 200
    assert "You belong to no organisation yet" in response.content.decode()


def test_signing_in_takes_the_address_and_the_password(namou: Organisation, client: Client) -> None:
    person = member(namou, Role.EDITOR, password=PASSWORD)
    wrong = client.post("/account/login/", {"login": person.email, "password": "guess"})
    assert '<div class="errors"' in wrong.content.decode()
    right = client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert (right.status_code, right.headers["Location"]) == (302, "/")


def test_nobody_signs_up(client: Client, db: None) -> None:
    response = client.get("/account/signup/")
    assert "Accounts are made by invitation" in response.content.decode()


def test_a_request_refused_at_the_door_gets_a_page(db: None) -> None:
    response = Client(headers={"host": "elsewhere.example"}).get("/")
    assert response.status_code == 400
    assert "could not be understood" in response.content.decode()
