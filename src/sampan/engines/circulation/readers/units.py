"""Which unit and which scale the words of a heading name."""

import re

_UNITS = {
    "minutes": "minutes|minute|mins|นาที|分钟|分鐘|phút|menit|minit|ນາທີ|នាទី|မိနစ်|minutos",
    "hours": "hours|hour|hrs|ชั่วโมง|ชม\\.|小时|小時|giờ|jam|ຊົ່ວໂມງ|ម៉ោង|နာရီ|horas|oras",
    "views": (
        "views|plays|streams|starts|ยอดวิว|ครั้ง|播放量|观看次数|次数|次|lượt xem|tontonan|penonton|tayangan"
        "|ຈຳນວນເບິ່ງ|ចំនួនមើល|ကြည့်ရှုမှု|visualizações"
    ),
}
_SCALES = {
    1e9: "billions?|bn|พันล้าน|十亿|tỷ|miliar|bilion",
    1e8: "亿|億",
    1e6: "millions?|mn|mio|ล้าน|百万|百萬|triệu|juta|ລ້ານ|លាន|သန်း|milhões",
    1e4: "万|萬|หมื่น",
    1e3: "thousands?|000s?|พัน|千|nghìn|ribu|ພັນ|ពាន់|ထောင်|mil",
}


def unit_in(heading: str) -> str:
    """The one unit that a heading names; empty where it names none or several.

    >>> unit_in("นาทีที่รับชม"), unit_in("观看时长（小时）"), unit_in("Viewing"), unit_in("hours or minutes")
    ('minutes', 'hours', '', '')
    """
    found = [unit for unit, words in _UNITS.items() if _says(heading, words)]
    return found[0] if len(found) == 1 else ""


def scale_in(heading: str) -> float:
    """The number that a heading says its amounts are counted in; 1 where it says none.

    >>> scale_in("Hours (millions)"), scale_in("播放量（万）"), scale_in("ยอดวิว (ล้าน)"), scale_in("Minutes")
    (1000000.0, 10000.0, 1000000.0, 1.0)
    """
    return next((scale for scale, words in _SCALES.items() if _says(heading, words)), 1.0)


def names_share(heading: str) -> bool:
    """Whether a heading says that its column holds shares, not amounts.

    >>> names_share("Share of viewing (%)"), names_share("占比"), names_share("Hours")
    (True, True, False)
    """
    return "%" in heading or bool(
        re.search("share|percent|占比|百分比|ร้อยละ|สัดส่วน|tỷ lệ|persen|peratus", heading, re.I)
    )


def _says(heading: str, words: str) -> bool:
    """Latin words stand alone; scripts that write no blanks may hold theirs anywhere."""
    for word in words.split("|"):
        pattern = rf"(?<![^\W\d_]){word}(?![^\W\d_])" if word[0].isascii() else word
        if re.search(pattern, heading, re.I):
            return True
    return False
