"""What speaks for a piece of text being an advertisement: kinds of evidence, each with its points.

Nothing is learned and no advertisement is known by heart. News holds each kind now and then (a police appeal has a
telephone number, a business story has prices), so what its story speaks of too counts for nothing, and what somebody
is reported to have said speaks against it.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files

PHRASES: dict[str, list[str]] = json.loads(
    files(__package__).joinpath("phrases.json").read_text("utf-8")
)


def any_of(words: Sequence[str]) -> re.Pattern[str]:
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


_COMMERCE = any_of(PHRASES["commerce"])
_REPORTING = any_of(PHRASES["reporting"])
_COMPANY = re.compile("|".join(PHRASES["companies"]), re.IGNORECASE)
# At the beginning of a word: "unduh" is an invitation, "mengunduh" a verb of news.
_LATIN = "[a-zà-ɏḁ-ỹ]"
_INVITATION = re.compile(
    rf"(?:(?<!{_LATIN})|(?!{_LATIN}))(?:{'|'.join(PHRASES['invitations'])})", re.IGNORECASE
)
_URL = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[a-z0-9-]+\.(?:com|net|org|cn|la|kh|mm|th|vn|id|my|ph|tl|sg|bn|shop|store|test)\b(?:/\S*)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_TELEPHONE = re.compile(
    r"(?:\+\d{1,3}[ -]?)?\(?\d{2,4}\)?(?:[ .-]?\d{2,4}){2,4}(?!\d)"
    r"|(?:热线|熱線|專線|专线|电话|電話|โทร|ໂທ|hotline|điện thoại)\s?[:：]?\s?\d[\d -]{2,}",
    re.IGNORECASE,
)
_MESSENGERS = (
    "whatsapp|wechat|微信|line|zalo|telegram|viber|messenger|facebook|qq|youtube|tiktok|instagram"
)
_MESSENGER = re.compile(
    rf"\b(?:{_MESSENGERS})\b ?(?:id|oa)? ?[:：@]|微信[:：号]|line[^\s.]{{0,6}} ?@\w"
    r"|\b(?:t|wa|m|zalo|line)\.me/\w|\blin\.ee/\w",
    re.IGNORECASE,
)
_NAMED_MESSENGER = re.compile(rf"\b(?:{_MESSENGERS})\b", re.IGNORECASE)
_CODE = re.compile(
    r"(?:[Cc]ode|[Kk]ode?|[Cc]ódigo|[Mm]ã|โค้ด|ໂຄ້ດ|កូដ|ကုဒ်|[优優]惠[码碼]|邀[请請][码碼]|折扣[码碼])\s?[:：]?\s?[“\"「]?"
    r"[A-Z]{2,}[A-Z0-9]{2,}"
)
_PRICE = re.compile(
    r"[$€£¥₫₭฿៛₱]\s?\d|\b(?:usd|rmb|cny|thb|lak|khr|mmk|vnd|idr|myr|php|eur|rp|rm)\.? ?\d|\d[\d.,]*\s?"
    r"(?:usd|元|块|บาท|ກີບ|រៀល|ကျပ်|đồng|vnđ|ringgit|rupiah|piso|pesos|euros|dolar|đ\b|kip|baht|€|฿|₭|₫)",
    re.IGNORECASE,
)
_DISCOUNT = re.compile(
    r"\d{1,2} ?% ?(?:off|discount|diskon|diskaun|desconto|diskwento)"
    r"|(?:off|ลด|ຫຼຸດ|ຫລຸດ|បញ្ចុះ|giảm|diskon|diskaun|desconto|deskontu|diskwento)[^.]{0,12}\d{1,2} ?%"
    r"|[1-9](?:\.\d)?折|买.送|買.送|buy \w+ get \w+",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"(?:[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,4},){2,}[A-Z]|(?:\b[^\s,;]{2,}(?: [^\s,;]{2,}){0,3}[,|/;、]\s?){3,}"
)
_READER = re.compile(
    r"\b(?:your|yours)\b|[你您]|คุณ|\b(?:anda|bạn|você|iyong|inyong)\b", re.IGNORECASE
)
_ASKING = re.compile('^[^?？“"「]{4,60}[?？]')
_SHOUT = re.compile("[!！]{1,}")
_PICTURE = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
SCRIPTS = {
    "Han": re.compile("[\u3400-\u9fff]"),
    "Thai": re.compile("[\u0e01-\u0e5b]"),
    "Lao": re.compile("[\u0e81-\u0edf]"),
    "Khmer": re.compile("[\u1780-\u17ff]"),
    "Myanmar": re.compile("[\u1000-\u109f]"),
    "Latin": re.compile("[A-Za-zÀ-ɏḀ-ỹ]"),
}
NEAR = 12  # paragraphs that an advertisement is held against
FOREIGN = "another language than the story"
_AGAINST = 3  # points that reported speech takes away
_REACH = frozenset(
    {"web address", "mail address", "telephone number", "messenger", "invitation", "promotion code"}
)
_SELLING = _REACH - {"telephone number"} | {"words of trade", "discount", "company"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points, and their kinds in words."""

    points: int
    kinds: tuple[str, ...]

    @property
    def reaches(self) -> bool:
        """Whether it names a way to a seller; a company alone does only where it is out of place."""
        kinds = set(self.kinds)
        return bool(_REACH & kinds) or {"company", FOREIGN} <= kinds

    @property
    def sells(self) -> bool:
        """Whether anything in it is of a seller's."""
        return bool(_SELLING & set(self.kinds))


