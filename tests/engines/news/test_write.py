"""What is written is valid against the official schemas, and says what was meant when it is read again."""

from dataclasses import fields, replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import assume, given, settings

from sampan.engines.news import FORMS, read, validate, write, write_feed
from sampan.engines.rights.reservation import LEAVES, Policy

from .stories import ITEMS, NOW, STORIES, only

# What Atom has no element for.
_NOT_IN_ATOM = {
    "version", "dateline", "credit", "slugline", "editor_note", "places", "urgency", "pub_status", "embargoed_until",
    "usage_terms", "digital_source_type", "media",
}  # fmt: skip


def differences(one, other, *, but=frozenset()):
    return {
        f.name: (getattr(one, f.name), getattr(other, f.name))
        for f in fields(one)
        if f.name not in but and getattr(one, f.name) != getattr(other, f.name)
    }


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=30)
@given(item=ITEMS)
def test_every_form_gives_back_the_item(form, item):
    assume(item.embargoed_until != item.version_created)
    assert differences(item, only(write(item, form)).item) == {}


@settings(max_examples=25)
@given(item=ITEMS)
def test_atom_gives_back_what_it_can_carry(item):
    # Without a provider the feed's own title stands in.
    item = replace(item, provider=item.provider or "Nam Song")
    feed = write_feed(
        [item], uri="urn:x:feed", title="Wire", address="https://hub.example/feed", updated=NOW
    )
    found = only(feed).item
    byline = item.byline or item.provider
    assert differences(replace(item, byline=byline), found, but=_NOT_IN_ATOM) == {}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25)
@given(item=ITEMS)
def test_every_form_is_valid(shared, form, item):
    assert validate(write(item, form), form, schemas=shared) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", STORIES)
def test_real_scripts_survive(shared, form, language):
    received = only("\n".join(STORIES[language]).encode())
    data = write(received.item, form)
    assert validate(data, form, schemas=shared) == []
    assert differences(received.item, only(data).item) == {}


def test_a_package_names_its_members(shared):
    item = replace(
        only(b"A package\nof two").item,
        paragraphs=(),
        kind="composite",
        members=("urn:x:1", "urn:x:2"),
    )
    data = write(item, "newsml-g2")
    assert validate(data, "newsml-g2", schemas=shared) == []
    assert only(data).item.members == ("urn:x:1", "urn:x:2")


def test_a_feed_is_valid_and_keeps_its_order(shared):
    items = [replace(only(f"Story {n}\nA text.".encode()).item, uri=f"urn:x:{n}") for n in range(3)]
    feed = write_feed(
        items, uri="urn:x:feed", title="Wire", address="https://hub.example/feed", updated=NOW
    )
    assert validate(feed, "atom", schemas=shared) == []
    assert [r.item.uri for r in read(feed, name="feed", received_at=NOW).items] == [
        "urn:x:0",
        "urn:x:1",
        "urn:x:2",
    ]


def test_what_xml_may_not_hold_is_replaced():
    item = replace(only(b"Head\nText").item, headline="one\x00two\ud800", paragraphs=("a\x0bb",))
    assert [only(write(item, form)).item.headline for form in FORMS] == ["one\ufffdtwo\ufffd"] * 3


def test_an_unknown_form_is_refused_in_a_sentence():
    with pytest.raises(KeyError) as refusal:
        write(only(b"Head\nText").item, "docx")
    assert (
        refusal.value.args[0]
        == "'docx' is no form that is written; the forms are ninjs, newsml-g2, nitf."
    )


POLICIES = [
    None,
    *(Policy(frozenset(some)) for n in range(len(LEAVES) + 1) for some in combinations(LEAVES, n)),
]


@pytest.mark.parametrize("policy", POLICIES)
def test_no_form_permits_what_is_reserved(policy):
    """ODRL says every use by itself; the other forms say what they have words for, and never more."""
    item = replace(only(b"Head\nText").item, ai_policy=policy)
    # Without a provider the feed's own title stands in.
    item = replace(item, provider=item.provider or "Nam Song")
    feed = write_feed(
        [item], uri="urn:x:f", title="W", address="https://h.example/f", updated=NOW + timedelta(1)
    )
    read_back = {form: only(write(item, form)).item.ai_policy for form in FORMS}
    read_back["atom"] = only(feed).item.ai_policy
    assert read_back["ninjs"] == policy
    assert [form for form, found in read_back.items() if (found is None) != (policy is None)] == []
    if policy:
        more = {form: found.allowed - policy.allowed for form, found in read_back.items()}
        assert [form for form, allowed in more.items() if allowed] == []
