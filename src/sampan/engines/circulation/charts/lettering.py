"""How a chart's words are written: as themselves for a browser, or as stand-ins of their true width for paper.

Vega measures Khmer, Burmese and Thai wrongly. So for paper every text that is not plain Latin goes to Vega as a run of
letters that it measures rightly, as wide as HarfBuzz says the text is; Vega's layout is then right for every script,
and `outlining` puts the text itself where its stand-in stands.
"""

import re
from dataclasses import dataclass, field
from math import ceil

from sampan.engines.typesetting import BOLD, REGULAR, Shaper

# Marks of Noto Sans that no text of ours holds, all equally wide.
_LETTERS = "\u2e31\u2e32\u2e33\u2e34\u2e35\u2e49\u2e4c\u2e4e"
_EMS = 0.268
STAND_IN = re.compile(f"[{_LETTERS}]+")


class Plain:
    """Texts as they are: the browser shapes them."""

    def write(self, text: str, *, bold: bool = False) -> str:  # noqa: ARG002  # the page's own style decides
        return text


@dataclass
class StandIns:
    """Texts as runs of equal letters, each run another one, each as wide as its text (or up to 0.27 em wider)."""

    shaper: Shaper
    texts: dict[str, tuple[str, int]] = field(default_factory=dict)
    _runs: dict[tuple[str, int], str] = field(default_factory=dict)

    def write(self, text: str, *, bold: bool = False) -> str:
        """The stand-in of a text; the same one each time.

        >>> StandIns(Shaper("en")).write("") == ""
        True
        """
        if not text:
            return ""
        key = (text, BOLD if bold else REGULAR)
        if key not in self._runs:
            run = self._unused(max(1, ceil(self.shaper.width(text, weight=key[1]) / _EMS)))
            self._runs[key] = run
            self.texts[run] = key
        return self._runs[key]

    def _unused(self, length: int) -> str:
        """A run that stands for nothing yet; one letter longer where all of this length are taken."""
        for number in range(min(len(_LETTERS) ** length, 4096)):
            digits = []
            for _ in range(length):
                number, digit = divmod(number, len(_LETTERS))  # noqa: PLW2901
                digits.append(_LETTERS[digit])
            run = "".join(digits)
            if run not in self.texts:
                return run
        return self._unused(length + 1)


Lettering = Plain | StandIns
