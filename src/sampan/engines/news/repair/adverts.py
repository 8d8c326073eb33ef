"""Advertisements and page furniture among a story's paragraphs: what to set aside, and why.

An advertisement must bring enough evidence of several kinds (evidence.py), and stand at the story's end or under its
label; furniture is known by its words, wherever it stands.
"""

import re
from collections.abc import Callable, Sequence

from sampan.engines.news.reading import SetAside
from sampan.engines.news.repair.evidence import (
    FOREIGN,
    NEAR,
    PHRASES,
    SCRIPTS,
    Evidence,
    evidence_of,
    reports,
    script_of,
    without_names,
)
from sampan.engines.news.repair.paragraphs import columns

_LABELS = frozenset(PHRASES["labels"])
_FURNITURE = frozenset(PHRASES["furniture"])
_POINTER = re.compile(
    rf"(?:{'|'.join(map(re.escape, PHRASES['pointers']))})\s*[:：]\s*\S.{{0,160}}"
    r"|the post .{1,200} appeared first on .{1,80}"
    r"|[(（]?(?:责任编辑|責任編輯)\s*[:：].{1,20}|[\d.,]+ ?[km]? (?:likes?|shares?|views?|comments?)",
    re.IGNORECASE,
)
_ENOUGH = 5
_MORE = 3
_OWN = 3  # points of a whole sentence that is to be a piece of an advertisement
_SHORT = 60  # columns; longer lines are sentences more often than names, prices and addresses
_LONGEST = 3000  # characters; no advertisement is longer, and some patterns take their time


def set_adverts_aside(
    paragraphs: Sequence[str], *, identify: Callable[[str], str], headline: str = ""
) -> tuple[tuple[str, ...], tuple[SetAside, ...]]:
    """The paragraphs that are the story, and those that do not belong to it, each with its reason and place.

    `identify` answers a text's language tag; what the headline speaks of is no sign of an advertisement. Only labels
    and furniture are looked for everywhere; an advertisement is looked for from the end upwards, as long as paragraphs
    keep looking like one.

    >>> kept, aside = set_adverts_aside(
    ...     ["The river rose by two metres.", "The bridge is closed.",
    ...      "Order now and save 30 % off! Sunny Umbrella Co., Ltd. www.umbrella.test"], identify=lambda text: "en")
    >>> kept, aside[0].reason
    (('The river rose by two metres.', 'The bridge is closed.'), \
'advertisement: words of trade, discount, web address, company, exclamation marks')
    """
    kept = list(enumerate(paragraphs, 1))
    aside: list[tuple[int, SetAside]] = []

    def take(start: int, stop: int, reason: str) -> None:
        for number, text in kept[start:stop]:
            aside.append(
                (number, SetAside(text, reason, f"paragraph {number} of {len(paragraphs)}"))
            )
        del kept[start:stop]

    _take_labelled([text for _, text in kept], identify, take)
    grown = False
    while len(kept) > 1:
        if not grown:
            _part_last(kept, headline, identify)
        texts = [text for _, text in kept]
        size, evidence = _advert_at_end(texts, headline, identify, grown=grown)
        if not size:
            break
        take(len(kept) - size, len(kept), "advertisement: " + ", ".join(evidence.kinds))
        grown = True
    return tuple(text for _, text in kept), tuple(
        entry for _, entry in sorted(aside, key=lambda pair: pair[0])
    )


def _part_last(kept: list[tuple[int, str]], headline: str, identify: Callable[[str], str]) -> None:
    """Cut the last paragraph in two where an advertisement was stuck to it without a break."""
    number, last = kept[-1]
    above = [headline, *(text for _, text in kept[:-1])]
    if len(last) > _LONGEST:
        return
    for cut in _cuts(last, script_of(" ".join(above[-NEAR:]))):
        story, rest = last[:cut].rstrip(), last[cut:].lstrip()
        if story and rest and _is_advert(evidence_of(rest, [*above, story], identify), _ENOUGH + 1):
            kept[-1:] = [(number, story), (number, rest)]
            return


