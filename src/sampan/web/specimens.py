"""What /style shows: one sample of every part, and the scripts that it must set well."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Status

from .names import autonym

# ruff: noqa: E501  # a sentence of a sample stands on one line
# The same three sentences in each script, written for this page.
TEXTS = {
    "lo": (
        "ນ້ຳຂອງຂຶ້ນສູງ ຊາວປະມົງຍ້າຍເຮືອ",
        "ລະດັບນ້ຳຂອງທີ່ວຽງຈັນເພີ່ມຂຶ້ນ 40 ຊັງຕີແມັດໃນຄືນດຽວ. ຊາວປະມົງໄດ້ຍ້າຍເຮືອຂຶ້ນຝັ່ງກ່ອນຟ້າແຈ້ງ. ເຈົ້າໜ້າທີ່ກ່າວວ່າຍັງບໍ່ມີບ້ານໃດຕ້ອງຍົກຍ້າຍ.",
    ),
    "th": (
        "น้ำโขงขึ้นสูง ชาวประมงย้ายเรือ",
        "ระดับน้ำโขงที่เวียงจันทน์เพิ่มขึ้น 40 เซนติเมตรในคืนเดียว ชาวประมงย้ายเรือขึ้นฝั่งก่อนรุ่งสาง เจ้าหน้าที่กล่าวว่ายังไม่มีหมู่บ้านใดต้องอพยพ",
    ),
    "km": (
        "ទឹកមេគង្គឡើងខ្ពស់ អ្នកនេសាទរើទូក",
        "កម្ពស់ទឹកទន្លេមេគង្គនៅវៀងចន្ទន៍បានកើនឡើង ៤០ សង់ទីម៉ែត្រក្នុងមួយយប់។ អ្នកនេសាទបានរើទូកឡើងច្រាំងមុនពេលភ្លឺ។ មន្ត្រីនិយាយថាមិនទាន់មានភូមិណាត្រូវជម្លៀសទេ។",
    ),
    "my": (
        "မဲခေါင်ရေ မြင့်တက်၊ ရေလုပ်သားများ လှေရွှေ့",
        "ဗီယင်ကျန်းရှိ မဲခေါင်မြစ်ရေသည် တစ်ညအတွင်း ၄၀ စင်တီမီတာ မြင့်တက်ခဲ့သည်။ ရေလုပ်သားများက မိုးမလင်းမီ လှေများကို ကမ်းပေါ်သို့ ရွှေ့ခဲ့ကြသည်။ ရွာများ ရွှေ့ပြောင်းရန် မလိုသေးဟု တာဝန်ရှိသူများက ပြောသည်။",
    ),
    "zh-Hans": (
        "湄公河水位上涨，渔民移船上岸",
        "万象段湄公河水位一夜之间上涨40厘米。渔民在天亮前把船移到岸上。官员表示，目前没有村庄需要转移。",
    ),
    "zh-Hant": (
        "湄公河水位上漲，漁民移船上岸",
        "萬象段湄公河水位一夜之間上漲40公分。漁民在天亮前把船移到岸上。官員表示，目前沒有村莊需要撤離。",
    ),
    "vi": (
        "Nước sông Mê Kông dâng cao, ngư dân dời thuyền",
        "Mực nước sông Mê Kông tại Viêng Chăn tăng 40 xăng-ti-mét chỉ trong một đêm. Ngư dân đã dời thuyền lên bờ trước khi trời sáng. Giới chức cho biết chưa có bản làng nào phải di dời.",
    ),
    "en": (
        "The Mekong rises; fishermen move their boats",
        "The Mekong at Vientiane rose by 40 centimetres in one night. Fishermen moved their boats up the bank before daybreak. Officials said that no village had to move yet.",
    ),
}

BEFORE = [
    "The Mekong at Vientiane rose by 30 centimetres in one night.",
    "Fishermen moved their boats up the bank before daybreak.",
]
AFTER = [
    "The Mekong at Vientiane rose by 40 centimetres in one night, the river office said.",
    "Fishermen moved their boats up the bank before daybreak.",
    "No village had to move yet.",
]
COPY = "Many saw it coming. Fishermen moved their boats up the bank before daybreak, our reader writes."

# name in sampan.css, what it is for
COLOURS = (
    ("paper", _("the page")),
    ("surface", _("what lies on it")),
    ("sunk", _("what lies in it")),
    ("ink", _("text")),
    ("muted", _("what is said beside")),
    ("line", _("rules between rows")),
    ("edge", _("edges of what can be typed in or pressed")),
    ("accent", _("links, the way on, where you are")),
    ("good", _("usable, delivered")),
    ("wait", _("embargoed, waiting")),
    ("bad", _("killed, refused, wrong")),
    ("note", _("corrected, made by a machine")),
)


class SampleForm(forms.Form):
    """Every kind of field, one of them with a fault."""

    headline = forms.CharField(
        label=_("Headline"), help_text=_("What happened, in fewer than 80 characters.")
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("lo", "ລາວ"), ("zh-Hans", "中文"), ("en", "English")]
    )
    embargo = forms.DateField(
        label=_("Embargoed until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(
        label=_("What kind of change is this?"),
        choices=[("update", _("An update")), ("correction", _("A correction"))],
        widget=forms.RadioSelect,
    )
    tell = forms.BooleanField(label=_("Tell everyone who received it"), required=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    partner: str
    territory: str
    on: date
    stories: int
    status: str
    label: Promise


def specimens(request: HttpRequest) -> dict[str, Any]:
    form = SampleForm({"headline": "", "language": "lo", "text": AFTER[0], "kind": "correction"})
    form.fields["headline"].widget.attrs["autocomplete"] = "off"
    page = request.GET.get("page", "3")
    start = COPY.index(AFTER[1][:-1])
    return {
        "texts": TEXTS.items(),
        "colours": COLOURS,
        "statuses": [(one.value, one.label) for one in Status],
        "form": form,
        "deliveries": _deliveries(),
        "total": sum(one.stories for one in _deliveries()),
        "page": Paginator(range(2418), 30).get_page(page),
        "now": timezone.now(),
        "before": BEFORE,
        "after": AFTER,
        "source": " ".join(AFTER),
        "source_spans": [(len(AFTER[0]) + 1, len(AFTER[0]) + len(AFTER[1]))],
        "copy": COPY,
        "copy_spans": [(start, start + len(AFTER[1]) - 1)],
        "languages_found": [
            {"value": tag, "label": autonym(tag), "lang": tag, "count": count}
            for tag, count in (("lo", 214), ("zh-Hans", 1806), ("vi", 97), ("en", 301))
        ],
    }


def _deliveries() -> list[Delivery]:
    return [
        Delivery("Nam Ou News", "LA", date(2026, 11, 20), 1204, "usable", _("Delivered")),
        Delivery("Red River Wire", "VN", date(2026, 11, 21), 86, "embargoed", _("Waits")),
        Delivery("Tonle Bassac Press", "KH", date(2026, 11, 21), 7, "canceled", _("Refused")),
    ]
