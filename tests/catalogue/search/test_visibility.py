"""Search never shows what an organisation may not see: whatever was shared, with whom, from when until when."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalogue.conftest import house, told
from sampan.catalogue.indexing import index_text
from sampan.catalogue.models import Edition, Share, Status, Version, Work
from sampan.catalogue.search import search
from sampan.catalogue.services import add_version, create_work
from sampan.partners.actor import Actor

NOON = datetime(2026, 1, 4, 12, tzinfo=UTC)
Given = tuple[int | None, datetime, datetime | None]  # to whom (by place), from when, until when
HOURS = st.integers(-3, 3).map(lambda hours: NOON + timedelta(hours=hours))
SHARES = st.lists(st.tuples(st.sampled_from([None, 0, 1, 2]), HOURS, st.none() | HOURS), max_size=3)


class Visibility(TestCase):
    """Three houses with a work each; the last of them has also translated the first one's."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.houses = [house(slug, "LA", "lo") for slug in ("one", "two", "three")]
        cls.works = [create_work(actor=actor) for actor in cls.houses]
        cls.made = [*enumerate(cls.houses), (0, cls.houses[2])]  # the owner's place, who made it
        cls.versions = [cls.two_versions(cls.works[owner], maker) for owner, maker in cls.made]

    @staticmethod
    def two_versions(work: Work, maker: Actor) -> tuple[Version, Version]:
        edition = Edition.objects.create(
            work=work, house=maker.organisation, language="en", uri=f"{work.key}-{maker.person}"
        )
        older = add_version(actor=maker, edition=edition, content=told("ferry older"))
        newer = add_version(actor=maker, edition=edition, content=told("ferry newer"))
        Edition.objects.filter(pk=edition.pk).update(published=older)
        edition.refresh_from_db()
        for version in (older, newer):
            version.edition = edition
            index_text(version)
        return older, newer

    @settings(max_examples=40)
    @given(
        st.lists(SHARES, min_size=3, max_size=3),
        st.lists(st.sampled_from(Status.values), min_size=4, max_size=4),
        HOURS,
        st.sampled_from(['"ferry"', '"ferry" -harbour', ""]),
    )
    def test_search_shows_what_the_rule_says_and_nothing_else(
        self,
        shares: list[list[Given]],
        statuses: list[str],
        at: datetime,
        query: str,
    ) -> None:
        self.share(shares)
        for (older, _), status in zip(self.versions, statuses, strict=True):
            Edition.objects.filter(pk=older.edition_id).update(status=status)
        for reader, actor in enumerate(self.houses):
            expected = set()
            for place, (owner, maker) in enumerate(self.made):
                older, newer = self.versions[place]
                if maker == actor:
                    expected.add(newer.pk)
                elif statuses[place] == Status.USABLE and (
                    owner == reader or _is_open(shares[owner], reader, at)
                ):
                    expected.add(older.pk)
            results = search(organisation=actor.organisation, query=query, language="en", at=at)
            assert {hit.version.pk for hit in results.hits} == expected
            assert results.total == len(expected)
            assert sum(count.number for count in results.counts.languages) == len(expected)

    def share(self, shares: list[list[Given]]) -> None:
        Share.objects.all().delete()
        for work, given_out in zip(self.works, shares, strict=True):
            for whom, start, end in given_out:
                if end is None or end > start:
                    Share.objects.create(
                        work=work,
                        organisation=None if whom is None else self.houses[whom].organisation,
                        from_at=start,
                        until_at=end,
                    )

    def test_a_visitor_sees_nothing(self) -> None:
        for query in ("ferry", '"ferry"', ""):
            results = search(organisation=None, query=query)
            assert (results.hits, results.total, results.counts.languages) == ((), 0, ())


def _is_open(shares: list[Given], reader: int, at: datetime) -> bool:
    return any(
        whom in (None, reader) and start <= at and (end is None or (start < end and at < end))
        for whom, start, end in shares
    )
