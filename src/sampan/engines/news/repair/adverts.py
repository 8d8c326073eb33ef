"""Advertisements and page furniture among a story's paragraphs: what to set aside, and why.

Nothing is learned and no advertisement is known by heart. Each paragraph collects evidence of different kinds (a way
to reach or pay a seller, words of trade in the working languages, a company and a list of goods, a script or language
other than the story's). News holds each kind now and then (a police appeal has a telephone number, a business story has
prices), so a paragraph must bring enough of several, and stand at the story's end.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from sampan.engines.news.reading import SetAside

_PHRASES = json.loads(files(__package__).joinpath("phrases.json").read_text("utf-8"))
_LABELS = frozenset(_PHRASES["labels"])
_FURNITURE = frozenset(_PHRASES["furniture"])


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Phrases as whole words where their script has word breaks, anywhere where it has none."""
    spaced = "|".join(
        sorted(
            (re.escape(w) for w in words if w[0] < "\u0e00" or w[0] > "\uffff"),
            key=len,
            reverse=True,
        )
    )
    unspaced = "|".join(
        sorted((re.escape(w) for w in words if "\u0e00" <= w[0] <= "\uffff"), key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{spaced})\b|{unspaced}", re.IGNORECASE)


_COMMERCE = _any_of(_PHRASES["commerce"])
_COMPANY = re.compile("|".join(_PHRASES["companies"]), re.IGNORECASE)
_URL = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[a-z0-9-]+\.(?:com|net|org|cn|la|kh|mm|th|vn|id|my|ph|tl|sg|bn|shop|store|test)\b(?:/\S*)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_TELEPHONE = re.compile(r"(?:\+\d{1,3}[ -]?)?\(?\d{2,4}\)?(?:[ .-]?\d{2,4}){2,4}(?!\d)")
_MESSENGER = re.compile(
    r"\b(?:whatsapp|wechat|line|zalo|telegram|viber|messenger|facebook|qq)\b ?(?:id)? ?[:：@]|微信[:：号]|@line",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"[$€£¥₫₭฿៛₱]\s?\d|\b(?:usd|rmb|cny|thb|lak|khr|mmk|vnd|idr|myr|php|eur|rp|rm)\.? ?\d|\d[\d.,]*\s?"
    r"(?:usd|元|块|บาท|ກີບ|រៀល|ကျပ်|đồng|vnđ|ringgit|rupiah|piso|pesos|euros|dolar|đ\b|kip|baht|€|฿|₭|₫)",
    re.IGNORECASE,
)
_DISCOUNT = re.compile(
    r"\d{1,2} ?% ?(?:off|discount|diskon|diskaun|desconto)"
    r"|(?:off|ลด|ຫຼຸດ|ຫລຸດ|បញ្ចុះ|giảm|diskon|diskaun|desconto|deskontu|diskwento)[^.]{0,12}\d{1,2} ?%"
    r"|[1-9](?:\.\d)?折|买.送|買.送|buy \w+ get \w+",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"(?:[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,4},){2,}[A-Z]|(?:\b[^\s,;]{2,}(?: [^\s,;]{2,}){0,3}[,|/;、]\s?){3,}"
)
_SHOUT = re.compile("[!！]{1,}")
_PICTURE = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_SCRIPTS = {
    "Han": re.compile("[\u3400-\u9fff]"),
    "Thai": re.compile("[\u0e01-\u0e5b]"),
    "Lao": re.compile("[\u0e81-\u0edf]"),
    "Khmer": re.compile("[\u1780-\u17ff]"),
    "Myanmar": re.compile("[\u1000-\u109f]"),
    "Latin": re.compile("[A-Za-zÀ-ɏḀ-ỹ]"),
}
_ENOUGH = 5
_MORE = 3
_NEAR = 12  # paragraphs that an advertisement is held against
_LONGEST = 3000  # characters; no advertisement is longer, and some patterns take their time
_FOREIGN = "another language than the story"
_SELLING = frozenset(
    {"words of trade", "discount", "web address", "mail address", "messenger", "company"}
)


@dataclass(frozen=True, slots=True)
class _Evidence:
    points: int
    kinds: tuple[str, ...]


def set_adverts_aside(
    paragraphs: Sequence[str], *, identify: Callable[[str], str]
) -> tuple[tuple[str, ...], tuple[SetAside, ...]]:
    """The paragraphs that are the story, and those that do not belong to it, each with its reason and place.

    `identify` answers a text's language tag. Only labels and furniture are looked for everywhere; an advertisement is
    looked for from the end upwards, as long as paragraphs keep looking like one.

    >>> kept, aside = set_adverts_aside(
    ...     ["The river rose by two metres.", "The bridge is closed.",
    ...      "Order now and save 30 % off! Sunny Umbrella Co., Ltd. www.umbrella.test"], identify=lambda text: "en")
    >>> kept, aside[0].reason
    (('The river rose by two metres.', 'The bridge is closed.'), \
'advertisement: words of trade, discount, web address, company, exclamation marks')
    """
    kept = list(enumerate(paragraphs, 1))
    aside: list[tuple[int, SetAside]] = []

    def take(start: int, stop: int, reason: str) -> None:
        for number, text in kept[start:stop]:
            aside.append(
                (number, SetAside(text, reason, f"paragraph {number} of {len(paragraphs)}"))
            )
        del kept[start:stop]

    _take_labelled([text for _, text in kept], take)
    grown = False
    while len(kept) > 1:
        if not grown:
            _part_last(kept, identify)
        texts = [text for _, text in kept]
        size, evidence = _advert_at_end(texts, identify, grown=grown)
        if not size:
            break
        take(len(kept) - size, len(kept), "advertisement: " + ", ".join(evidence.kinds))
        grown = True
    return tuple(text for _, text in kept), tuple(
        entry for _, entry in sorted(aside, key=lambda pair: pair[0])
    )


def _part_last(kept: list[tuple[int, str]], identify: Callable[[str], str]) -> None:
    """Cut the last paragraph in two where an advertisement was stuck to it without a break."""
    number, last = kept[-1]
    above = [text for _, text in kept[-_NEAR:-1]]
    if len(last) > _LONGEST:
        return
    for cut in _cuts(last, _script(" ".join(above))):
        story, rest = last[:cut].rstrip(), last[cut:].lstrip()
        if story and rest and _is_advert(_evidence(rest, [*above, story], identify), _ENOUGH + 1):
            kept[-1:] = [(number, story), (number, rest)]
            return


def _cuts(paragraph: str, script: str) -> list[int]:
    """Where a story in `script` may end and an advertisement begin: where its script ends for good, or a sentence does.

    A paragraph of few sentences is one thing or the other, and is not cut between them.
    """
    written = [(found.start(), _script(found[0])) for found in re.finditer(r"\S+", paragraph)]
    own = [n for n, (_, name) in enumerate(written) if name == script]
    if own and own[-1] + 1 < len(written) and script != "Latin":
        start = written[own[-1] + 1][0]
        return (
            [start]
            if len(_SCRIPTS["Latin"].findall(_without_names(paragraph[start:]))) >= 25
            else []
        )
    ends = [
        found.end() for found in re.finditer(r"[.!?…]\s+(?=[^\s\d])|[。！？]|[។៕]\s*", paragraph)
    ]
    return ends[::-1][:4] if len(ends) > 4 else []


def _take_labelled(texts: list[str], take: Callable[[int, int, str], None]) -> None:
    """Lines that only say "advertisement", with a short tail after one; lines that are page furniture."""
    for index in range(len(texts) - 1, -1, -1):
        bare = texts[index].strip(" \t.:：。-–—[]【】()（）*|»>").casefold()
        if bare in _FURNITURE:
            take(index, index + 1, "page furniture")
        elif bare in _LABELS and index > 0:
            after = len(texts) - index - 1
            stop = len(texts) if 0 < after <= 4 and after < index else index + 1
            take(index, stop, "advertisement: labelled so")
            texts = texts[:index] + texts[stop:]


def _advert_at_end(
    texts: list[str], identify: Callable[[str], str], *, grown: bool
) -> tuple[int, _Evidence]:
    """How many of the last paragraphs are one advertisement, with the evidence; 0 for none.

    Above a piece of advertisement (`grown`) less evidence is enough: it hardly comes in single lines.
    """
    for size in range(1, min(4, len(texts) - 1) + 1):
        tail = texts[-size:]
        if sum(map(len, tail)) > _LONGEST:
            break
        evidence = _evidence(" ".join(tail), texts[:-size], identify)
        if size > 1 and any(not _hints(part) and len(part) > 60 for part in tail):
            break
        if _is_advert(evidence) or (grown and _belongs_to_advert(tail[0], evidence)):
            return size, evidence
        if grown:
            break
    return 0, _Evidence(0, ())


def _belongs_to_advert(text: str, evidence: _Evidence) -> bool:
    """Whether a line above an advertisement is a piece of it: it sells too, or in another script it breaks off."""
    breaks_off = text.endswith((",", "，", "、", ":", "-", "–")) and _FOREIGN in evidence.kinds
    return breaks_off or (evidence.points >= _MORE and bool(_SELLING & set(evidence.kinds)))


def _is_advert(evidence: _Evidence, enough: int = _ENOUGH) -> bool:
    reach = {"web address", "mail address", "telephone number", "messenger", "company"}
    return (
        evidence.points >= enough and len(evidence.kinds) >= 2 and bool(reach & set(evidence.kinds))
    )


def _hints(text: str) -> bool:
    return any(
        pattern.search(text)
        for pattern in (_URL, _MAIL, _TELEPHONE, _MESSENGER, _DISCOUNT, _COMPANY, _COMMERCE, _SHOUT)
    )


def _evidence(text: str, story: list[str], identify: Callable[[str], str]) -> _Evidence:
    """Points, and kinds in words, for one candidate against the rest of its story."""
    body = " ".join(story[-_NEAR:])
    trade = {found.casefold() for found in _COMMERCE.findall(text)}
    found: list[tuple[int, str]] = [
        (min(2 * len(trade), 4), "words of trade"),
        (2 * bool(_DISCOUNT.search(text)), "discount"),
        (1 * bool(_PRICE.search(text)), "price"),
        (2 * bool(_URL.search(text)), "web address"),
        (1 * bool(_MAIL.search(text)), "mail address"),
        (1 * bool(_TELEPHONE.search(text)), "telephone number"),
        (2 * bool(_MESSENGER.search(text)), "messenger"),
        (2 * bool(_COMPANY.search(text)), "company"),
        (1 * bool(_GOODS.search(text)), "list of goods"),
        (1 * (len(_SHOUT.findall(text)) >= 1 and not _SHOUT.search(body)), "exclamation marks"),
        (1 * bool(_PICTURE.search(text)), "pictograms"),
    ]
    if any(points for points, _ in found) or _script(text) != _script(body):
        found.append((_foreign(text, body, identify), _FOREIGN))
    return _Evidence(
        sum(points for points, _ in found), tuple(kind for points, kind in found if points)
    )


def _foreign(text: str, story: str, identify: Callable[[str], str]) -> int:
    """3 for another script, 2 for another language of the same script, else 0."""
    here, there = _script(text), _script(story)
    if not here or not there:
        return 0
    if here != there:
        return 3
    if here not in {"Latin", "Han"} or len(text) < 60:
        return 0
    return 2 * (identify(_without_names(text)) != identify(story))


def _without_names(text: str) -> str:
    return _COMPANY.sub(" ", _MAIL.sub(" ", _URL.sub(" ", text)))


def _script(text: str) -> str:
    counts = Counter({name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()})
    name, count = counts.most_common(1)[0]
    return name if count else ""
