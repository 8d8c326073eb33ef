"""What a mail's text holds besides the story: signatures, headers of forwarded mails, quotation, legal notices."""

import re
from collections.abc import Iterator, Sequence

from sampan.engines.news.reading import SetAside

_FORWARDED = re.compile(
    r"^(?:-{2,} ?(?:original message|forwarded message|mensagem original|mensagem encaminhada|pesan asli|mesej asal|"
    r"原始邮件|转发的邮件|转发邮件|原始郵件|轉寄的郵件|ข้อความต้นฉบับ|ข้อความที่ส่งต่อ|"
    r"thư gốc|tin nhắn gốc|tin nhắn đã chuyển tiếp) ?-{2,}"
    r"|begin forwarded message:?)$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^\*?(?:from|sent|to|cc|subject|date|de|enviado|para|assunto|data|发件人|发送时间|收件人|主题|抄送|寄件者|收件者|主旨|日期|"
    r"จาก|ถึง|เรื่อง|วันที่|ส่งเมื่อ|từ|đến|chủ đề|ngày|dari|kepada|perihal|tanggal|tarikh|ຈາກ|ເຖິງ|ຫົວຂໍ້|ວັນທີ)\*?\s?[:：]",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\bthis (?:e-?mail|message)[^.]{0,80}(?:confidential|intended (?:only|solely)|privileged)"
    r"|\bif you (?:are not|have received)[^.]{0,60}(?:intended recipient|in error)"
    r"|\besta mensagem[^.]{0,80}confidencia|本邮件.{0,30}(?:保密|机密)|อีเมลฉบับนี้.{0,40}ความลับ",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"^(?:sent from my |get outlook for |enviado do meu |dikirim dari |发自我的|從我的 |gửi từ |ส่งจาก )",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@[\w-]+\.\w|https?://|www\.|\b(?:tel|phone|mobile|mob|cell|fax|hp|đt|sđt|telp|telefone|telemóvel)\b ?[.:：]"
    r"|(?:โทร|ໂທ|电话|電話|手机|手機|ទូរស័ព្ទ|ဖုန်း)\.? ?[.:：]|\+\d[\d \-()]{7,}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:best|kind|warm)(?: regards| wishes)?|(?:many )?thanks(?: and regards)?|regards"
    r"|yours (?:sincerely|faithfully|truly)|sincerely|cheers"
    r"|salam(?: hormat)?|hormat (?:kami|saya)|terima kasih|yang benar|sekian(?:, terima kasih)?"
    r"|trân trọng(?: cảm ơn)?|thân(?: mến| ái)?|cảm ơn|(?:com os )?(?:melhores )?cumprimentos|atenciosamente"
    r"|obrigad[oa]"
    r"|lubos na gumagalang|maraming salamat|salamat(?: po)?|obrigadu"
    r"|此致|敬礼|敬禮|祝好|谢谢|謝謝|顺祝商祺|順頌時祺|敬上|ขอแสดงความนับถือ|ขอบคุณ(?:ครับ|ค่ะ)?|ດ້ວຍຄວາມນັບຖື|ຂອບໃຈ"
    r"|(?:ដោយ)?សូមគោរព|សូមអរគុណ|အရိုအသေဖြင့်|လေးစားစွာဖြင့်|ကျေးဇူးတင်ပါသည်)[\s,.!。！，]*",
    re.IGNORECASE,
)
_LETTER_END = 10  # lines, blank ones not counted, that a signature with its closing may have
_SIGNATURE_LINE = 60  # characters
_SENTENCE_ENDS = tuple(".!?…。！？」』”។៕။")
_WHEN_OR_WHO = re.compile(r"@[\w-]+\.\w|\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b")
_RULE = re.compile(r"[_=*-]{5,}")


