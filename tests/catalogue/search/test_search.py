"""The whole search through its face, with the real model: stories are embedded once for the module."""

from datetime import date

from django.test import TestCase

from catalogue.conftest import house, story
from sampan.catalogue.indexing import index_meaning, index_text
from sampan.catalogue.models import Version
from sampan.catalogue.search import Facets, Marked, search

STORIES = {
    "ferry": ("lo", "ເຮືອຂ້າມຟາກຢຸດແລ່ນ", "ນ້ຳຂອງຂຶ້ນສູງສາມແມັດໃນຄືນດຽວ", "ເຮືອຂ້າມຟາກອອກຊ້າ."),
    "court": ("th", "ศาลฎีกาตัดสินจำคุก", "อดีตรัฐมนตรีถูกตัดสินจำคุกสี่ปีฐานรับสินบน"),
    "rice": ("vi", "Giá gạo tăng mạnh", "Nông dân đồng bằng sông Cửu Long bán gạo với giá cao nhất trong năm."),
    "rail": ("zh-Hans", "中老铁路货运量创新高", "列车每天把水果和橡胶运往昆明。"),
    "school": ("en", "New schools open in the hills", "Four hundred children started lessons on Monday."),
}  # fmt: skip


class Searching(TestCase):
    versions: dict[str, Version]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.owner, cls.reader = house("namkhong", "LA", "lo"), house("yunling", "CN", "zh-Hans")
        cls.versions = {name: story(cls.owner, *told) for name, told in STORIES.items()}
        cls.versions["hidden"] = story(cls.owner, *STORIES["ferry"], shared=False)
        for version in cls.versions.values():
            index_text(version)
            index_meaning(version)

    def first(self, query: str, language: str | None = None, **options: Facets) -> str:
        results = search(
            organisation=self.reader.organisation, query=query, language=language, **options
        )
        names = {version.pk: name for name, version in self.versions.items()}
        return names[results.hits[0].version.pk] if results.hits else ""

    def test_a_story_is_found_from_another_language(self) -> None:
        asked = [
            ("渡轮停航 河水上涨", "zh-Hans"),
            ("former minister jailed for bribery", "en"),
            ("稻米价格上涨", "zh-Hans"),
            ("รถไฟขนส่งสินค้า ลาว จีน", "th"),
            ("trường học cho trẻ em", "vi"),
        ]
        assert [self.first(*each) for each in asked] == list(STORIES)

    def test_words_and_meaning_say_why(self) -> None:
        hits = search(
            organisation=self.reader.organisation, query="铁路 货运", language="zh-Hans"
        ).hits
        assert (hits[0].version, hits[0].why) == (self.versions["rail"], "both")
        assert hits[0].headline == Marked("中老铁路货运量创新高", ((2, 4), (4, 6)))

    def test_a_hit_by_meaning_shows_its_nearest_sentence(self) -> None:
        hit = search(
            organisation=self.reader.organisation,
            query="the ferry left late and had stopped",
            language="en",
        ).hits[0]
        assert (hit.why, hit.version) == ("meaning", self.versions["ferry"])
        assert hit.snippet.text in STORIES["ferry"][2:]

    def test_what_is_not_shared_is_found_by_its_owner_alone(self) -> None:
        for query in ("ເຮືອຂ້າມຟາກ", "river boat late"):
            seen = search(organisation=self.reader.organisation, query=query, page=1)
            own = search(organisation=self.owner.organisation, query=query, page=1)
            hidden = self.versions["hidden"]
            assert hidden not in [hit.version for hit in seen.hits]
            assert hidden in [hit.version for hit in own.hits]

    def test_a_phrase_is_answered_by_words_alone(self) -> None:
        results = search(organisation=self.reader.organisation, query='"schools open"')
        assert [(hit.version, hit.why) for hit in results.hits] == [
            (self.versions["school"], "words")
        ]
        assert search(organisation=self.reader.organisation, query='"open schools"').total == 0

    def test_a_word_that_must_not_be_there(self) -> None:
        query = "lessons for children"
        assert self.first(query, "en") == "school"
        assert self.first(query + " -monday", "en") != "school"

    def test_where_nothing_is_asked_for_nothing_is_found(self) -> None:
        for query in ("-zebra", "?!", '"xqzt wvkj"'):
            assert self.first(query, "en") == ""

    def test_letters_strewn_at_random_find_little_by_meaning(self) -> None:
        strewn = {"en": "xqzt wvkj", "th": "ฆซห ฎฦผ", "lo": "ຒຐຟທ ນຟ", "zh-Hans": "歀旾沐棐 峒庚卥"}
        found = [
            search(organisation=self.reader.organisation, query=query, language=language).total
            for language, query in strewn.items()
        ]
        assert sum(found) <= 4  # of twenty; with a floor of .3 for all it was ten

    def test_facets_narrow_and_are_counted(self) -> None:
        results = search(
            organisation=self.reader.organisation, facets=Facets(languages=["lo", "th"])
        )
        assert {hit.version for hit in results.hits} == {
            self.versions["ferry"],
            self.versions["court"],
        }
        assert [(each.value, each.number, each.chosen) for each in results.counts.languages] == [
            ("en", 1, False),
            ("lo", 1, True),
            ("th", 1, True),
            ("vi", 1, False),
            ("zh-Hans", 1, False),
        ]
        assert (
            search(
                organisation=self.reader.organisation, facets=Facets(until=date(2020, 1, 1))
            ).hits
            == ()
        )

    def test_pages(self) -> None:
        pages = [
            search(organisation=self.reader.organisation, page=page, size=2)
            for page in (1, 2, 3, 4)
        ]
        assert [len(page.hits) for page in pages] == [2, 2, 1, 0]
        assert {(page.total, page.pages) for page in pages} == {(5, 3)}
        assert len({hit.version.pk for page in pages for hit in page.hits}) == 5
        assert pages[0].hits[0].version == self.versions["school"]
        assert pages[0].hits[0].why == "newest"
