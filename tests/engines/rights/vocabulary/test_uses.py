"""The tree of uses."""

from sampan.engines.rights import USES


def test_all_media_holds_no_use_by_machines() -> None:
    assert USES.codes(USES.everything & ~USES.mask("all-media")) == (
        "ai.index", "ai.ground", "ai.train", "ai.generate", "ai.synthesise-voice",
    )  # fmt: skip


def test_a_branch_is_its_leaves_and_an_alias_its_leaf() -> None:
    assert USES.codes(USES.mask("news")) == (
        "news.publish", "news.syndicate", "news.translate", "news.excerpt",
    )  # fmt: skip
    assert USES.mask("SVOD, AVOD") == USES.mask("vod.svod, vod.avod")
    assert USES.words(USES.mask("all-media, ai")) == "all media and uses by AI"
