"""The document says everything in twelve languages, and its fonts have every letter."""

import re
import string

import pytest

from engines.circulation.charts.figures import FLOWS, UNDER_RULES, figure
from sampan.engines.circulation.charts import TAGS, interval, name, number
from sampan.engines.circulation.document import LANGUAGES, USUAL, in_all, said, subject, title, word
from sampan.engines.circulation.document.words import listed, sections
from sampan.engines.circulation.wording import KINDS
from sampan.engines.typesetting import Shaper


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_word_is_missing_and_every_word_has_its_holes(tag: str) -> None:
    english = sections("en")
    assert {name: set(words) for name, words in sections(tag).items()} == {
        name: set(words) for name, words in english.items()
    }
    wrong = [
        f"{section}.{key}"
        for section, words in sections(tag).items()
        for key, text in words.items()
        if not text or holes(text) != holes(english[section][key])
    ]
    assert wrong == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_kind_of_sentence_of_the_engine_is_worded(tag: str) -> None:
    sentences = sections(tag)["sentences"]
    assert {kind: holes(text) for kind, text in sentences.items()} == {
        kind: holes(text) for kind, text in KINDS.items()
    }


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_word_has_its_letters(tag: str) -> None:
    shaper = Shaper(tag)
    texts = [text for words in sections(tag).values() for text in words.values()]
    assert [text for text in texts if shaper.line(text).faults] == []


def test_every_language_is_listed_as_not_reviewed() -> None:
    from importlib.resources import files

    note = (files("sampan.engines.circulation.document") / "words" / "REVIEW.md").read_text("utf-8")
    assert [tag for tag in LANGUAGES if tag != "en" and f"| {tag} |" not in note] == []


def test_a_finding_in_every_language() -> None:
    moved = {
        "subject": "Viewing share of TH in VN",
        "measure": "viewing-share",
        "dimensions": ["origin", "territory"],
        "keys": ["TH", "VN"],
        "unit": "share",
        "before": 0.012,
        "after": 0.034,
        "since": "2021-Q3",
        "until": "2022-Q3",
    }
    assert {tag: said("rose", moved, tag) for tag in LANGUAGES} == {
        "zh-Hans": "泰国在越南的观看占比从1.20%（2021-Q3）上升到3.40%（2022-Q3），超出区间范围。",
        "en": "Viewing share of Thailand in Vietnam rose from 1.20% in 2021-Q3 "
        "to 3.40% in 2022-Q3, more than the "
        "interval.",
        "lo": "ສັດສ່ວນການຮັບຊົມຂອງໄທໃນຫວຽດນາມເພີ່ມຈາກ 1,20% (2021-Q3) ເປັນ 3,40% (2022-Q3) ຫຼາຍກວ່າຊ່ວງຄວາມເຊື່ອໝັ້ນ.",
        "th": "สัดส่วนการรับชมของไทยในเวียดนามเพิ่มจาก 1.20% (2021-Q3) เป็น 3.40% (2022-Q3) มากกว่าช่วงความเชื่อมั่น",
        "vi": "Tỷ trọng lượt xem của Thái Lan tại Việt Nam tăng từ 1,20% (2021-Q3) "
        "lên 3,40% (2022-Q3), vượt quá khoảng tin cậy.",
        "km": "ចំណែកការទស្សនារបស់ថៃនៅវៀតណាមកើនពី 1.20% (2021-Q3) ដល់ 3.40% (2022-Q3) លើសចន្លោះទំនុកចិត្ត។",
        "my": "ဗီယက်နမ်ရှိ ထိုင်း၏ ကြည့်ရှုမှု ဝေစု သည် ၁.၂၀% (2021-Q3) မှ ၃.၄၀% (2022-Q3) သို့ အပိုင်းအခြားထက် ပို၍ တက်သည်။",
        "id": "Pangsa tontonan Thailand di Vietnam naik dari 1,20% (2021-Q3) menjadi 3,40% (2022-Q3), "
        "lebih dari selangnya.",
        "ms": "Bahagian tontonan Thailand di Vietnam naik daripada 1.20% (2021-Q3) kepada 3.40% (2022-Q3), "
        "melebihi selangnya.",
        "fil": "Tumaas ang bahagi ng panonood ng Thailand sa Vietnam mula 1.20% (2021-Q3) tungo sa 3.40% (2022-Q3), "
        "higit sa agwat.",
        "pt": "Quota de visionamento – Tailândia em Vietname: subiu de 1,20% (2021-Q3) para 3,40% (2022-Q3), "
        "mais do que o intervalo.",
        "tet": "Parte haree Tailándia nian iha Vietname sa'e husi 1,20% (2021-Q3) ba 3,40% (2022-Q3), liu intervalu.",
    }


