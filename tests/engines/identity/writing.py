"""Hypothesis strategies that write: words, syllables and characters of our scripts, and what editors do to them."""

import random
import unicodedata

from hypothesis import strategies as st

LETTERS = "abcdefghijklmnopqrstuvwxyzàéêôơưđñçãõạếứ"
SYLLABLES = {  # consonants, vowels (some stand before, some after), tones and finals
    "th": ("กขคงจชซดตทนบปพมยรลวสห", ("", "า", "ิ", "ี", "ุ", "ู", "ะ"), ("", "่", "้")),
    "lo": ("ກຂຄງຈຊດຕທນບປພມຢລວສຫອ", ("", "າ", "ິ", "ີ", "ຸ", "ູ", "ະ"), ("", "່", "້")),
    "km": ("កខគងចជដតថនបផពមយរលវសហ", ("", "ា", "ិ", "ី", "ុ", "ូ", "េ", "ោ"), ("", "ក", "ន", "់")),
    "my": ("ကခဂငစဆတထနပဖဘမယရလဝသဟအ", ("", "ာ", "ိ", "ီ", "ု", "ူ", "ေ"), ("", "း", "့")),
}
FAINT = "\u200b\u200c\u200d\u2060\ufeff"
PAUSES = (" ", ", ", " – ", "; ", "\n", ". ", " “", "... ", " (", " / ")
STOPS = ("", "", "", " ", "，", "。", "、", "「", "» ", "\n", "!")

words = st.text(alphabet=LETTERS, min_size=1, max_size=8)
numbers = st.integers(0, 99999).map(str)
han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


def syllables(language: str) -> st.SearchStrategy[str]:
    consonants, vowels, ends = SYLLABLES[language]
    parts = st.tuples(st.sampled_from(consonants), st.sampled_from(vowels), st.sampled_from(ends))
    return parts.map("".join)


thai_type = st.sampled_from(sorted(SYLLABLES)).flatmap(
    lambda language: st.lists(syllables(language), min_size=25, max_size=25).map(
        lambda row: (language, first_characters(row, 25))
    )
)
anything = st.one_of(
    words, numbers, han, syllables("th"), syllables("lo"), syllables("km"), syllables("my")
)


def passage(seed: int, length: int) -> str:
    """A text of `length` pieces in all scripts at once; the same seed writes the same text."""
    chance = random.Random(seed)
    return " ".join(_piece(chance) for _ in range(length))


def _piece(chance: random.Random) -> str:
    script = chance.choice(("word", "word", "number", "han", *SYLLABLES))
    if script == "word":
        return "".join(chance.choices(LETTERS, k=chance.randint(1, 8)))
    if script == "number":
        return str(chance.randint(0, 99999))
    if script == "han":
        return "".join(map(chr, chance.choices(range(0x4E00, 0xA000), k=chance.randint(1, 9))))
    return "".join(chance.choice(part) for part in SYLLABLES[script] * chance.randint(1, 6))


context = st.builds(passage, st.integers(0, 1 << 32), st.integers(0, 40))


def first_characters(row: list[str], count: int) -> list[str]:
    """As many syllables as hold `count` characters."""
    length = 0
    for number, syllable in enumerate(row, start=1):
        length += len(syllable)
        if length >= count:
            return row[:number]
    return row


@st.composite
def disguised(draw: st.DrawFn, pieces: list[str], between: tuple[str, ...]) -> str:
    """The pieces as another house sets them: other case, composition, punctuation, and marks that nobody sees."""
    text = pieces[0]
    for piece in pieces[1:]:
        text += draw(st.sampled_from(between)) + piece
    text = draw(st.sampled_from((str, str.upper, str.title)))(text)
    text = unicodedata.normalize(draw(st.sampled_from(("NFC", "NFD"))), text)
    for place in draw(st.lists(st.integers(1, len(text) - 1), max_size=5)):
        text = text[:place] + draw(st.sampled_from(FAINT)) + text[place:]
    return text
