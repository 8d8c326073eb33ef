import pytest

from engines.news.stories import STORIES
from sampan.engines.language import identify
from sampan.engines.news.repair.adverts import set_adverts_aside

ADVERT = "Garden tools at half price! Order now: 30% off every spade. Red Barn Hardware Co., Ltd. www.redbarn.test"
OWN = {
    "lo": "ຫຼຸດລາຄາ 40% ທຸກລຸ້ນ ສັ່ງຊື້ມື້ນີ້ ສົ່ງຟຣີ! ໂທ 020 5555 0122 www.hanka.test",
    "th": "ลดราคาพิเศษ 50% ทุกรุ่น สั่งซื้อวันนี้ส่งฟรี! โทร 02-555-0144 www.rankha.test",
    "zh-Hans": "厂家直销，全场八折，欢迎来电订购！热线：400-555-0133，远帆有限公司 www.yuanfan.test",
    "vi": "Khuyến mãi: giảm giá 40%! Gọi ngay 0905 555 011, Công ty TNHH Cánh Buồm www.canhbuom.test",
    "pt": "Grande promoção: desconto de 30% e entrega grátis! Vela Branca Lda., www.velabranca.test",
    "en": ADVERT,
}


INVITATIONS = {
    "lo": "ກົດຕິດຕາມເພຈຂອງພວກເຮົາ ແລະ ດາວໂຫຼດແອັບ ຫາຂ່າວ ໄດ້ເລີຍ",
    "th": "กดติดตามเพจของเรา สแกนคิวอาร์โค้ดรับของแถมได้เลย",
    "zh-Hans": "长按二维码识别，关注我们，每天早上读新闻！",
    "zh-Hant": "追蹤我們的粉絲頁，下載新聞 App，輸入優惠碼 XINWEN26",
    "vi": "Theo dõi chúng tôi trên Zalo OA “Tin Sáng”, quét mã QR để nhận quà.",
    "pt": "Siga-nos no Telegram: t.me/jornaldabaia",
    "my": "ကျွန်ုပ်တို့၏ စာမျက်နှာကို Like လုပ်ပြီး အက်ပ်ကို ဒေါင်းလုဒ်လုပ်ပါ။",
    "km": "ចុច Follow ទំព័ររបស់យើង និងទាញយកកម្មវិធី ឥឡូវនេះ",
    "en": "Join our Telegram channel, scan the QR code and use code BAY2026 for a free month.",
}
SALE = (
    "The ministry sold rice at half price in three markets on Monday, a discount of 50%.",
    "Buyers were told that a voucher buys ten kilos for $6, and no more.",
    "Anyone who is offered one on WhatsApp should call 0800 555 014, the ministry said.",
    "Hill Rice Co., Ltd. won the order.",
)


def parted(paragraphs, headline=""):
    return set_adverts_aside(
        paragraphs, identify=lambda text: identify(text).language, headline=headline
    )


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("advert", OWN.values())
def test_an_advertisement_at_the_end_is_set_aside(language, advert):
    kept, aside = parted([*STORIES[language], advert])
    assert (kept, [entry.text for entry in aside]) == (STORIES[language], [advert])


@pytest.mark.parametrize("language", STORIES)
def test_clean_stories_stay_whole(language):
    assert parted(STORIES[language]) == (STORIES[language], ())


@pytest.mark.parametrize(
    "last",
    [
        "Anyone with information is asked to call the police on 101 or 0800 555 111, quoting log 247.",
        "Shares of the retailer rose 4% to $12.30 after it promised a discount to members.",
        "The full report is at https://www.agency.test/report, the ministry said.",
        "“Buy now and regret it later,” she said!",
        "The concert begins at 7 p.m.; tickets cost 150 baht.",
    ],
)
def test_news_that_has_one_mark_of_an_advertisement_stays(last):
    story = (*STORIES["en"], last)
    assert parted(story) == (story, ())


@pytest.mark.parametrize("language", INVITATIONS)
def test_an_invitation_to_follow_or_install_is_an_advertisement(language):
    kept, aside = parted([*STORIES[language], INVITATIONS[language]])
    assert (kept, [entry.text for entry in aside]) == (STORIES[language], [INVITATIONS[language]])


