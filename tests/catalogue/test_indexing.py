from catalogue.conftest import publish, story, told
from sampan.catalogue import handlers
from sampan.catalogue.indexing import index_meaning, index_text
from sampan.catalogue.models import Fingerprint, Terms, Vectors, Version
from sampan.catalogue.services import add_version
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.models import Event

LINE = "The river rose three metres overnight and the ferry at the border post left late."


def indexed() -> list[int]:
    return sorted(Terms.objects.values_list("pk", flat=True))


def test_the_published_and_the_newest_stay_and_what_is_neither_goes(lao: Actor) -> None:
    first = story(lao, "en", "One", LINE)
    index_text(first)
    edition = first.edition
    second = add_version(actor=lao, edition=edition, content=told("Two", LINE))
    index_text(second)
    assert indexed() == [first.pk, second.pk]
    third = add_version(actor=lao, edition=edition, content=told("Three", LINE))
    index_text(third)
    assert indexed() == [first.pk, third.pk]
    publish(third)
    index_text(Version.objects.get(pk=third.pk))
    assert indexed() == [third.pk]
    kept = {*Fingerprint.objects.values_list("version", flat=True)}
    assert kept == {first.pk, second.pk, third.pk}


def test_indexing_twice_is_indexing_once(lao: Actor) -> None:
    version = story(lao, "en", "One", LINE)
    for _ in range(2):
        index_text(version)
        index_meaning(version)
    assert (indexed(), Vectors.objects.count()) == ([version.pk], 1)
    row = Vectors.objects.get()
    assert [len(row.mean), len(row.sentences), len(row.spans)] == [2 * 384, 4 * 384, 16]


def test_a_version_superseded_before_its_turn_gets_no_vectors(lao: Actor) -> None:
    first = story(lao, "en", "One", LINE)
    publish(add_version(actor=lao, edition=first.edition, content=told("Two", LINE)))
    index_meaning(Version.objects.get(pk=first.pk))
    assert Vectors.objects.count() == 0


def test_the_handlers_hear_of_a_new_version(lao: Actor) -> None:
    version = story(lao, "en", "One", LINE)
    event = Event.objects.get(name="catalogue.version.added")
    heard = {h.target.rpartition(".")[2]: h for h in events.hearings(event.name)}
    assert (heard["index_text"].outside, heard["index_meaning"].outside) == (False, True)
    handlers.index_text(event)
    handlers.index_meaning(event)
    assert indexed() == [version.pk]
    assert Vectors.objects.get().version == version
