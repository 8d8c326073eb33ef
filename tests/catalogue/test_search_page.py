"""The page of the one search: stories and programmes beside each other, its filters in the reader's words."""

from django.test import Client

from sampan.catalogue.indexing import index_text
from sampan.catalogue.models import WorkKind
from sampan.catalogue.services import add_edition, add_version, create_work
from sampan.partners.actor import Actor
from sampan.partners.models import Membership, Role

from .conftest import publish, story, told


def test_kinds_are_counted_in_the_readers_words(lao: Actor) -> None:
    tea = story(lao, "lo", "ຊາ ເກົ່າ")
    film = create_work(actor=lao, kind=WorkKind.PROGRAMME)
    edition = add_edition(actor=lao, work=film, language="lo")
    version = publish(add_version(actor=lao, edition=edition, content=told("ຊາ ແລະ ແມ່ນ້ຳ")))
    for one in (tea, version):
        index_text(one)
    assert lao.person is not None
    lao.person.language = "zh-hans"
    lao.person.save()
    Membership.objects.create(person=lao.person, organisation=lao.organisation, role=Role.EDITOR)
    client = Client()
    client.force_login(lao.person)
    page = client.get("/search/?q=ຊາ").content.decode()
    seen = [words in page for words in ("找到 2 项", ">稿件", ">节目", ">programme")]
    assert seen == [True, True, True, False]
