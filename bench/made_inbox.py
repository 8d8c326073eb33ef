"""A second inbox, made from the texts of the language tables: stories in all thirteen languages, in every damage and
form that fits them, with advertisements and page furniture written for it."""

import base64
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from functools import cache
from html import escape

import icu

from corpora import sentences
from figures import SHARED
from sampan.engines.language import LANGUAGES
from sampan.engines.news import NewsItem, write, write_feed

NOW = datetime(2026, 1, 4, 8, tzinfo=UTC)
PER_DAMAGE = 2
ADVERTS = {
    "en": [
        "Spring sale at Riverside Bicycles: 30% off all bikes! Call 021 555 0199 or visit www.riverside-bikes.test",
        "Folding ladders, step ladders, roof ladders - made to order. Tall Tree Metalworks Pte Ltd, https://talltree.test",
        "We supply LED Panel,LED Tube,LED Strip for hotels and offices. Bright Lane Lighting Co., Ltd. , https://brightlane.test",
    ],
    "zh-Hans": [
        "厂家直销不锈钢水杯，全场八折，欢迎来电订购！订购热线：400-555-0133，晨光日用品有限公司 www.chenguang.test"
    ],
    "zh-Hant": [
        "週年慶特價，全館家具買一送一，限時三天！訂購專線 02-5555-0147，好森家具有限公司 www.haosen.test"
    ],
    "th": [
        (
            "ลดราคาพิเศษ 50% เครื่องกรองน้ำทุกรุ่น สั่งซื้อวันนี้ส่งฟรี!"
            " โทร 02-555-0144 หรือแอดไลน์ @namsai www.namsai.test"
        ),
    ],
    "lo": [
        "ຫຼຸດລາຄາ 40% ລົດຖີບໄຟຟ້າທຸກລຸ້ນ ສັ່ງຊື້ມື້ນີ້ ສົ່ງຟຣີ! ໂທ 020 5555 0122 www.lotfai.test",
    ],
    "km": [
        (
            "បញ្ចុះតម្លៃ ៣០% លើម៉ាស៊ីនត្រជាក់គ្រប់ម៉ូដែល ទិញឥឡូវ ដឹកជញ្ជូនឥតគិតថ្លៃ!"
            " ទូរស័ព្ទមក 012 555 0188 www.trocheak.test"
        ),
    ],
    "my": [
        "ရေသန့်စက်များ ၂၀% လျှော့ဈေး အော်ဒါမှာယူပါ! ဖုန်းဆက်ရန် 09 555 0166 www.yethant.test",
    ],
    "vi": [
        (
            "Khuyến mãi lớn: giảm giá 40% nồi cơm điện, miễn phí giao hàng!"
            " Gọi ngay 0905 555 011, Công ty TNHH Hoa Sen www.hoasen.test"
        ),
    ],
    "id": [
        (
            "Promo akhir tahun: diskon 35% untuk semua kipas angin! Pesan sekarang"
            " di WhatsApp: 0812 5555 0177, PT Angin Sejuk, www.angin.test"
        ),
    ],
    "ms": [
        (
            "Jualan murah tilam getah, diskaun 25% dan penghantaran percuma!"
            " Hubungi kami 03-5555 0155, Selesa Sdn Bhd, www.selesa.test"
        ),
    ],
    "fil": [
        (
            "Bili na ng electric fan, may diskwento na 20% at libreng delivery!"
            " Tumawag na sa 0917 555 0190 o bisitahin ang www.lamig.test"
        ),
    ],
    "pt": [
        (
            "Grande promoção de colchões: desconto de 30% e entrega grátis!"
            " Ligue já 210 555 013, Sono Bom Lda., www.sonobom.test"
        ),
    ],
    "tet": [
        (
            "Promosaun boot: deskontu 25% ba ventoinha hotu! Telefone"
            " mai 7755 5012, Loja Anin Diak, www.anin.test"
        ),
    ],
}
MENU = ["World", "Business", "Sport", "Weather", "Contact"]
LEGACY = {
    "gb18030": ("zh-Hans", "zh-Hant"),
    "big5": ("zh-Hant",),
    "cp874": ("th",),
    "cp1258": ("vi",),
    "cp1252": ("pt", "fil", "id", "tet"),
}


@dataclass(frozen=True)
class Case:
    """One file, what it really says, and what else a reader would see in it."""

    name: str
    damage: str
    data: bytes
    language: str
    headline: str
    paragraphs: tuple[str, ...]
    has_aside: bool
    others: tuple[str, ...] = ()  # readable text besides the story

    @property
    def lines(self) -> list[str]:
        return [unicodedata.normalize("NFC", text) for text in (self.headline, *self.paragraphs)]


