"""Identifiers of works: EIDR and ISAN, and whether their check characters are right.

A wrong check character is a warning, not a refusal: templates and samples of the trade are full of them.
Source: EIDR DOI 10.5240; ISO 15706 (ISAN); ISO 7064 Mod 37,36.
"""

import re

_EIDR = re.compile(r"(?:10\.5240/|eidr-[sx]:|eidr:10\.5240:)([0-9A-Z-]+)", re.IGNORECASE)
_EIDR_FORM = re.compile(r"(?:[0-9A-F]{4}-){5}[0-9A-Z]", re.IGNORECASE)
_ISAN_FORM = re.compile(
    r"(?:ISAN )?((?:[0-9A-F]{4}-){4})([0-9A-Z])(?:-((?:[0-9A-F]{4}-){2})([0-9A-Z]))?", re.IGNORECASE
)


def check_character(digits: str) -> str:
    """The ISO 7064 Mod 37,36 check character of a string of digits and letters.

    >>> check_character("779185342C2390308610"), check_character("F85AE100B0685B8FB1C8")
    ('5', 'T')
    """
    held = 36
    for digit in digits:
        held = (held + int(digit, 36)) % 36 or 36
        held = held * 2 % 37
    value = (37 - held) % 36
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[value]


def eidr_fault(text: str) -> str | None:
    """What is wrong with an EIDR in `text` (as DOI, md:cid, md:alid or urn); None if nothing is, or none is there.

    >>> eidr_fault("10.5240/7791-8534-2C23-9030-8610-6")
    '10.5240/7791-8534-2C23-9030-8610-6 ends with 6; by its digits the check character is 5.'
    """
    found = _EIDR.search(text)
    if not found:
        return None
    number = found[1]
    if not _EIDR_FORM.fullmatch(number[:26]):
        return f"{text} is no EIDR; it has five groups of four hexadecimal digits and a check character."
    right = check_character(number[:24].replace("-", ""))
    if number[25].upper() != right:
        return f"{text} ends with {number[25]}; by its digits the check character is {right}."
    return None


def isan_fault(text: str) -> str | None:
    """What is wrong with an ISAN, with or without its version; None if nothing is.

    >>> isan_fault("ISAN 0000-0000-D07A-0090-Q-0000-0000-X") is None
    True
    """
    found = _ISAN_FORM.fullmatch(text.strip())
    if not found:
        return f"{text} is no ISAN; write it as 0000-0000-D07A-0090-Q, with its version after that if it has one."
    root = found[1].replace("-", "")
    wanted = [(root, found[2])]
    if found[3]:
        wanted.append((root + found[3].replace("-", ""), found[4]))
    for digits, given in wanted:
        right = check_character(digits)
        if given.upper() != right:
            return f"{text} has the check character {given} where its digits want {right}."
    return None
