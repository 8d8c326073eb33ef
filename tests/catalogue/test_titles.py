"""Titles: entered, put into words, illustrated, seen, and found by name, person and synopsis from any language."""

import io
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from sampan.catalogue.content import Content
from sampan.catalogue.listings import Listing
from sampan.catalogue.models import Edition, EditionForm, Purpose, Title, TitleFile, TitleKind
from sampan.catalogue.search import Facets, search
from sampan.catalogue.services import (
    Person,
    TitleFacts,
    create_title,
    describe_title,
    listings_of,
    offer_version,
    put_file,
    remove_file,
    share_work,
    write_listing,
)
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role
from sampan.partners.worker import drain

FACTS = TitleFacts(
    kind=TitleKind.DOCUMENTARY,
    year=2025,
    minutes=52,
    genres=("nature",),
    language="lo",
    countries=({"territory": "LA", "role": "lead", "share": 60}, {"territory": "CN", "share": 40}),
)
CREW = (Person(role="director", names={"lo": "ຄຳຫຼ້າ ພູມີໄຊ", "en": "Khamla Phoumixay"}),)
LISTING = Listing(
    language="en",
    name="Dolphins of the Rapids",
    short="Twelve dolphins and one fisherman.",
    synopsis=("Below the rapids a fisherman counts dolphins.", "One year he counts thirteen."),
)


def entered(actor: Actor, **changed: object) -> Title:
    return create_title(
        actor=actor, facts=FACTS, slugline="dolphins", people=CREW, rated={"TH": "13"}, **changed
    )


def picture() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (60, 90), "teal").save(file, "JPEG")
    file.seek(0)
    return file


def clip() -> io.BytesIO:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as made:
        stream = made.add_stream("libx264", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for shade in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), shade * 20, np.uint8), "rgb24")
            made.mux(stream.encode(frame))
        made.mux(stream.encode())
    file.seek(0)
    return file


def test_a_title_has_facts_people_and_ratings(lao: Actor) -> None:
    title = entered(lao)
    assert (title.work.origin, title.work.owner) == ("LA", lao.organisation)
    assert title.credits.get().name_in("th") == ("Khamla Phoumixay", "en")
    assert (title.ratings.get().value, title.ratings.get().age) == ("13", 13)
    named = Event.objects.about(title.work).values_list("name", flat=True)
    assert list(named.order_by("pk")) == ["catalogue.work.created", "catalogue.title.entered"]


def test_only_a_seller_of_its_house_describes_it(lao: Actor, chinese: Actor) -> None:
    title = entered(lao)
    editor = Actor(organisation=lao.organisation, roles=frozenset({Role.EDITOR}), person=lao.person)
    for actor in (chinese, editor):
        with pytest.raises(Refused):
            describe_title(actor=actor, title=title, facts=FACTS)
        with pytest.raises(Refused):
            write_listing(actor=actor, title=title, listing=LISTING)
        with pytest.raises(Refused):
            put_file(actor=actor, title=title, purpose="poster", file=picture(), name="p.jpg")


def test_a_listing_says_what_it_was_given_and_names_everybody(lao: Actor) -> None:
    title = entered(lao)
    edition = write_listing(actor=lao, title=title, listing=LISTING)
    version = edition.latest
    assert version is not None
    assert Listing.of("en", Content.from_json(version.content)) == LISTING
    assert version.text.splitlines()[-1] == "Khamla Phoumixay · ຄຳຫຼ້າ ພູມີໄຊ"
    again = write_listing(actor=lao, title=title, listing=LISTING)
    assert (again.pk, again.versions.count()) == (edition.pk, 1)


def test_new_people_go_into_every_listing(lao: Actor) -> None:
    title = entered(lao)
    write_listing(actor=lao, title=title, listing=LISTING)
    crew = (Person(role="writer", names={"en": "Bounma Vongsa"}),)
    describe_title(actor=lao, title=title, facts=FACTS, people=crew)
    latest = listings_of(title).get().latest
    assert latest is not None
    assert (latest.number, latest.text.splitlines()[-1]) == (2, "Bounma Vongsa")