@cache
def pool(language: str) -> list[str]:
    """Sentences fit to be paragraphs."""
    clean = (
        " ".join(unicodedata.normalize("NFC", line).split()) for line in sentences(SHARED, language)
    )
    return list(dict.fromkeys(line for line in clean if 20 <= len(line) <= 700))


def story(
    language: str, dice: random.Random, fits: Callable[[str], bool] = lambda _: True
) -> tuple[str, tuple[str, ...]]:
    """A headline and five to twelve paragraphs, all of which `fits` (can be encoded, say)."""
    lines = [
        line for line in dice.sample(pool(language), min(400, len(pool(language)))) if fits(line)
    ]
    heads = [line for line in lines if len(line) <= 110] or lines
    return heads[0], tuple(line for line in lines if line != heads[0])[: dice.randint(5, 12)]


def made_cases() -> Iterator[Case]:
    """Every damage and form, in every language that it fits."""
    dice = random.Random(20260104)
    makers = (*_encodings(), *_mojibake(), *_forms(), *_stuck())
    number = 0
    for damage, languages, fits, make in makers:
        for language in languages:
            for _ in range(PER_DAMAGE):
                headline, paragraphs = story(language, dice, fits)
                suffix, data, others = make(headline, paragraphs, language, dice)
                yield Case(
                    f"{number:04}{suffix}",
                    damage,
                    data,
                    language,
                    headline,
                    paragraphs,
                    bool(others),
                    others,
                )
                number += 1


ALL = tuple(tongue.tag for tongue in LANGUAGES)
Made = tuple[str, bytes, tuple[str, ...]]
Maker = tuple[
    str,
    tuple[str, ...],
    Callable[[str], bool],
    Callable[[str, tuple[str, ...], str, random.Random], Made],
]


def _plain(
    transform: Callable[[str], bytes],
) -> Callable[[str, tuple[str, ...], str, random.Random], Made]:
    return lambda headline, paragraphs, _language, _dice: (
        ".txt",
        transform("\n".join((headline, *paragraphs))),
        (),
    )


def _always(_: str) -> bool:
    return True


def encode(text: str, codec: str) -> bytes | None:
    """Text in a legacy encoding, None where it does not fit. Windows-1258 keeps tones apart from their vowels."""
    if codec == "cp1258":
        decomposed = unicodedata.normalize("NFD", text)
        text = re.sub(
            "[\\w\u0302\u0306\u031b\u0300\u0301\u0303\u0309\u0323]+", _tones_last, decomposed
        )
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


