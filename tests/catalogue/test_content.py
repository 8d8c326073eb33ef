import hashlib
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.conftest import told
from sampan.catalogue.content import Block, Content, blocks
from sampan.catalogue.models import Version
from sampan.catalogue.services import add_edition, add_version, create_work
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
CONTENTS = st.builds(
    Content,
    headline=TEXT.filter(str.strip),
    blocks=st.lists(TEXT, max_size=5).map(blocks),
    summary=TEXT,
    byline=TEXT,
    keywords=st.lists(TEXT, max_size=3).map(tuple),
    urgency=st.none() | st.integers(1, 9),
)


@given(CONTENTS)
def test_content_survives_its_json(content: Content) -> None:
    assert Content.from_json(content.to_json()) == content


@given(CONTENTS, CONTENTS)
def test_equal_digests_mean_equal_content(one: Content, other: Content) -> None:
    assert (one.digest == other.digest) == (one == other)


@given(CONTENTS, st.sampled_from([field.name for field in fields(Content)]), TEXT.filter(bool))
def test_each_field_is_in_the_digest(content: Content, name: str, text: str) -> None:
    other: Any = {
        "blocks": (*content.blocks, Block("x", text)),
        "keywords": (*content.keywords, text),
        "urgency": 10,
    }.get(name, str(getattr(content, name)) + text)
    assert replace(content, **{name: other}).digest != content.digest


def test_a_field_left_empty_is_not_in_the_canonical_form() -> None:
    assert (
        told("ຂ່າວ", "ໜຶ່ງ").canonical().decode()
        == '{"blocks":[{"id":"p1","text":"ໜຶ່ງ"}],"headline":"ຂ່າວ"}'
    )


def test_the_digest_is_known() -> None:
    canonical = '{"blocks":[{"id":"p1","text":"It left late."}],"headline":"Ferry"}'
    assert told("Ferry", "It left late.").digest == hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.django_db
def test_the_database_gives_back_the_same_digest(lao: Actor) -> None:
    edition = add_edition(actor=lao, work=create_work(actor=lao), language="lo")
    content = Content(
        headline="ຂ່າວ 1.0", blocks=blocks(["‘’“”\u200b", "\\u0041 e\u0301", ""]), urgency=3
    )
    version = add_version(actor=lao, edition=edition, content=content)
    kept = Version.objects.get(pk=version.pk)
    assert Content.from_json(kept.content).digest == kept.digest == content.digest


def test_text_has_a_line_for_the_headline_and_each_paragraph() -> None:
    assert told("One\nhead", "two\r\nlines", "three").text == "One head\ntwo  lines\nthree"


NO_TEXT = "There is a character in the {} that is no text; remove it and send again."
DOUBLED = Content(headline="x", blocks=(Block("p", "a"), Block("p", "b")))
PARAGRAPHS = st.lists(st.text(alphabet="ab ", max_size=8), max_size=8)


@given(PARAGRAPHS, PARAGRAPHS)
def test_blocks_keep_the_text_and_name_each_paragraph_once(old: list[str], new: list[str]) -> None:
    before = blocks(old)
    after = blocks(new, previous=before)
    assert [block.text for block in after] == new
    assert len({block.id for block in after}) == len(new)
    assert blocks(old, previous=before) == before


@pytest.mark.parametrize(
    ("content", "field", "sentence"),
    [
        (told("  "), "headline", "A story needs a headline."),
        (told("x" * 501), "headline", "The headline has 501 characters; 500 is the most."),
        (told("x", "a\0b"), "blocks", NO_TEXT.format("paragraphs")),
        (replace(told("x"), byline="\ud800"), "byline", NO_TEXT.format("byline")),
        (DOUBLED, "blocks", "Two paragraphs carry the same name."),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_in_a_sentence(
    content: Content, field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as caught:
        content.check()
    assert (caught.value.field, str(caught.value)) == (field, sentence)
