"""What the readers of files say reaches people in the five languages, with what was found."""

import pytest
from django.utils.translation import override

from sampan.desks.report.mapping_form import MappingForm
from sampan.desks.report.models import Task, TaskKind, TaskState
from sampan.desks.report.outcomes import outcome_of
from sampan.desks.report.remarks import in_english, worded
from sampan.engines.circulation.readers import Refusal
from sampan.engines.circulation.readers.kinds import KINDS
from sampan.web.sentences import SENTENCES, say

OTHERS = ("zh-hans", "lo", "th", "vi")
RANK = Refusal(7, "weekly_rank", "no_rank", {"said": "eleven"}).remark.plain
SHARES = {"kind": "shares", "found": {"column": "占比", "unit": "hours"}}


@pytest.mark.parametrize("language", OTHERS)
def test_every_kind_has_its_words(language: str) -> None:
    found = {
        "row": 3, "column": "C", "what": {"kind": "no_title", "found": {}}, "scale": 1000.0, "step": 60, "hours": 1,
        "largest": 1.5, "least": 50, "multiply": 2.0,
    }  # fmt: skip
    names = {name: name for text in KINDS.values() for name in _names(text)}
    remarks = [{"kind": kind, "found": names | found} for kind in KINDS if kind != "between"]
    with override(language):
        alike = [one["kind"] for one in remarks if worded(one) == in_english(one)]
    assert alike == []


def _names(text: str) -> list[str]:
    return [part.split("}")[0].split(":")[0] for part in text.split("{")[1:]]


@pytest.mark.parametrize(
    ("language", "refused", "shares"),
    [
        (
            "en",
            "Row 7, column weekly_rank: “eleven” is no rank; write 1 to 10.",
            "Column 占比 holds shares; an amount in hours is needed.",
        ),
        (
            "zh-hans",
            "第 7 行“weekly_rank”列：“eleven”不是名次；请写 1 到 10。",
            "“占比”列是占比；需要以小时计的数量。",
        ),
        (
            "lo",
            "ແຖວ 7, ຖັນ “weekly_rank”: “eleven” ບໍ່ແມ່ນອັນດັບ; ກະລຸນາຂຽນ 1 ຫາ 10.",
            "ຖັນ “占比” ເປັນສັດສ່ວນ; ຕ້ອງການປະລິມານເປັນຊົ່ວໂມງ.",
        ),
        (
            "th",
            "แถว 7 คอลัมน์ “weekly_rank”: “eleven” ไม่ใช่อันดับ โปรดเขียน 1 ถึง 10",
            "คอลัมน์ “占比” เป็นสัดส่วน แต่ต้องการปริมาณเป็นชั่วโมง",
        ),
        (
            "vi",
            "Dòng 7, cột “weekly_rank”: “eleven” không phải là hạng; hãy ghi từ 1 đến 10.",
            "Cột “占比” chứa tỷ lệ; cần lượng tính bằng giờ.",
        ),
    ],
)
def test_a_refusal_keeps_row_column_and_what_was_found(
    language: str, refused: str, shares: str
) -> None:
    with override(language):
        assert (worded(RANK), worded(SHARES)) == (refused, shares)


def test_what_failed_is_said_in_the_language_of_whoever_looks() -> None:
    task = Task(
        kind=TaskKind.FACTS, state=TaskState.FAILED, problem=in_english(RANK), outcome={"remark": RANK}
    )  # fmt: skip
    plain = Task(
        kind=TaskKind.FACTS, state=TaskState.FAILED, problem="It failed each time that it was tried."
    )  # fmt: skip
    with override("zh-hans"):
        assert (outcome_of(task), outcome_of(plain)) == (
            "第 7 行“weekly_rank”列：“eleven”不是名次；请写 1 到 10。",
            "每次尝试都失败了。",
        )
        told = {"problem": in_english(RANK), "remark": RANK}
        assert "“eleven”不是名次" in say(SENTENCES["report.task.failed"], told)


def test_a_form_that_lacks_something_says_so_with_its_own_names() -> None:
    told = {"table": "engagement", "unit": "hours", "column_0": "title", "column_1": "value"}
    form = MappingForm(told, account={"columns": ["片名", "时长"]})
    with override("lo"):
        assert form.non_field_errors() == [
            "ບໍ່ມີຫຍັງບອກ“ມື້ທຳອິດຂອງໄລຍະ”; ກະລຸນາເລືອກຖັນຂອງມັນ ຫຼື ຂຽນຄ່າທີ່ຄືກັນໃນທຸກແຖວ."
        ]


def test_the_sign_of_decimals_can_be_said() -> None:
    told = {"table": "work", "column_0": "title", "decimal": ","}
    form = MappingForm(told, account={"columns": ["ຊື່"]})
    assert (form.is_valid(), form.mapping()["decimal"]) == (True, ",")
