"""The digits of the region's scripts."""

_DIGITS = {ord(zero) + n: str(n) for zero in "٠۰०๐໐០၀႐０" for n in range(10)}
_SIGNS = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2019: "'", 0xFF0C: ",", 0xFF0E: ".", 0x2212: "-"}
_ASCII = _DIGITS | _SIGNS


def ascii_digits(text: str) -> str:
    """The text with Thai, Lao, Khmer, Burmese, Arabic and full-width digits (and their signs) as ASCII.

    >>> ascii_digits("๒๕๖๔ ໒໐໒໑ ២០២១ ၂၀၂၁ ２０２１")
    '2564 2021 2021 2021 2021'
    """
    return text if text.isascii() else text.translate(_ASCII)
