"""Mail in the language of whoever reads it, not of whoever has it sent."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from sampan.partners.mail import interface_language
from sampan.partners.models import Invitation, Organisation, Person, Role

from .conftest import house, member, signed_in


def in_language(code: str, sentence: str) -> str:
    with translation.override(code):
        return gettext(sentence)


def invite(client: Client, email: str, language: str) -> mail.EmailMessage:
    told = {"email": email, "role": "editor", "language": language}
    assert client.post("/house/invite/", told).status_code == 200
    return mail.outbox[-1]


INVITES = "%(house)s invites you to Sampan"
PASSWORD = "A new password for Sampan"


def test_an_invitation_is_in_the_language_that_was_chosen(namou: Organisation) -> None:
    owner = signed_in(member(namou, Role.OWNER))
    sent = invite(owner, "khamla@new.example", "th")
    assert sent.subject == in_language("th", INVITES) % {"house": "Namou"}
    assert sent.subject != INVITES % {"house": "Namou"}
    assert Invitation.objects.get().email == "khamla@new.example"


def test_who_is_known_gets_it_in_the_language_of_their_own(namou: Organisation) -> None:
    owner = signed_in(member(namou, Role.OWNER))
    known = member(house("other", "vi"), Role.EDITOR, language="vi")
    sent = invite(owner, known.email.upper(), "th")
    assert sent.subject == in_language("vi", INVITES) % {"house": "Namou"}


def test_the_language_offered_first_is_the_houses(namou: Organisation) -> None:
    owner = signed_in(member(namou, Role.OWNER))
    assert '<option value="lo" selected>' in owner.get("/house/invite/").content.decode()


@pytest.mark.parametrize(
    ("languages", "code"), [(["km", "zh-Hans"], "zh-hans"), (["pt"], "en"), ([], "en")]
)
def test_what_the_interface_speaks(languages: list[str], code: str) -> None:
    assert interface_language(languages) == code


def test_a_new_password_is_offered_in_the_persons_language(
    namou: Organisation, client: Client
) -> None:
    person = member(namou, Role.EDITOR, language="lo")
    client.cookies["django_language"] = "vi"
    client.post("/account/password/reset/", {"email": person.email})
    [sent] = mail.outbox
    assert in_language("lo", PASSWORD) in sent.subject
    assert in_language("lo", PASSWORD) != PASSWORD


def test_nobody_is_asked_to_sign_up_where_people_are_invited(db: None, client: Client) -> None:
    client.post("/account/password/reset/", {"email": "nobody@new.example"})
    [sent] = mail.outbox
    assert "ask the owner of your organisation to invite you" in str(sent.body)
    assert "signup" not in str(sent.body)


def test_a_first_owner_speaks_the_houses_language(namou: Organisation) -> None:
    operator = Person.objects.create_superuser("op@exchange.example", name="Op")
    told = {
        "slug": "lijiang", "name": "Lijiang", "kind": "agency", "territory": "CN",
        "languages": ["zh-Hans", "en"], "owner_name": "Zhang", "owner_email": "z@lijiang.example",
    }  # fmt: skip
    assert signed_in(operator).post("/operator/organisations/", told).status_code == 302
    assert Person.objects.get(email="z@lijiang.example").language == "zh-hans"