def evidence_of(text: str, story: Sequence[str], identify: Callable[[str], str]) -> Evidence:
    """Points, and kinds in words, for one candidate against the rest of its story (its headline first).

    >>> evidence_of("Order now! 555 010 010", ["Rain", "It rained."], lambda text: "en").kinds
    ('words of trade', 'telephone number', 'exclamation marks')
    """
    body = " ".join(story[-NEAR:])
    trade = {found.casefold() for found in _COMMERCE.findall(text)}
    if trade:  # only then: to look through a whole story takes its time
        trade -= {found.casefold() for found in _COMMERCE.findall(" ".join(story))}
    invited = {found[0].casefold() for found in _INVITATION.finditer(text)}
    messenger = _MESSENGER.search(text) or (invited and _NAMED_MESSENGER.search(text))
    found: list[tuple[int, str]] = [
        (min(2 * len(trade), 4), "words of trade"),
        (min(1 + 2 * len(invited), 5) if invited else 0, "invitation"),
        (2 * bool(_CODE.search(text)), "promotion code"),
        (2 * _new(_DISCOUNT, text, body), "discount"),
        (1 * _new(_PRICE, text, body), "price"),
        (2 * bool(_URL.search(text)), "web address"),
        (1 * bool(_MAIL.search(text)), "mail address"),
        (1 * bool(_TELEPHONE.search(text)), "telephone number"),
        (2 * bool(messenger), "messenger"),
        (2 * bool(_COMPANY.search(text)), "company"),
        (1 * bool(_GOODS.search(without_names(text))), "list of goods"),
        (1 * _new(_SHOUT, text, body), "exclamation marks"),
        (1 * bool(_PICTURE.search(text)), "pictograms"),
        (1 * (_new(_READER, text, body) or bool(_ASKING.match(text))), "words to the reader"),
    ]
    if any(points for points, _ in found) or script_of(text) != script_of(body):
        found.append((_foreign(text, body, identify), FOREIGN))
    points = sum(points for points, _ in found) - _AGAINST * reports(text)
    return Evidence(points, tuple(kind for points, kind in found if points))


def reports(text: str) -> bool:
    """Whether the text says what somebody said, as news does."""
    return bool(_REPORTING.search(text))


def _new(pattern: re.Pattern[str], text: str, body: str) -> bool:
    """Whether the text has what its story has not."""
    return bool(pattern.search(text)) and not pattern.search(body)


def _foreign(text: str, story: str, identify: Callable[[str], str]) -> int:
    """3 for another script, 2 for another language of the same script, else 0."""
    here, there = script_of(text), script_of(story)
    if not here or not there:
        return 0
    if here != there:
        return 3
    if here not in {"Latin", "Han"} or len(text) < 60:
        return 0
    return 2 * (identify(without_names(text)) != identify(story))


def without_names(text: str) -> str:
    """The text without addresses and companies, which are of no language."""
    return _COMPANY.sub(" ", _MAIL.sub(" ", _URL.sub(" ", text)))


def script_of(text: str) -> str:
    """The script that most of its letters are of; empty where it has none."""
    counts = Counter({name: len(pattern.findall(text)) for name, pattern in SCRIPTS.items()})
    name, count = counts.most_common(1)[0]
    return name if count else ""