def part_letter(
    text: str, *, is_reply: bool = False, is_forwarded: bool = False
) -> tuple[str, tuple[SetAside, ...]]:
    """The text without its letter's trimmings, and those with their reasons.

    In a reply the mail that it answers stands below its header; in a forwarded mail a note may stand above it.

    >>> part_letter("The bridge opened.\\n-- \\nSomchai, desk")
    ('The bridge opened.', (SetAside(text='-- \\nSomchai, desk', reason='signature of the mail', where='from line 2'),))
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reasons = [""] * len(lines)
    _mark_notices(lines, reasons)
    _mark_forwarding(lines, reasons, is_reply=is_reply, is_forwarded=is_forwarded)
    _mark_quotation(lines, reasons)
    _mark_signature(lines, reasons)
    if not any(line.strip() and not reason for line, reason in zip(lines, reasons, strict=True)):
        return _unquoted(text, lines)  # everything looks like trimmings: then it is the text
    kept = "\n".join(line for line, reason in zip(lines, reasons, strict=True) if not reason)
    return kept.strip("\n"), _gather(lines, reasons)


def _unquoted(text: str, lines: Sequence[str]) -> tuple[str, tuple[SetAside, ...]]:
    """The text without the signs of quotation, where every line has one."""
    if not all(line.startswith(">") for line in lines if line.strip()):
        return text, ()
    bare = "\n".join(re.sub(r"\A(?:> ?)+", "", line) for line in lines)
    return bare, (SetAside(">", "signs of quotation", "before every line"),)


def _mark_notices(lines: list[str], reasons: list[str]) -> None:
    for number, line in enumerate(lines):
        if _NOTICE.search(line):
            reasons[number] = "legal notice of the mail"
        elif _SENT_FROM.match(line.strip()):
            reasons[number] = "signature of the mail"


def _mark_quotation(lines: list[str], reasons: list[str]) -> None:
    """Lines that begin with the sign of quotation, and the one or two that introduce them with a date or an address."""
    for number, line in enumerate(lines):
        if not line.startswith(">") or reasons[number]:
            continue
        above = [n for n in range(number) if lines[n].strip()][-2:]
        reasons[number] = "quoted from another mail"
        introduced = next(_introductions(lines, above), number)
        reasons[introduced:number] = [reasons[number]] * (number - introduced)


def _introductions(lines: Sequence[str], above: Sequence[int]) -> Iterator[int]:
    """Where the introduction of a quotation begins, in two neighbouring lines or in one."""
    for place, number in enumerate(above):
        whole = [lines[n].strip() for n in above[place:]]
        apart = len(whole) > 1 and above[-1] - number > 1
        ended = any(line.endswith(_SENTENCE_ENDS) for line in whole)
        dated = bool(_WHEN_OR_WHO.search(whole[0]))
        if dated and not apart and not ended and whole[-1].endswith((":", "：")):
            yield number


def _mark_signature(lines: list[str], reasons: list[str]) -> None:
    """What stands below two hyphens or a closing formula, or a last block of short lines with ways to reach someone."""
    filled = [n for n, line in enumerate(lines) if line.strip() and not reasons[n]]
    start = _signature_start(lines, filled)
    for number in range(start, len(lines)):
        reasons[number] = reasons[number] or "signature of the mail"


def _signature_start(lines: Sequence[str], filled: Sequence[int]) -> int:
    """The line where the signature begins; the number of lines where there is none."""
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].rstrip() == "--" and len(lines) - number <= 20:
            return number
    last = filled[-_LETTER_END:]
    for place, number in enumerate(last):
        if _CLOSING.fullmatch(lines[number].strip()) and _is_letterhead(lines, last[place + 1 :]):
            return number
    if not filled:
        return len(lines)
    start = next((n + 1 for n in range(filled[-1], -1, -1) if not lines[n].strip()), 0)
    block = [n for n in filled if n >= start]
    reached = any(_CONTACT.search(lines[n]) for n in block)
    return (
        start
        if start and 2 <= len(block) <= 7 and reached and _is_letterhead(lines, block)
        else len(lines)
    )


def _is_letterhead(lines: Sequence[str], numbers: Sequence[int]) -> bool:
    """Whether all are short lines, and none a sentence but those that say how to reach someone."""
    return all(
        len(line) <= _SIGNATURE_LINE
        and (bool(_CONTACT.search(line)) or not line.endswith(_SENTENCE_ENDS))
        for line in (lines[number].strip() for number in numbers)
    )


def _mark_forwarding(
    lines: list[str], reasons: list[str], *, is_reply: bool, is_forwarded: bool
) -> None:
    """The line that announces another mail, runs of three or more header fields, and what these say is no story."""
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and (
            _FIELD.match(lines[end].strip()) or _FORWARDED.match(lines[end].strip())
        ):
            end += 1
        announced = any(_FORWARDED.match(line.strip()) for line in lines[number:end])
        if end - number >= 3 or announced:
            ruled = number and _RULE.fullmatch(lines[number - 1].strip())
            start = number - 1 if ruled else number
            reasons[start:end] = ["header of a forwarded mail"] * (end - start)
            before, after = _weight(lines[:start]), _weight(lines[end:])
            if is_reply and before:
                reasons[start:] = ["quoted from another mail"] * (len(lines) - start)
                return
            if is_forwarded and 0 < before < after:
                reasons[:start] = ["note above a forwarded mail"] * start
        number = max(end, number + 1)


def _weight(lines: Sequence[str]) -> int:
    return sum(len(line.strip()) for line in lines)


def _gather(lines: list[str], reasons: list[str]) -> tuple[SetAside, ...]:
    """Neighbouring lines with one reason, as one."""
    found: list[SetAside] = []
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or reasons[number] != reasons[start]:
            text = "\n".join(lines[start:number]).strip("\n")
            if reasons[start] and text.strip():
                found.append(SetAside(text, reasons[start], f"from line {start + 1}"))
            start = number
    return tuple(found)