def _tones_last(word: re.Match[str]) -> str:
    def one(cluster: re.Match[str]) -> str:
        tone = "".join(c for c in cluster[0] if c in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", "".join(c for c in cluster[0] if c not in tone)) + tone

    return re.sub("\\w[\u0300-\u036f]*", one, word[0])


def _encodings() -> Iterator[Maker]:
    yield "clean", ALL, _always, _plain(str.encode)
    yield (
        "nfd",
        ("vi", "pt", "fil", "zh-Hans"),
        _always,
        _plain(lambda text: unicodedata.normalize("NFD", text).encode()),
    )
    yield "utf-8 with mark", ALL, _always, _plain(lambda text: text.encode("utf-8-sig"))
    yield "utf-16", ALL, _always, _plain(lambda text: text.encode("utf-16"))
    yield "utf-16-be without mark", ALL, _always, _plain(lambda text: text.encode("utf-16-be"))
    yield (
        "windows line ends",
        ALL,
        _always,
        _plain(lambda text: text.replace("\n", "\r\n\r\n").encode()),
    )
    for codec, languages in LEGACY.items():
        yield (
            codec,
            languages,
            lambda line, codec=codec: encode(line, codec) is not None,
            _plain(lambda text, codec=codec: encode(text, codec) or b""),
        )
    zawgyi = icu.Transliterator.createInstance("my-Zawgyi")
    yield "zawgyi", ("my",), _always, _plain(lambda text: zawgyi.transliterate(text).encode())


def _mojibake() -> Iterator[Maker]:
    def reread(text: str, really: str, wrongly: str) -> bytes:
        return (encode(text, really) or b"").decode(wrongly, "strict").encode()

    marked = ("zh-Hans", "zh-Hant", "th", "vi", "lo", "km", "my", "pt")
    for wrongly in ("latin-1", "sloppy-windows-1252"):
        yield (
            f"utf-8 as {wrongly}",
            marked,
            _always,
            _plain(lambda text, w=wrongly: reread(text, "utf-8", w)),
        )
        yield (
            f"twice utf-8 as {wrongly}",
            marked,
            _always,
            _plain(lambda text, w=wrongly: reread(reread(text, "utf-8", w).decode(), "utf-8", w)),
        )
        yield (
            f"half utf-8 as {wrongly}",
            marked,
            _always,
            _plain(lambda text, w=wrongly: _half(text, w)),
        )
        for codec in ("gb18030", "big5", "cp874", "cp1258"):
            languages = LEGACY[codec]
            yield (
                f"{codec} as {wrongly}",
                languages,
                lambda line, codec=codec: encode(line, codec) is not None,
                _plain(lambda text, c=codec, w=wrongly: reread(text, c, w)),
            )


def _half(text: str, wrongly: str) -> bytes:
    lines = text.split("\n")
    return "\n".join(
        line.encode().decode(wrongly) if n % 2 else line for n, line in enumerate(lines)
    ).encode()


def _stuck() -> Iterator[Maker]:
    def tail(headline: str, paragraphs: tuple[str, ...], advert: str, glue: str = "\n") -> Made:
        return ".txt", ("\n".join((headline, *paragraphs)) + glue + advert).encode(), (advert,)

    yield (
        "advert in its language",
        ALL,
        _always,
        lambda h, p, lang, dice: tail(h, p, dice.choice(ADVERTS[lang])),
    )
    yield (
        "advert in English",
        ALL,
        _always,
        lambda h, p, _lang, dice: tail(h, p, dice.choice(ADVERTS["en"])),
    )
    yield (
        "advert in Chinese",
        ALL,
        _always,
        lambda h, p, _lang, dice: tail(h, p, dice.choice(ADVERTS["zh-Hans"])),
    )
    yield (
        "advert in three lines",
        ALL,
        _always,
        lambda h, p, _lang, dice: tail(
            h, p, re.sub(r"(?<=[!.,]) ", "\n", dice.choice(ADVERTS["en"]), count=2)
        ),
    )
    yield (
        "advert under its label",
        ALL,
        _always,
        lambda h, p, lang, dice: tail(h, p, "Advertisement\n" + dice.choice(ADVERTS[lang])),
    )
    yield (
        "advert without a break",
        ("th", "lo", "km", "my"),
        _always,
        lambda h, p, _lang, dice: tail(h, p, dice.choice(ADVERTS["en"]), " "),
    )


def _forms() -> Iterator[Maker]:
    yield "page", ALL, _always, _page
    yield "page without names", ALL, _always, _bare_page
    yield "page declared wrong", ("zh-Hans", "zh-Hant", "th"), _encodable, _wrong_page
    yield "mail", ALL, _always, lambda h, p, _lang, _dice: (".eml", _mail(h, "\n\n".join(p)), ())
    yield (
        "mail wrapped",
        ("en", "id", "ms", "fil", "vi", "pt", "tet"),
        _always,
        lambda h, p, _lang, _dice: (".eml", _mail(h, _wrapped(p)), ()),
    )
    yield "mail declared wrong", ("zh-Hans", "zh-Hant", "th"), _encodable, _wrong_mail
    yield "mail with signature", ALL, _always, _signed_mail
    yield "mail of html", ALL, _always, _html_mail
    for form, suffix in (("ninjs", ".json"), ("newsml-g2", ".xml"), ("nitf", ".xml")):
        yield (
            form,
            ALL,
            _always,
            lambda h, p, lang, _dice, form=form, suffix=suffix: (
                suffix,
                write(_item(h, p, lang), form),
                (),
            ),
        )
    yield "ninjs 1", ALL, _always, lambda h, p, lang, _dice: (".json", _ninjs_1(h, p, lang), ())
    yield "atom", ALL, _always, lambda h, p, lang, _dice: (".atom", _atom(_item(h, p, lang)), ())
    yield "rss", ALL, _always, lambda h, p, _lang, _dice: (".rss", _rss(h, p), ())


def _encodable(line: str) -> bool:
    return any(encode(line, codec) is not None for codec in ("gb18030",)) and all(
        encode(line, codec) is not None
        for codec in (("cp874",) if re.search("[ก-๛]", line) else ("gb18030",))
    )


def _item(headline: str, paragraphs: tuple[str, ...], language: str) -> NewsItem:
    return NewsItem(
        uri="urn:newsml:bench.example:20260104:1",
        language=language,
        headline=headline,
        paragraphs=paragraphs,
        version_created=NOW,
    )


def _page(headline: str, paragraphs: tuple[str, ...], language: str, dice: random.Random) -> Made:
    menu, notice = " ".join(MENU), "We use cookies. Accept"
    related, advert = "Ten recipes for rainy days", dice.choice(ADVERTS[language])
    body = "".join(f"\n  <p>{escape(line)}</p>" for line in paragraphs)
    entries = "".join(f"<li><a href='/{m}'>{m}</a></li>" for m in MENU)
    page = f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(headline)}</title>
    <script>var x = "<p>never</p>";</script><style>p {{ color: red }}</style></head><body>
    <div class="cookie-banner">{notice}</div><nav><ul>{entries}</ul></nav>
    <main><article><h1>{escape(headline)}</h1>{body}
    <aside><h2>{related}</h2></aside><div class="advert">{escape(advert)}</div></article></main>
    <footer>© 2026 Example Daily</footer></body></html>"""
    return ".html", page.encode(), (menu, notice, related, advert, "© 2026 Example Daily")


def _bare_page(
    headline: str, paragraphs: tuple[str, ...], _language: str, _dice: random.Random
) -> Made:
    menu = "".join(f"<td><a href='/{m}'>{m}</a></td>" for m in MENU)
    body = "<br><br>\n".join(escape(line) for line in paragraphs)
    links = "".join(
        f"<div><a href='/{n}'>More about number {n} in our archive</a></div>" for n in range(8)
    )
    page = f"""<html><head><title>{escape(headline)} - Example Daily</title></head><body><table><tr>{menu}</tr></table>
    <table><tr><td width=200>{links}</td><td>
    <div class=c1><h1>{escape(headline)}</h1><div class=c2>{body}</div></div></td></tr></table>
    <table><tr><td>Copyright 2026 Example Daily</td></tr></table></body></html>"""
    others = (
        *MENU,
        *(f"More about number {n} in our archive" for n in range(8)),
        "Copyright 2026 Example Daily",
    )
    return ".html", page.encode(), others


def _wrong_page(
    headline: str, paragraphs: tuple[str, ...], language: str, _dice: random.Random
) -> Made:
    codec = "cp874" if language == "th" else "gb18030"
    body = "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
    page = f"<html><head><meta charset=utf-8><title>{escape(headline)}</title></head><body>"
    page += f"<h1>{escape(headline)}</h1>{body}<footer>Example Daily</footer></body></html>"
    return ".html", encode(page, codec) or b"", ("Example Daily",)


def _mail(subject: str, body: str, subtype: str = "plain") -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "desk@agency.test", "wire@hub.test"
    message.set_content(body, subtype=subtype, cte="base64")
    # EmailMessage loses blanks between encoded words when it folds a subject; Header does not.
    return f"Subject: {Header(subject, 'utf-8').encode()}\n".encode() + message.as_bytes()


def _wrapped(paragraphs: tuple[str, ...]) -> str:
    wrapped = []
    for line in paragraphs:
        words, rows = line.split(" "), [""]
        for word in words:
            if len(rows[-1]) + len(word) > 70:
                rows.append("")
            rows[-1] = f"{rows[-1]} {word}".strip()
        wrapped.append("\n".join(rows))
    return "\n\n".join(wrapped)


def _wrong_mail(
    headline: str, paragraphs: tuple[str, ...], language: str, _dice: random.Random
) -> Made:
    codec = "cp874" if language == "th" else "gb18030"
    subject = Header(headline, "utf-8").encode()
    body = base64.encodebytes(encode("\n\n".join(paragraphs), codec) or b"")
    head = f"From: desk@agency.test\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    head += "Content-Type: text/plain; charset=iso-8859-1\r\n"
    return ".eml", (head + "Content-Transfer-Encoding: base64\r\n\r\n").encode() + body, ()


def _signed_mail(
    headline: str, paragraphs: tuple[str, ...], _language: str, _dice: random.Random
) -> Made:
    signature = "Noi Example\nNight desk\n+856 20 555 0100"
    return (
        ".eml",
        _mail("Fwd: " + headline, "\n\n".join(paragraphs) + "\n\n-- \n" + signature),
        ("Fwd:", signature),
    )


def _html_mail(
    headline: str, paragraphs: tuple[str, ...], _language: str, _dice: random.Random
) -> Made:
    return (
        ".eml",
        _mail(
            headline,
            "<html><body>"
            + "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
            + "</body></html>",
            "html",
        ),
        (),
    )


def _ninjs_1(headline: str, paragraphs: tuple[str, ...], language: str) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
    return json.dumps(
        {
            "uri": "urn:x:1",
            "type": "text",
            "language": language,
            "headline": headline,
            "body_xhtml": body,
        }
    ).encode()


def _atom(item: NewsItem) -> bytes:
    return write_feed(
        [item], uri="urn:x:feed", title="Bench", address="https://bench.example/feed", updated=NOW
    )


def _rss(headline: str, paragraphs: tuple[str, ...]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
    return f"""<rss version="2.0"><channel><title>Bench</title><item><title>{escape(headline)}</title>
    <guid>urn:x:2</guid>
    <description><![CDATA[{body}]]></description></item></channel></rss>""".encode()
