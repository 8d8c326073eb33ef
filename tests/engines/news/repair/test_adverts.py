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


def parted(paragraphs):
    return set_adverts_aside(paragraphs, identify=lambda text: identify(text).language)


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