def test_a_story_about_a_sale_speaks_as_an_advertisement_does_and_stays():
    assert parted(SALE, "Half-price rice on sale") == (SALE, ())


def test_an_advertisement_under_a_story_about_a_sale_is_still_one():
    kept, aside = parted([*SALE, ADVERT], "Half-price rice on sale")
    assert (kept, [entry.text for entry in aside]) == (SALE, [ADVERT])


def test_an_appeal_above_an_advertisement_is_of_the_story():
    appeal = "ใครมีข้อมูลขอให้โทรสายด่วน 1599 หรือ 02 555 0111 ภายในวันศุกร์นี้ เพื่อช่วยให้ตำรวจพบรถไฟที่หายไป"
    kept, aside = parted([*STORIES["th"], appeal, ADVERT])
    assert (kept, [entry.text for entry in aside]) == ((*STORIES["th"], appeal), [ADVERT])


def test_companies_and_words_of_trade_alone_are_news():
    story = (
        *STORIES["zh-Hans"],
        "多家厂家在东南亚设立代理商，最低售价降至八万元。",
        "远帆汽车股份有限公司的热销车型现货充足。",
        "业内人士认为，明年促销力度将减弱。",
    )
    assert parted(story) == (story, ())


def test_what_readers_may_do_is_news_where_nobody_bids_them():
    story = (
        "Yuran kereta api diturunkan kepada RM69 sebulan mulai Jun.",
        "Pelanggan baharu menerima kad percuma dan tiada deposit.",
        "Pengguna boleh memuat turun aplikasi syarikat untuk menukar pelan.",
    )
    assert parted(story, "Yuran kereta api diturunkan") == (story, ())


def test_under_a_label_a_story_may_go_on():
    on, below = STORIES["en"][1:]
    longer = f"{below} Every second journey in the country begins or ends there."
    kept, aside = parted([STORIES["en"][0], "Advertisement", on, longer])
    assert (kept, [entry.text for entry in aside]) == (
        (STORIES["en"][0], on, longer),
        ["Advertisement"],
    )


def test_a_label_may_stand_above_the_story():
    assert parted(["Publicidade", *STORIES["pt"]])[0] == STORIES["pt"]


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Harga beras naik lagi",
        "Xem thêm: Giá gạo lại tăng",
        "ອ່ານເພີ່ມເຕີມ: ລາຄາເຂົ້າຂຶ້ນ",
        "The post Trains are full appeared first on Example Daily.",
        "（责任编辑：张三）",
    ],
)
def test_a_line_that_points_elsewhere_is_furniture(line):
    kept, aside = parted([STORIES["en"][1], line, STORIES["en"][2]])
    assert (kept, [(entry.text, entry.reason) for entry in aside]) == (
        STORIES["en"][1:],
        [(line, "page furniture")],
    )


def test_an_advertisement_stuck_to_the_last_paragraph_is_cut_off():
    kept, aside = parted([*STORIES["lo"][:-1], f"{STORIES['lo'][-1]} {ADVERT}"])
    assert (kept, [entry.text for entry in aside]) == (STORIES["lo"], [ADVERT])


def test_a_label_takes_what_follows_it():
    kept, aside = parted([*STORIES["th"], "โฆษณา", "บ้านใหม่ริมแม่น้ำ"])
    assert (kept, [entry.reason for entry in aside]) == (
        STORIES["th"],
        ["advertisement: labelled so"] * 2,
    )


def test_furniture_is_taken_wherever_it_stands():
    kept, aside = parted(
        [
            STORIES["en"][0],
            "Read more",
            STORIES["en"][1],
            "All rights reserved.",
        ]
    )
    assert (kept, [entry.where for entry in aside]) == (
        STORIES["en"][:2],
        ["paragraph 2 of 4", "paragraph 4 of 4"],
    )


def test_nothing_is_lost():
    paragraphs = [*STORIES["en"], "Advertisement", ADVERT, "Share"]
    kept, aside = parted(paragraphs)
    assert sorted([*kept, *(entry.text for entry in aside)]) == sorted(paragraphs)
