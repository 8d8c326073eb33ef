"""/metrics: counted from the rows, in the form that Prometheus reads, for those who may."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from sampan.partners.models import Event, Handling, Organisation


def asked(client: Client, **headers: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """Each sample by its name and the values of its labels; a form that Prometheus would refuse fails here."""
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_an_empty_exchange(client: Client, db: None) -> None:
    assert asked(client) == {
        ("sampan_events", ()): 0,
        ("sampan_events_unsealed", ()): 0,
        ("sampan_oldest_waiting_seconds", ()): 0,
        ("sampan_asset_bytes", ()): 0,
    }


@pytest.fixture
def busy(db: None) -> None:
    for number, kind in enumerate(("agency", "agency", "platform")):
        Organisation.objects.create(slug=f"o{number}", name="O", kind=kind, territory="LA")
    Organisation.objects.create(
        slug="gone", name="Gone", kind="agency", territory="LA", is_active=False
    )
    now = timezone.now()
    for number in range(3):
        event = Event.objects.create(
            name="partners.thing.happened", subject="x.y:1", position=number or None
        )
        Handling.objects.create(
            event=event,
            target="test",
            subject="x.y:1",
            due_at=now - timedelta(hours=1) + timedelta(hours=2) * number,
        )


def test_counts_are_those_of_the_rows(client: Client, busy: None) -> None:
    found = asked(client)
    waited = found.pop(("sampan_oldest_waiting_seconds", ()))
    assert 3600 <= waited < 3660
    assert found == {
        ("sampan_organisations", ("agency",)): 2,
        ("sampan_organisations", ("platform",)): 1,
        ("sampan_handlings", ("waiting",)): 3,
        ("sampan_events", ()): 3,
        ("sampan_events_unsealed", ()): 1,
        ("sampan_asset_bytes", ()): 0,
    }


@pytest.mark.parametrize("local", [True, False])
def test_a_token_that_is_set_is_asked_for(
    client: Client, db: None, settings: Any, local: bool
) -> None:
    settings.METRICS_TOKEN, settings.LOCAL = "prometheus-1", local
    for wrong in ({}, {"authorization": "Bearer wrong"}, {"authorization": "Bearer "}):
        answer = client.get("/metrics", headers=wrong)
        assert (answer.status_code, answer.content) == (
            401,
            b"Send the metrics token as a bearer token.\n",
        )
    assert asked(client, authorization="Bearer prometheus-1") != {}


def test_letters_of_any_script_are_only_wrong(client: Client, db: None, settings: Any) -> None:
    settings.METRICS_TOKEN = "prometheus-1"
    answer = client.get("/metrics", headers={"authorization": "Bearer ໜຶ່ງ"})
    assert answer.status_code == 401


def test_closed_where_others_reach_it_and_no_token_is_set(
    client: Client, db: None, settings: Any
) -> None:
    settings.METRICS_TOKEN, settings.LOCAL = "", False
    for headers in ({}, {"authorization": "Bearer "}):
        assert client.get("/metrics", headers=headers).status_code == 401
