"""The licence-clean texts from which the shipped tables are made.

TICO-19 (CC0), the Universal Declaration of Human Rights, TALPCo (CC BY 4.0). NTREX is for measuring and is not read.
"""

import gzip
import html
import re
from pathlib import Path

import icu

TICO = {
    "id": "en-id",
    "ms": "en-ms",
    "pt": "en-pt-BR",
    "zh-Hans": "en-zh",
    "km": "all.en-km",
    "my": "all.en-my",
    "fil": "all.en-tl",
}
UDHR = {
    "en": "eng",
    "id": "ind",
    "km": "khm",
    "lo": "lao",
    "my": "mya",
    "pt": "por_PT",
    "tet": "tet",
    "fil": "tgl",
    "th": "tha",
    "vi": "vie",
    "zh-Hans": "cmn_hans",
}
TALPCO = {"en": "eng", "id": "ind", "my": "myn", "th": "tha", "vi": "vie", "ms": "zsm"}


def tico19(shared: Path, language: str) -> list[str]:
    """The sentences of TICO-19 in one language; English is taken from the pair with Indonesian. All are aligned."""
    name = TICO.get(language) or ("en-id" if language == "en" else None)
    if name is None:
        return []
    text = gzip.decompress((shared / "tico19" / f"{name}.tmx.gz").read_bytes()).decode()
    pairs = re.findall(r"<tu .*?<seg>(.*?)</seg>.*?<seg>(.*?)</seg>", text, re.DOTALL)
    return [
        html.unescape(english if language == "en" else other).strip() for english, other in pairs
    ]


def udhr(shared: Path, language: str) -> list[str]:
    """The paragraphs of the declaration."""
    if language not in UDHR:
        return []
    page = (shared / "udhr" / f"{UDHR[language]}.html").read_text()
    paragraphs = re.findall(r"<p>(.*?)</p>", page.partition("<body>")[2], re.DOTALL)
    return [html.unescape(re.sub("<[^>]+>", "", paragraph)).strip() for paragraph in paragraphs]


def talpco(shared: Path, language: str) -> list[str]:
    """The simple sentences of TALPCo, without their numbers."""
    if language not in TALPCO:
        return []
    lines = (shared / "talpco" / f"{TALPCO[language]}.txt").read_text().splitlines()
    return [line.partition("\t")[2].strip() for line in lines if "\t" in line]


def sentences(shared: Path, language: str) -> list[str]:
    """All text of one language; for traditional Chinese, of which there is none, ICU converts the simplified."""
    if language == "zh-Hant":
        convert = icu.Transliterator.createInstance("Simplified-Traditional")
        return [convert.transliterate(line) for line in sentences(shared, "zh-Hans")]
    return [line for source in (tico19, udhr, talpco) for line in source(shared, language) if line]