@pytest.mark.parametrize(
    ("facts", "rated", "field", "sentence"),
    [
        ({"genres": ["western"]}, {}, "genres", "“western” is no genre; the genres are drama, "),
        ({"countries": [{"territory": "ZZ"}]}, {}, "countries", "ZZ"),
        ({}, {"TH": "R99"}, "ratings", "TH has no rating “R99”; it has G, E, 13, 15, 18, 20, B."),
        ({"kind": "opera"}, {}, "kind", "opera"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    lao: Actor, facts: dict[str, object], rated: dict[str, str], field: str, sentence: str
) -> None:
    told = {"kind": TitleKind.FILM} | facts
    with pytest.raises(Invalid) as caught:
        create_title(actor=lao, facts=TitleFacts(**told), rated=rated)  # type: ignore[arg-type]
    assert (caught.value.field, sentence in str(caught.value)) == (field, True)
    assert Title.objects.count() == 0


def test_a_parent_is_of_the_same_house(lao: Actor, chinese: Actor) -> None:
    with pytest.raises(Invalid):
        create_title(actor=chinese, facts=TitleFacts(kind="season", parent=entered(lao), number=1))


def test_versions_are_offered_once(lao: Actor) -> None:
    title = entered(lao)
    one = offer_version(actor=lao, title=title, language="zh-Hans", form=EditionForm.SUBTITLE)
    two = offer_version(actor=lao, title=title, language="zh-Hans", form=EditionForm.SUBTITLE)
    assert (one.pk, title.work.editions.count()) == (two.pk, 1)
    with pytest.raises(Invalid):
        offer_version(actor=lao, title=title, language="en", form=EditionForm.LISTING)


def test_files_are_decoded_and_kept_once(lao: Actor, chinese: Actor) -> None:
    title = entered(lao)
    share_work(actor=lao, work=title.work)
    poster = put_file(actor=lao, title=title, purpose="poster", file=picture(), name="p.jpg")
    assert (poster.asset.width, poster.asset.height, poster.seconds) == (60, 90, None)
    again = put_file(actor=lao, title=title, purpose="poster", file=picture(), name="q.jpg")
    assert again == poster
    trailer = put_file(actor=lao, title=title, purpose="trailer", file=clip(), name="t.mp4")
    assert (trailer.asset.media_type, trailer.seconds) == ("video/mp4", 1.0)
    screener = put_file(actor=lao, title=title, purpose="screener", file=clip(), name="s.mp4")
    seen = TitleFile.objects.visible_to(chinese.organisation)
    assert {file.purpose for file in seen} == {Purpose.POSTER, Purpose.TRAILER}
    assert screener in TitleFile.objects.visible_to(lao.organisation)
    remove_file(actor=lao, file=screener)
    assert not TitleFile.objects.filter(purpose="screener").exists()


def test_what_is_no_clip_is_refused(lao: Actor) -> None:
    file = io.BytesIO(b"not a film")
    with pytest.raises(Invalid, match="no video"):
        put_file(actor=lao, title=entered(lao), purpose="trailer", file=file, name="t.mp4")


def test_partners_see_it_when_it_is_shared_and_the_wire_never_does(
    lao: Actor, chinese: Actor
) -> None:
    title = entered(lao)
    write_listing(actor=lao, title=title, listing=LISTING)
    assert not Title.objects.visible_to(chinese.organisation).exists()
    share_work(actor=lao, work=title.work, organisation=chinese.organisation)
    assert Title.objects.visible_to(chinese.organisation).get() == title
    seen = Edition.objects.visible_to(chinese.organisation)
    assert (seen.count(), seen.stories().count()) == (1, 0)


@pytest.mark.parametrize(
    "query", ["dolphins", "thirteen", "ຄຳຫຼ້າ", "Phoumixay", "ชาวประมงนับโลมา", "河里的海豚"]
)
def test_the_one_search_finds_it(lao: Actor, chinese: Actor, query: str) -> None:
    title = entered(lao)
    edition = write_listing(actor=lao, title=title, listing=LISTING)
    share_work(actor=lao, work=title.work)
    drain()
    found = search(
        organisation=chinese.organisation, query=query, facets=Facets(kinds=("programme",))
    )
    assert [hit.version.edition for hit in found.hits] == [edition]
