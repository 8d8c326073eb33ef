"""What a mail's text holds besides the story: signatures, headers of forwarded mails, quotation, legal notices."""

import re

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
    r"@[\w-]+\.\w|https?://|www\.|(?:tel|phone|mobile|fax|โทร|ໂທ|电话|電話|手机|đt|sđt)\b ?[.:：]|\+\d[\d \-()]{7,}",
    re.IGNORECASE,
)


def part_letter(text: str) -> tuple[str, tuple[SetAside, ...]]:
    """The text without its letter's trimmings, and those with their reasons.

    >>> part_letter("The bridge opened.\\n-- \\nSomchai, desk")
    ('The bridge opened.', (SetAside(text='-- \\nSomchai, desk', reason='signature of the mail', where='from line 2'),))
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reasons = [""] * len(lines)
    _mark_signature(lines, reasons)
    _mark_forwarding(lines, reasons)
    for number, line in enumerate(lines):
        if line.startswith(">") and not reasons[number]:
            reasons[number] = "quoted from another mail"
        elif _NOTICE.search(line):
            reasons[number] = "legal notice of the mail"
        elif _SENT_FROM.match(line.strip()) and not reasons[number]:
            reasons[number] = "signature of the mail"
    if not any(line.strip() and not reason for line, reason in zip(lines, reasons, strict=True)):
        return text, ()  # everything looks like trimmings: then it is the text
    kept = "\n".join(line for line, reason in zip(lines, reasons, strict=True) if not reason)
    return kept.strip("\n"), _gather(lines, reasons)


def _mark_signature(lines: list[str], reasons: list[str]) -> None:
    """Everything after a line of two hyphens; or a last block of short lines with ways to reach someone."""
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].rstrip() == "--" and len(lines) - number <= 20:
            reasons[number:] = ["signature of the mail"] * (len(lines) - number)
            return
    filled = [number for number, line in enumerate(lines) if line.strip()]
    start = (
        next((n + 1 for n in range(filled[-1], -1, -1) if not lines[n].strip()), 0) if filled else 0
    )
    block = [line.strip() for line in lines[start:] if line.strip()]
    if (
        start
        and 2 <= len(block) <= 7
        and all(len(line) <= 60 for line in block)
        and sum(bool(_CONTACT.search(b)) for b in block) * 2 >= len(block)
    ):
        reasons[start:] = ["signature of the mail"] * (len(lines) - start)


def _mark_forwarding(lines: list[str], reasons: list[str]) -> None:
    """The line that announces a forwarded mail, and runs of three or more header fields."""
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and (
            _FIELD.match(lines[end].strip()) or _FORWARDED.match(lines[end].strip())
        ):
            end += 1
        announced = any(_FORWARDED.match(line.strip()) for line in lines[number:end])
        if end - number >= 3 or announced:
            reasons[number:end] = ["header of a forwarded mail"] * (end - number)
        number = max(end, number + 1)


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
