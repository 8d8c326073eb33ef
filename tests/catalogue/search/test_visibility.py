"""Search never shows what an organisation may not see: whatever was shared, with whom, from when until when."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalogue.conftest import house, told
from sampan.catalogue.indexing import index_text
from sampan.catalogue.models import Edition, Share, Status, Version, Work
from sampan.catalogue.search import search
from sampan.catalogue.services import add_edition, add_version, create_work

NOON = datetime(2026, 1, 4, 12, tzinfo=UTC)
HOURS = st.integers(-3, 3).map(lambda hours: NOON + timedelta(hours=hours))
SHARES = st.lists(st.tuples(st.sampled_from([None, 0, 1, 2]), HOURS, st.none() | HOURS), max_size=3)


class Visibility(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.houses = [house(slug, "LA", "lo") for slug in ("one", "two", "three")]
        cls.versions: list[tuple[Version, Version]] = []
        for owner in cls.houses:
            edition = add_edition(actor=owner, work=create_work(actor=owner), language="en")
            older = add_version(actor=owner, edition=edition, content=told("ferry older"))
            newer = add_version(actor=owner, edition=edition, content=told("ferry newer"))
            Edition.objects.filter(pk=edition.pk).update(published=older)
            edition.refresh_from_db()
            for version in (older, newer):
                version.edition = edition
                index_text(version)
            cls.versions.append((older, newer))

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(SHARES, min_size=3, max_size=3),
        st.lists(st.sampled_from(Status.values), min_size=3, max_size=3),
        HOURS,
        st.sampled_from(['"ferry"', '"ferry" -harbour', ""]),
    )
    def test_search_shows_what_the_rule_says_and_nothing_else(
        self,
        shares: list[list[tuple[int | None, datetime, datetime | None]]],
        statuses: list[str],
        at: datetime,
        query: str,
    ) -> None:
        Share.objects.all().delete()
        for (older, _), given_out, status in zip(self.versions, shares, statuses, strict=True):
            Edition.objects.filter(pk=older.edition_id).update(status=status)
            for whom, start, end in given_out:
                if end is None or end > start:
                    Share.objects.create(
                        work_id=older.edition.work_id,
                        organisation=None if whom is None else self.houses[whom].organisation,
                        from_at=start,
                        until_at=end,
                    )
        for reader, actor in enumerate(self.houses):
            expected = {
                (newer if owner == reader else older).pk
                for owner, (older, newer) in enumerate(self.versions)
                if owner == reader
                or (statuses[owner] == Status.USABLE and _is_open(shares[owner], reader, at))
            }
            results = search(organisation=actor.organisation, query=query, language="en", at=at)
            assert {hit.version.pk for hit in results.hits} == expected
            assert results.total == len(expected)
            assert sum(count.number for count in results.counts.languages) == len(expected)
            seen = {
                *Work.objects.visible_to(actor.organisation, at=at).values_list("pk", flat=True)
            }
            assert {hit.version.edition.work_id for hit in results.hits} <= seen

    def test_a_visitor_sees_nothing(self) -> None:
        for query in ("ferry", '"ferry"', ""):
            results = search(organisation=None, query=query)
            assert (results.hits, results.total, results.counts.languages) == ((), 0, ())


def _is_open(
    shares: list[tuple[int | None, datetime, datetime | None]], reader: int, at: datetime
) -> bool:
    return any(
        whom in (None, reader) and start <= at and (end is None or (start < end and at < end))
        for whom, start, end in shares
    )
