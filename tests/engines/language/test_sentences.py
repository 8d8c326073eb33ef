import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampan.engines.language import LANGUAGES, sentences

from .strategies import texts

TAGS = st.sampled_from([language.tag for language in LANGUAGES])


@given(texts, TAGS)
def test_spans_and_gaps_are_the_text(text, tag):
    position = 0
    for sentence in sentences(text, tag):
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        assert text[position : sentence.start].strip() == ""
        position = sentence.end
    assert text[position:].strip() == ""


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        (
            "en",
            ["Dr. A. B. Lee met the U.S. envoy.", "“Why now?” he asked.", "It cost 3.5 million."],
        ),
        ("zh-Hans", ["他说：“你好。”", "她笑了！", "真的？"]),
        ("km", ["រដ្ឋាភិបាលបានប្រកាស។", "ប្រជាជន ។ល។ បានអបអរ៕"]),
        ("my", ["သတင်းကောင်းပါသည်။", "ကျေးဇူးတင်ပါသည်။"]),
        ("lo", ["ລັດຖະບານປະກາດແຜນໃໝ່.", "ປະຊາຊົນດີໃຈ."]),
        ("id", ["Ia bertemu Bpk. Budi di Jl. Merdeka No. 5.", "Hujan turun."]),
        ("vi", ["TP. Hồ Chí Minh có mưa.", "Trời lạnh."]),
        ("pt", ["O Sr. Silva chegou.", "Choveu muito!"]),
    ],
)
def test_sentences_end_where_readers_end_them(tag, parts):
    text = ("" if tag.startswith("zh") else " ").join(parts)
    assert [sentence.text for sentence in sentences(text, tag)] == parts


def test_lines_end_sentences():
    assert [sentence.text for sentence in sentences("Headline\n\nBody goes on", "en")] == [
        "Headline",
        "Body goes on",
    ]


def test_thai_ends_at_some_blanks_only():
    first = "นายกรัฐมนตรีกล่าวเมื่อวันจันทร์ว่า รัฐบาลจะสร้างทางรถไฟสายใหม่ให้เสร็จภายในสามปีข้างหน้า"
    second = "อย่างไรก็ตาม ประชาชนบางส่วนยังกังวลเรื่องค่าโดยสาร"
    assert [sentence.text for sentence in sentences(f"{first} {second}", "th")] == [first, second]


@pytest.mark.parametrize("text", ["." * 50_000, "a." * 50_000, '"' * 50_000 + ".", "ก " * 5_000])
def test_hostile_text_takes_no_time(text):
    begun = time.perf_counter()
    sentences(text, "th")
    assert time.perf_counter() - begun < 5
