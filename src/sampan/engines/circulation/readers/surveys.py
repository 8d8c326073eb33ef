"""Surveys, one row a respondent: who answered, with which weight, and each answer."""

import re
from collections.abc import Iterator

from sampan.engines.circulation.facts import Value
from sampan.engines.circulation.facts.countries import country

from .about import About
from .forms import survey
from .reading import Fact, Reading, Refusal, Refused
from .remark import Remark
from .row_by_row import each_row
from .sheet import Line, Sheet

NAME = "survey"
_ROLES = {
    "respondent_id": (
        r"resp(?:ondent)?[_ ]?(?:id|no|number)|respid|caseid|case[_ ]?id|uuid|serial|id|受访者编号|编号|รหัสผู้ตอบ|เลขที่"
    ),
    "weight": r"weight|wt|wgt|weight_?final|权重|加权|น้ำหนัก|trọng số|bobot|pemberat",
    "age": r"age|age[_ ]?(?:group|band|range)|年龄|年龄段|อายุ|ช่วงอายุ|tuổi|nhóm tuổi|usia|umur|ອາຍຸ|អាយុ|အသက်|idade",
    "sex": r"sex|gender|性别|เพศ|giới tính|jenis kelamin|jantina|ເພດ|ភេទ|ကျား/?မ|sexo",
    "income": (
        r"income|household[_ ]?income|income[_ ]?(?:group|band)|收入|月收入|รายได้|thu nhập|pendapatan|penghasilan"
        r"|ລາຍຮັບ|ចំណូល|ဝင်ငွေ"
    ),
    "education": (
        r"education|educ|education[_ ]?level|学历|教育程度|การศึกษา|ระดับการศึกษา|học vấn|trình độ|pendidikan"
        r"|ການສຶກສາ|ការអប់រំ|ပညာရေး"
    ),
    "territory": r"country|territory|market|国家|地区|ประเทศ|quốc gia|negara|ປະເທດ|ប្រទេស|နိုင်ငံ",
}


_NUMBERED = re.compile(r"^[a-z]{1,2}\d+[a-z]?[._ -]+", re.I)  # Q1_age, S2. Gender


def roles(headings: tuple[str, ...]) -> dict[str, str]:
    """Which heading holds which trait of a respondent.

    >>> roles(("Q1_age", "S2. Gender", "wt"))
    {'weight': 'wt', 'age': 'Q1_age', 'sex': 'S2. Gender'}
    >>> roles(("RespID", "เพศ", "Age group", "Q1", "weight"))
    {'respondent_id': 'RespID', 'weight': 'weight', 'age': 'Age group', 'sex': 'เพศ'}
    """
    found: dict[str, str] = {}
    for role, pattern in _ROLES.items():
        for heading in headings:
            bare = _NUMBERED.sub("", heading.strip())
            if re.fullmatch(pattern, bare, re.I) and role not in found:
                found[role] = heading
    return found


def fits(headings: tuple[str, ...]) -> bool:
    """A survey has two traits of people at least, and one question more than its traits."""
    known = roles(headings)
    traits = {"age", "sex", "income", "education"} & known.keys()
    return len(traits) >= 2 and len(headings) > len(known)


def read(sheet: Sheet, about: About, reading: Reading) -> Iterator[Fact | Refusal]:
    """A respondent and the answers of each row. Raises Unreadable for weights in mixed forms."""
    known = roles(sheet.headings)
    forms = survey(sheet, numbers=filter(None, [known.get("weight", "")]))
    items = [heading for heading in sheet.headings if heading not in known.values()]
    reading.note(Remark("blank_answers", {"count": len(items)}))
    if "weight" not in known:
        reading.note(Remark("no_weights"))
    if "respondent_id" not in known:
        reading.note(Remark("no_respondents"))

    def facts_of(line: Line) -> Iterator[Fact]:
        own = line.text(known.get("respondent_id", "")) or str(line.number)
        if first := reading.first(line.number, about.source_id, own):
            raise Refused(line.number, known["respondent_id"], "same_respondent", first=first)
        keys: dict[str, Value] = {"respondent_id": own, "survey_id": about.source_id}
        weight = forms.number(line, known["weight"]) if "weight" in known else 1.0
        if weight is None:
            raise Refused(line.number, known["weight"], "no_weight")
        if weight <= 0:
            said = line.text(known["weight"])
            raise Refused(line.number, known["weight"], "odd_weight", said=said)
        traits = {role: line.text(known[role]) or None for role in known if role not in _APART}
        yield "respondent", keys | traits | {"territory": _territory(line, known), "weight": weight}
        for item in items:
            if value := line.text(item):
                yield "answer", keys | {"item": item, "value": value}

    return each_row(sheet, forms, reading, facts_of)


_APART = {"respondent_id", "weight", "territory"}


def _territory(line: Line, known: dict[str, str]) -> str | None:
    said = line.text(known.get("territory", ""))
    if not said:
        return None
    code = country(said)
    if code is None:
        raise Refused(line.number, known["territory"], "no_country", said=said)
    return code