SUBJECT = {"measure": "viewing-share", "dimensions": ["origin"], "keys": ["TH"], "unit": "share"}
MOVED = SUBJECT | {"before": 0.0123, "after": 0.345}
RANKED = {
    "key": "KR",
    "value": 0.51,
    "second": "TH",
    "second_value": 0.136,
    "where": "VN",
    "unit": "share",
}
RATIO = SUBJECT | {"measure": "visibility-ratio", "unit": "ratio", "value": 1.26}
FOUND = {
    "rose": MOVED,
    "fell": MOVED,
    "steady": MOVED,
    "leads": RANKED,
    "level": RANKED,
    "below": RATIO,
    "above": RATIO,
    "rule_matters": SUBJECT
    | {"low": 0.0088, "low_rule": "language+country", "high": 0.059, "high_rule": "any"},
}


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", FOUND)
def test_every_finding_is_written_in_every_language_and_holds_its_figures(
    kind: str, tag: str
) -> None:
    told = FOUND[kind]
    sentence = said(kind, told, tag)
    values = [value for value in told.values() if isinstance(value, float)]
    wanted = {number(value, str(told["unit"]), tag) for value in values}
    wanted |= {name("origin", str(told[key]), tag) for key in ("key", "second") if key in told}
    if "where" in told:
        wanted.add(name("territory", "VN", tag))
    if kind == "rule_matters":
        wanted |= {name("rule", rule, tag) for rule in ("any", "language+country")}
    assert [text for text in sorted(wanted) if text not in sentence] == []
    assert "{" not in sentence


def test_numbers_are_as_each_language_writes_them() -> None:
    assert {tag: number(0.1234, "share", tag) for tag in LANGUAGES} == {
        **dict.fromkeys(("zh-Hans", "en", "th", "km", "ms", "fil"), "12.3%"),
        **dict.fromkeys(("lo", "vi", "id", "pt", "tet"), "12,3%"),
        "my": "၁၂.၃%",
    }
    assert interval(0.1, 0.2, "share", "my") == "၁၀.၀–၂၀.၀%"
    assert [line for line in sections("my")["texts"].values() if re.search("[0-9]", line)] == []


def test_refusals_are_said_with_names_and_numbers() -> None:
    parameters = {"measure": "catalogue-share", "what": "origin", "unknown": 0.93, "limit": 0.5}
    assert said("coverage", parameters, "vi") == (
        "Không đưa ra tỷ trọng trong kho phim: 93,0% không rõ nguồn gốc, và chỉ được phép tối đa 50,0%."
    )
    rules = {"low": 0.0088, "low_rule": "language+country", "high": 0.059, "high_rule": "any"}
    named = {"measure": "top10-share", "dimensions": ["origin"], "keys": ["CN"], "unit": "share"}
    assert said("rule_matters", rules | named, "zh-Hans") == (
        "中国的前十榜单占比按“语言加国家”规则为0.88%，按“任一国家”规则为5.90%：规则决定结果。"
    )


def test_titles_are_made_by_rule() -> None:
    assert title([FLOWS], "en") == "Viewing share by origin and territory"
    assert title(UNDER_RULES, "zh-Hans") == "按来源地统计的观看占比：4种来源认定规则对比"
    where = {"where": {"kind": ["film"], "territory": ["TH", "VN"]}, "unit": "slots"}
    assert (
        title([figure(parameters=where)], "th")
        == "สัดส่วนการรับชม จำแนกตามแหล่งที่มา (ภาพยนตร์; ไทย เวียดนาม)"
    )
    assert subject("viewing-share", (), (), "lo") == "ສັດສ່ວນການຮັບຊົມ"


def test_lists_of_one_two_and_three() -> None:
    assert [listed(["A", "B", "C"][:n], "lo") for n in (1, 2, 3)] == ["A", "A ແລະ B", "A, B ແລະ C"]


def test_a_language_without_a_document_is_named() -> None:
    with pytest.raises(KeyError) as caught:
        word("title", "zh-Hant")
    assert "'zh-Hant'" in str(caught.value)
    assert set(in_all("title")) == set(LANGUAGES) == set(TAGS)
    assert set(USUAL) < set(LANGUAGES)
