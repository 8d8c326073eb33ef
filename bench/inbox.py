"""How well what arrives is understood: the shared inbox, and a second one made from other texts (made_inbox.py).

The sentences of the second inbox are those from which the language tables are made, so its language figure is
flattering; the shared inbox's is not. With `-v` each file that is not understood is named as well.
"""

import difflib
import json
import sys
from collections import Counter
from dataclasses import dataclass, field

import lxml.html

from figures import SHARED, emit
from made_inbox import NOW, Case, made_cases
from sampan.engines.news import Received, Unreadable, read


@dataclass
class Score:
    """Counts over one inbox."""

    files: int = 0
    language: int = 0
    text: int = 0
    aside: int = 0
    aside_expected: int = 0
    aside_wrong: int = 0
    lost: int = 0
    failures: list[str] = field(default_factory=list)


def measure(cases: list[Case]) -> Score:
    """Read every file and compare."""
    score = Score()
    for case in cases:
        score.files += 1
        score.aside_expected += case.has_aside
        try:
            received = read(case.data, name=case.name, received_at=NOW).items[0]
        except Unreadable as refusal:
            score.failures.append(f"{case.name} {case.damage} {case.language}: {refusal}")
            score.lost += sum(map(len, case.lines))
            continue
        _compare(case, received, score)
    return score


def _compare(case: Case, received: Received, score: Score) -> None:
    got = [received.item.headline, *received.item.paragraphs]
    same = got == case.lines
    if case.damage == "zawgyi":
        same = (
            difflib.SequenceMatcher(
                None, "\n".join(case.lines), "\n".join(got), autojunk=False
            ).ratio()
            >= 0.99
        )
    lost = _lost(case, received)
    score.text += same
    score.language += received.item.language == case.language
    score.aside += case.has_aside and bool(received.set_aside)
    score.aside_wrong += not case.has_aside and bool(received.set_aside)
    score.lost += lost
    wrong = {
        "text": same,
        f"language {received.item.language}": received.item.language == case.language,
        f"aside {[entry.text[:40] for entry in received.set_aside]}": bool(received.set_aside)
        == case.has_aside,
        f"lost {lost}": not lost,
    }
    faults = [fault for fault, fine in wrong.items() if not fine]
    if faults:
        first = next(
            (
                f"{want[:70]!r} became {have[:70]!r}"
                for want, have in zip(case.lines, got, strict=False)
                if want != have
            ),
            "",
        )
        score.failures.append(
            f"{case.name} {case.damage} {case.language}: {', '.join(faults)} {first}"
        )


def _lost(case: Case, received: Received) -> int:
    """Characters of the source in no part of what was understood; Zawgyi is respelled, so its are not counted."""
    if case.damage == "zawgyi":
        return 0
    wanted = Counter("".join([*case.lines, *case.others]))
    parts = [
        received.item.headline,
        *received.item.paragraphs,
        *(entry.text for entry in received.set_aside),
    ]
    found = Counter("".join(parts))
    return sum(count for character, count in (wanted - found).items() if not character.isspace())


# The shared inbox


def shared_cases() -> list[Case]:
    """The inbox with its key."""
    folder = SHARED / "inbox"
    return [
        _shared_case(row, (folder / row["file"]).read_bytes())
        for row in json.loads((folder / "KEY.json").read_text())
    ]


def _shared_case(row: dict[str, str], data: bytes) -> Case:
    others: tuple[str, ...] = ()
    if row["damage"] == "advert-tail":
        others = (data.decode().splitlines()[-1],)
    elif row["damage"] == "page-furniture":
        page = lxml.html.fromstring(data)
        others = tuple(element.text_content() for element in page.iter("nav", "footer"))
    paragraphs = tuple(row["paragraphs"])
    return Case(
        row["file"],
        row["damage"],
        data,
        row["language"],
        row["headline"],
        paragraphs,
        bool(others),
        others,
    )


def report(name: str, score: Score, *, bars: tuple[float, float]) -> None:
    """The figures of one inbox, as shares where it is large."""
    language, text = bars
    emit(
        figure=f"{name}: language right",
        value=score.language,
        unit=f"of {score.files} files",
        bar=language,
        better="higher",
    )
    emit(
        figure=f"{name}: headline and paragraphs equal",
        value=score.text,
        unit=f"of {score.files} files",
        bar=text,
        better="higher",
    )
    emit(
        figure=f"{name}: advertisement or furniture set aside",
        value=score.aside,
        unit=f"of {score.aside_expected} files",
        bar=score.aside_expected,
        better="higher",
    )
    emit(
        figure=f"{name}: set aside where nothing should be",
        value=score.aside_wrong,
        unit="files",
        bar=0,
        better="lower",
    )
    emit(
        figure=f"{name}: readable characters lost",
        value=score.lost,
        unit="characters",
        bar=0,
        better="lower",
    )


def main() -> None:
    """Measure both inboxes."""
    shared, made = measure(shared_cases()), list(made_cases())
    report("inbox", shared, bars=(60, 59))
    second = measure(made)
    report("second inbox", second, bars=(round(len(made) * 60 / 62), round(len(made) * 59 / 62)))
    if "-v" in sys.argv:
        print(*shared.failures, *second.failures, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
