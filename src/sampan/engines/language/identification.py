"""In which of the working languages a text is written."""

import math
import unicodedata
from dataclasses import dataclass

from ftfy import fix_encoding
from ftfy.badness import is_bad

from .languages import LANGUAGES
from .latin import LATIN, latin_scores, shipped_model
from .scripts import chinese_sides, script_shares

UNDETERMINED = "und"  # BCP 47: no language can be told
_LONGEST = 4000  # characters; more says no more
_HINT = 2.0  # nats: a declared language is believed until the text speaks against it
_BY_SCRIPT = {"Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my"}
_ALIASES = {"zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-my": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"} | {
    "zh-mo": "zh-Hant", "tl": "fil", "in": "id", "zsm": "ms",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identification:
    """The language a text is in, how sure that is (0 to 1), and the other candidates, likeliest first.

    `language` is a working language, or "und" where the text holds nothing to tell by or is in another script.
    """

    language: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]


def identify(text: str, hint: str | None = None) -> Identification:
    """Answer which working language a text is in; `hint` is the language it is declared to be in, if any.

    Scripts decide first (a few names in Latin letters do not make a Lao story English), characters tell simplified from
    traditional Chinese, letter runs and words tell the languages in Latin letters apart.

    >>> identify("ລັດຖະບານ ASEAN Summit").language
    'lo'
    >>> identify("Pemerintah mengatakan bahwa uang itu hilang karena korupsi").language
    'id'
    >>> identify("12:30").language
    'und'
    """
    sample = unicodedata.normalize("NFC", _readable(text[:_LONGEST]))
    declared = _declared(hint)
    shares = script_shares(sample)
    odds: dict[str, float] = {}
    for script, share in shares.items():
        for tag, part in _within(script, sample, declared).items():
            odds[tag] = (
                odds.get(tag, 0.0) + share**2 * part
            )  # squared: the leading script leads by more
    if not odds:
        return Identification(declared or UNDETERMINED, 0.0, ())
    whole = sum(odds.values())
    ranking = sorted(((tag, part / whole) for tag, part in odds.items()), key=lambda pair: -pair[1])
    best, confidence = ranking[0]
    kept = tuple(
        (tag, round(part, 4)) for tag, part in ranking if tag != UNDETERMINED and part >= 0.0001
    )
    return Identification(best, 0.0 if best == UNDETERMINED else round(confidence, 4), kept)


def _readable(text: str) -> str:
    """Undo mojibake for looking only: its letters would speak for the wrong script."""
    return fix_encoding(text) if is_bad(text) else text


def _declared(hint: str | None) -> str | None:
    wanted = (hint or "").replace("_", "-").lower()
    tags = {language.tag.lower(): language.tag for language in LANGUAGES}
    return _ALIASES.get(wanted) or tags.get(wanted) or tags.get(wanted.partition("-")[0])


def _within(script: str, text: str, declared: str | None) -> dict[str, float]:
    """Share one script's part among the languages that are written in it."""
    if script == "Hani":
        simplified, traditional = chinese_sides(text)
        nats = {"zh-Hans": 1.5 * simplified + 0.1, "zh-Hant": 1.5 * traditional}
    elif script == "Latn":
        nats = dict(zip(LATIN, map(float, latin_scores(text, shipped_model())), strict=True))
        if not any(nats.values()):
            return {declared if declared in LATIN else UNDETERMINED: 1.0}
    else:
        return {_BY_SCRIPT.get(script, UNDETERMINED): 1.0}
    if declared in nats:
        nats[declared] += _HINT
    most = max(nats.values())
    parts = {tag: math.exp(value - most) for tag, value in nats.items()}
    whole = sum(parts.values())
    return {tag: part / whole for tag, part in parts.items()}
