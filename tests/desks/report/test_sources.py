"""Files to measure from: sent, understood, looked at, let count, taken off the list."""

import io

import pytest
from django.core.files.storage import default_storage

from desks.newswire.test_intake import signed_in
from sampan.catalogue import assets
from sampan.catalogue.models import Asset
from sampan.cli.demo import shelves
from sampan.desks.report import services
from sampan.desks.report.measuring import store_of
from sampan.desks.report.models import SourceFile, SourceState
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event
from sampan.partners.worker import drain

from .conftest import sent

pytestmark = pytest.mark.usefixtures("own_store")


def test_a_file_is_understood_before_it_counts(centre: Actor) -> None:
    source = sent(centre, "lotus_screen_titles.csv", shelves.catalogue())
    assert (source.state, source.rows, source.refused) == (SourceState.UNDERSTOOD, 420, 0)
    assert store_of(centre.organisation).tables == ()
    page = signed_in(centre).get(f"/report/sources/{source.pk}/")
    assert (page.status_code, page.context["account"]["counts"]["offer"]) == (200, 420)
    services.take_source(actor=centre, source=source)
    drain()
    assert "offer" in store_of(centre.organisation).tables
    taken = signed_in(centre).get(f"/report/sources/{source.pk}/").content.decode()
    assert '<a class="button primary" href="/report/explore/">' in taken
    services.drop_source(actor=centre, source=source)
    drain()
    assert store_of(centre.organisation).tables == ()


def test_a_file_that_is_none_says_so(centre: Actor) -> None:
    source = sent(centre, "report.pdf", b"%PDF-1.7 not a table")
    assert source.state == SourceState.REFUSED
    assert source.problem == "It is a PDF; export the table itself as CSV or XLSX."
    with pytest.raises(Invalid):
        services.take_source(actor=centre, source=source)


@pytest.mark.django_db(transaction=True)
def test_a_refused_file_is_taken_off_the_list_and_its_bytes_go(centre: Actor) -> None:
    first, second = (sent(centre, name, b"%PDF-1.7 not a table") for name in ("a.pdf", "b.pdf"))
    client, digest = signed_in(centre), first.asset_id
    client.post(f"/report/sources/{first.pk}/remove/")
    assert default_storage.exists(assets.name_of(digest))  # the other holds the same bytes
    client.post(f"/report/sources/{second.pk}/remove/")
    assert (SourceFile.objects.count(), Asset.objects.filter(pk=digest).count()) == (0, 0)
    assert not default_storage.exists(assets.name_of(digest))
    told = [one.data for one in Event.objects.filter(name="report.source.removed").order_by("pk")]
    assert told == [
        {"name": "a.pdf", "digest": digest, "bytes": "kept"},
        {"name": "b.pdf", "digest": digest, "bytes": "removed"},
    ]


def test_a_file_that_counts_is_not_removed(centre: Actor, chinese: Actor) -> None:
    source = sent(centre, "lotus_screen_titles.csv", shelves.catalogue())
    with pytest.raises(Refused):
        services.remove_source(actor=chinese, source=source)
    services.take_source(actor=centre, source=source)
    with pytest.raises(Invalid, match="counts"):
        services.remove_source(actor=centre, source=source)


def test_a_file_that_is_sent_twice_counts_once(centre: Actor) -> None:
    first = sent(centre, "titles.csv", shelves.catalogue())
    assert sent(centre, "titles.csv", shelves.catalogue()) == first
    other = sent(centre, "titles (1).csv", shelves.catalogue())
    services.take_source(actor=centre, source=first)
    with pytest.raises(Invalid, match=r"count already, as “titles\.csv”"):
        services.take_source(actor=centre, source=other)


def test_a_file_removed_before_it_was_read_is_let_be(centre: Actor) -> None:
    data = io.BytesIO(b"a,b\n1,2\n")
    source = services.add_source(actor=centre, stream=data, name="a.csv")
    services.remove_source(actor=centre, source=source)
    drain()
    assert SourceFile.objects.count() == 0
    assert not Event.objects.filter(name="report.source.understood").exists()


@pytest.mark.slow
def test_a_form_that_nobody_knows_is_explained_once(centre: Actor) -> None:
    rows = "节目,国家,播放时长(小时),周\n茶路,CN,120,2026-01-05\nRiver,LA,30,2026-01-05\n"
    source = sent(centre, "export.csv", rows.encode())
    assert (source.state, source.preview["columns"]) == (
        SourceState.REFUSED,
        ["节目", "国家", "播放时长(小时)", "周"],
    )
    client = signed_in(centre)
    form = client.get(f"/report/sources/{source.pk}/").context["form"]
    assert list(form.fields)[:5] == ["table", "column_0", "column_1", "column_2", "column_3"]
    assert form.fields["column_0"].help_text == "茶路 · River"
    told = {
        "table": "engagement",
        "unit": "hours",
        "column_0": "title",
        "column_1": "countries",
        "column_2": "value",
        "column_3": "period_start",
        "always_territory": "TH",
        "always_service_id": "lotus",
        "always_period_days": "7",
    }
    wrong = client.post(f"/report/sources/{source.pk}/map/", told | {"unit": ""})
    assert (wrong.status_code, bool(wrong.context["form"].non_field_errors())) == (422, True)
    client.post(f"/report/sources/{source.pk}/map/", told)
    drain()
    source.refresh_from_db()
    assert (source.state, source.rows, source.refused) == (SourceState.UNDERSTOOD, 2, 0)
    assert source.preview["counts"]["engagement"] == 2
    page = client.get(f"/report/sources/{source.pk}/")
    assert page.context["form"].initial["unit"] == "hours"  # and can be put right
    again = sent(centre, "february.csv", rows.replace("01-05", "02-02").encode())
    assert (again.state, again.rows, again.preview["like"]) == (
        SourceState.UNDERSTOOD,
        2,
        "export.csv",
    )


def test_files_are_an_analysts_and_their_houses_own(centre: Actor, chinese: Actor) -> None:
    source = sent(centre, "lotus_screen_titles.csv", shelves.catalogue())
    with pytest.raises(Refused):
        services.take_source(actor=chinese, source=source)
    assert signed_in(chinese).get(f"/report/sources/{source.pk}/").status_code == 404