def _cuts(paragraph: str, script: str) -> list[int]:
    """Where a story in `script` may end and an advertisement begin: where its script ends for good, or a sentence does.

    A paragraph of few sentences is one thing or the other, and is not cut between them.
    """
    written = [(found.start(), script_of(found[0])) for found in re.finditer(r"\S+", paragraph)]
    own = [n for n, (_, name) in enumerate(written) if name == script]
    if own and own[-1] + 1 < len(written) and script != "Latin":
        start = written[own[-1] + 1][0]
        return (
            [start] if len(SCRIPTS["Latin"].findall(without_names(paragraph[start:]))) >= 25 else []
        )
    ends = [
        found.end() for found in re.finditer(r"[.!?…]\s+(?=[^\s\d])|[。！？]|[។៕]\s*", paragraph)
    ]
    return ends[::-1][:4] if len(ends) > 4 else []


def _take_labelled(
    texts: list[str], identify: Callable[[str], str], take: Callable[[int, int, str], None]
) -> None:
    """Lines that only say "advertisement", with what they announce; lines that are page furniture."""
    for index in range(len(texts) - 1, -1, -1):
        bare = texts[index].strip(" \t.:：。-–—[]【】()（）*|»>").casefold()
        if bare in _FURNITURE or _POINTER.fullmatch(texts[index]):
            take(index, index + 1, "page furniture")
            del texts[index]
        elif bare in _LABELS and len(texts) > 1:
            stop = index + 1
            while index > 0 and stop < len(texts) and _is_announced(texts, index, stop, identify):
                stop += 1
            take(index, stop, "advertisement: labelled so")
            del texts[index:stop]


def _is_announced(texts: list[str], index: int, stop: int, identify: Callable[[str], str]) -> bool:
    """Whether a line under a label is of the advertisement: short, or selling; a story often goes on under it."""
    text = texts[stop]
    if stop - index > 4:
        return False
    short = len(texts) - index <= 5 and not _is_sentence(text) and not reports(text)
    evidence = evidence_of(text, texts[:index], identify)
    return short or (evidence.points >= _MORE and evidence.reaches)


def _advert_at_end(
    texts: list[str], headline: str, identify: Callable[[str], str], *, grown: bool
) -> tuple[int, Evidence]:
    """How many of the last paragraphs are one advertisement, with the evidence; 0 for none.

    Above a piece of advertisement (`grown`) less evidence is enough: it hardly comes in single lines.
    """
    for size in range(1, min(4, len(texts) - 1) + 1):
        tail, story = texts[-size:], [headline, *texts[:-size]]
        if sum(map(len, tail)) > _LONGEST:
            break
        if size > 1 and any(_is_of_the_story(part, story, identify) for part in tail):
            break
        evidence = evidence_of(" ".join(tail), story, identify)
        if _is_advert(evidence) or (grown and _belongs_to_advert(tail[0], evidence)):
            return size, evidence
        if grown:
            break
    return 0, Evidence(0, ())


def _is_of_the_story(part: str, story: list[str], identify: Callable[[str], str]) -> bool:
    """Whether a paragraph is a sentence with little of an advertisement about it, or reports what was said."""
    return reports(part) or (
        _is_sentence(part) and evidence_of(part, story, identify).points < _OWN
    )


def _is_sentence(text: str) -> bool:
    return columns(text) > _SHORT


def _belongs_to_advert(text: str, evidence: Evidence) -> bool:
    """Whether a line above an advertisement is a piece of it: it sells too, or in another script it breaks off.

    A whole sentence of the story's own language is not: the police's number above an advertisement is news.
    """
    foreign = FOREIGN in evidence.kinds
    if text.endswith((",", "，", "、", ":", "-", "–")) and foreign:
        return True
    apt = foreign or not _is_sentence(text)
    return evidence.points >= _MORE and evidence.sells and apt


def _is_advert(evidence: Evidence, enough: int = _ENOUGH) -> bool:
    return evidence.points >= enough and evidence.reaches
