"""Stories and instants that the tests of this room share; all written for them."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from sampan.engines.news import Media, NewsItem, Place, Received, Rendition, Subject, read
from sampan.engines.rights.reservation import LEAVES, Policy

NOW = datetime(2026, 1, 4, 8, 0, tzinfo=UTC)
STORIES = {
    "lo": (
        "ລົດໄຟລາວ-ຈີນ ຂົນສົ່ງຜູ້ໂດຍສານຄົບສິບລ້ານຄົນ",
        "ບໍລິສັດລົດໄຟກ່າວໃນວັນຈັນວ່າ ຈຳນວນຜູ້ໂດຍສານເພີ່ມຂຶ້ນ.",
        "ສະຖານີວຽງຈັນມີຜູ້ໃຊ້ບໍລິການຫຼາຍທີ່ສຸດ.",
    ),
    "th": (
        "รถไฟขนผู้โดยสารครบสิบล้านคน",
        "บริษัทกล่าวเมื่อวันจันทร์ว่าจำนวนผู้โดยสารเพิ่มขึ้นทุกเดือน",
        "สถานีเวียงจันทน์มีผู้ใช้บริการมากที่สุด",
    ),
    "zh-Hans": (
        "老挝铁路客运量突破千万人次",
        "铁路公司星期一表示，旅客人数逐月上升，这是开通以来最多的一年。",
        "万象站的旅客最多，其次是琅勃拉邦。",
    ),
    "zh-Hant": (
        "寮國鐵路載客量突破千萬人次",
        "鐵路公司星期一表示，旅客人數逐月上升，這是開通以來最多的一年。",
        "萬象站的旅客最多，其次是琅勃拉邦。",
    ),
    "vi": (
        "Đường sắt Lào chở mười triệu hành khách",
        "Công ty đường sắt cho biết hôm thứ Hai rằng số hành khách tăng từng tháng.",
        "Ga Viêng Chăn đông khách nhất.",
    ),
    "pt": (
        "Comboio do Laos transporta dez milhões de passageiros",
        "A empresa disse na segunda-feira que o número não pára de crescer.",
        "A estação de Vienciana é a mais movimentada.",
    ),
    "my": (
        "ရထားသည် ခရီးသည် ဆယ်သန်း သယ်ဆောင်ခဲ့သည်",
        "ကုမ္ပဏီက တနင်္လာနေ့တွင် ခရီးသည်အရေအတွက် တိုးလာသည်ဟု ပြောကြားခဲ့သည်။",
        "ဗီယင်ကျန်းဘူတာတွင် လူအများဆုံး ဖြစ်သည်။",
    ),
    "km": (
        "រថភ្លើងដឹកអ្នកដំណើរដប់លាននាក់",
        "ក្រុមហ៊ុនបាននិយាយកាលពីថ្ងៃចន្ទថា ចំនួនអ្នកដំណើរកើនឡើង។",
        "ស្ថានីយវៀងចន្ទន៍មានមនុស្សច្រើនជាងគេ។",
    ),
    "en": (
        "Laos railway carries ten million passengers",
        "The company said on Monday that the numbers rise every month.",
        "Vientiane station is the busiest.",
    ),
}


def text_of(language: str) -> str:
    """A story as plain text."""
    return "\n".join(STORIES[language])


def only(data: bytes, name: str = "story.txt", media_type: str | None = None) -> Received:
    """The one story of a file."""
    (received,) = read(data, name=name, media_type=media_type, received_at=NOW).items
    return received


def lines(received: Received) -> tuple[str, ...]:
    """Headline and paragraphs."""
    return (received.item.headline, *received.item.paragraphs)


# Text as newsrooms write it: words of letters of the region, never blank, trimmed and composed.
WORDS = st.text(
    "abcdefghijklmnoprstuvyzABCDE 0123456789ກຂຄງຈສຊຍ天地人日月กขคงจéàçãõ&<>'",
    min_size=1,
    max_size=40,
)
LINES = WORDS.map(lambda text: " ".join(text.split())).filter(
    lambda text: text not in ("", "ad") and len(text) > 3
)
OPTIONAL = st.just("") | LINES
ZONES = st.sampled_from(
    [UTC, timezone(timedelta(hours=6, minutes=30)), timezone(timedelta(hours=8))]
)
FIRST, LAST = (NOW.replace(year=year, tzinfo=None) for year in (2000, 2099))
INSTANTS = st.datetimes(FIRST, LAST, timezones=ZONES).map(lambda at: at.replace(microsecond=0))
CODES = st.integers(1, 99999999).map(
    lambda number: f"http://cv.iptc.org/newscodes/mediatopic/{number:08}"
)
URIS = st.integers(1, 999).map(lambda number: f"urn:newsml:agency.example:20260104:{number}")

PLACES = st.builds(Place, st.sampled_from(["LA", "CN", "http://place.example/1"]), LINES)

SIZES = st.none() | st.integers(1, 2**40)
DIGESTS = st.just("") | st.binary(min_size=32, max_size=32).map(bytes.hex)
RENDITIONS = st.builds(
    Rendition,
    name=st.just("web"),
    href=st.integers(1, 99).map(lambda number: f"https://agency.example/{number}.webp"),
    media_type=st.just("image/webp"),
    size=SIZES,
    digest=DIGESTS,
)

ITEMS = st.builds(
    NewsItem,
    uri=URIS,
    version=st.integers(1, 9999),
    language=st.sampled_from(["fr", "de", "ja"]),  # none of ours, so that no identification corrects it
    headline=LINES,
    paragraphs=st.lists(LINES.map(lambda text: text + " said."), min_size=1, max_size=4).map(tuple),
    summary=OPTIONAL,
    byline=OPTIONAL,
    dateline=OPTIONAL,
    credit=OPTIONAL,
    slugline=OPTIONAL,
    editor_note=OPTIONAL,
    subjects=st.lists(st.builds(Subject, CODES, LINES), max_size=2, unique_by=lambda s: s.code).map(tuple),
    places=st.lists(PLACES, max_size=2).map(tuple),
    keywords=st.lists(LINES, max_size=2).map(tuple),
    urgency=st.none() | st.integers(1, 9),
    pub_status=st.sampled_from(["usable", "withheld", "canceled"]),
    embargoed_until=st.none() | INSTANTS,
    first_created=st.none() | INSTANTS,
    version_created=INSTANTS,
    provider=OPTIONAL,
    copyright_notice=OPTIONAL,
    usage_terms=OPTIONAL,
    ai_policy=st.sampled_from([None, Policy(frozenset()), Policy(frozenset(LEAVES))]),
    digital_source_type=st.sampled_from(["", "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits"]),
    translated_from=st.just("") | URIS,
    media=st.lists(
        st.builds(
            Media,
            href=st.integers(1, 99).map(lambda number: f"https://agency.example/{number}.jpg"),
            uri=st.just("") | st.integers(1, 99).map(lambda number: f"urn:x:picture:{number}"),
            media_type=st.just("image/jpeg"),
            caption=OPTIONAL,
            alternative=OPTIONAL,
            width=st.none() | st.integers(1, 9000),
            height=st.none() | st.integers(1, 9000),
            size=SIZES,
            digest=DIGESTS,
            smaller=st.lists(RENDITIONS, max_size=1).map(tuple),
        ),
        max_size=2,
        unique_by=(lambda media: media.href, lambda media: media.uri or media.href),
    ).map(tuple),
)  # fmt: skip
