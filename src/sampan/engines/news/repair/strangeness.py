"""How unlike the text of this region a string looks: the measure by which decodings are compared."""

import re

SAMPLE = 20_000


def _level_one(codec: str, rows: range, cells: range) -> str:
    found = []
    for row in rows:
        for cell in cells:
            try:
                found.append(bytes((row, cell)).decode(codec))
            except UnicodeDecodeError:
                continue
    return "".join(found)


# The standards themselves name the characters in everyday use: level 1 of GB 2312 and of Big5.
COMMON_HAN = frozenset(
    _level_one("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    + _level_one("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
)
# A hundred-odd characters make half of any Chinese text, in either script.
_FREQUENT_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
    "這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實軍無與長機於關點業將兩間問並應戰頭體見產話給門處東聲義員論認條係氣題爾別變總電數報結場計資許統區隊決馬書聽達強難權則設記類據邊張該規萬領確傳師觀讓識帶導爭運"
)

_JUNK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
# Soup: Latin-1 symbols against accented letters, or accented letters in rows, as wrong single-byte readings make them.
_SOUP = re.compile(
    "[À-ÿ][\xa1-\xbf×÷]|[\xa1-\xbf×÷][À-ÿ]|[ÂÃ][€‚ƒ„…†‡ˆ‰Š‹ŒŽ•–—˜™š›œžŸ]|[À-ÿ]{3,}|[\xa1-\xbf]{3,}|â€"
)
_OTHER_SCRIPTS = re.compile(
    "[\u0180-\u019f\u01a2-\u01ae\u01b1-\u02af\u0370-\u05ff\u0600-\u0dff\u0f00-\u0fff\u10a0-\u167f\u1680-\u177f"
    "\u1800-\u19df\u1a00-\u1dff\u2500-\u259f\u2c00-\u2dff\u3041-\u30fa\u30fc-\u318f\u31f0-\u33ff"
    "\uff61-\uff9f\u1100-\u11ff\uac00-\ud7af\ufb00-\ufdff\ufe70-\ufefe]"
)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SANDWICHED_HAN = re.compile("(?<=[A-Za-z])[\u3400-\u9fff\uf900-\ufaff](?=[a-z])")
# A dependent vowel or tone mark with nothing to stand on.
_ORPHAN_MARKS = re.compile(
    "(?<![\u0e01-\u0e5b])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|(?<![\u0e81-\u0edf])[\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece]"
    "|(?<![\u1780-\u17f9])[\u17b6-\u17d3]|(?<![\u1000-\u109f])[\u102b-\u103e]"
)
_THAI_DISORDER = re.compile(
    "[เแโใไ](?![ก-ฮเ])|[ัิ-ูำะา][ัิ-ู]|[\u0e48-\u0e4b]{2}|[\u0e4c\u0e4e][\u0e4c\u0e4e]|[\u0e4f\u0e5a\u0e5b\u0e46]{2}"
)
_ORPHAN_ACCENTS = re.compile(
    "(?<![A-Za-zÀ-ɏƠơƯưḀ-ỹ\u0300-\u036f])[\u0300-\u036f]|(?<=[b-df-hj-np-tv-xzç])[\u0300-\u036f]"
)
_MIXED_THAI = re.compile("[A-Za-zÀ-ÿ][\u0e01-\u0e5b]|[\u0e01-\u0e5b][A-Za-z]")
_INNER_CAPITAL = re.compile("(?<=[a-zà-öø-ÿ])[À-ÖØ-Þ]")
_ASCII = re.compile("[\x00-\x7f]")


def strangeness(text: str) -> float:
    """The weighted share of characters that ordinary text of the region does not hold: 0 is ordinary, 1 is soup.

    Only non-ASCII characters count below the line, so that a few wrong letters in an English page weigh as much as in a
    Lao one. The weights order decodings of the same bytes; they are no probability.

    >>> strangeness("ສະບາຍດີ, 你好, Việt Nam, não")
    0.0
    >>> strangeness("ສະບາຍດີ".encode().decode("latin-1")) > 0.5
    True
    """
    sample = text[:SAMPLE]
    beyond_ascii = len(sample) - len(_ASCII.findall(sample))
    cost = sum(len(found) for found in _JUNK.findall(sample)) * 1.0
    if beyond_ascii == 0:
        return cost / max(len(sample), 1)
    cost += sum(len(found) for found in _SOUP.findall(sample)) * 1.0
    cost += len(_OTHER_SCRIPTS.findall(sample)) * 0.6
    cost += len(_ORPHAN_MARKS.findall(sample)) + len(_THAI_DISORDER.findall(sample)) * 0.8
    cost += len(_ORPHAN_ACCENTS.findall(sample)) + len(_MIXED_THAI.findall(sample)) * 0.3
    cost += len(_SANDWICHED_HAN.findall(sample)) + len(_INNER_CAPITAL.findall(sample))
    cost += _strange_han(sample)
    return cost / beyond_ascii


def _strange_han(text: str) -> float:
    """Rare characters cost; so does Chinese in which the everyday ones hardly occur."""
    han = _HAN.findall(text)
    if not han:
        return 0.0
    rare = sum(1 for character in han if character not in COMMON_HAN)
    frequent = sum(1 for character in han if character in _FREQUENT_HAN)
    absent = max(0.0, 0.25 - frequent / len(han))
    return rare * 0.8 + absent * len(han)
