"""Texts for laws: letters of the region in any order; marks, zero-width characters and other scripts strewn in."""

import unicodedata

from hypothesis import strategies as st

_BLOCKS = (
    "\u0e01-\u0e5b",
    "\u0e81-\u0edf",
    "\u1000-\u1049",
    "\u1780-\u17dd",
    "\u00c0-\u017f",
    "\u1ea0-\u1ef9",
)
_LETTERS = [
    chr(c) for first, _, last in map(list, _BLOCKS) for c in range(ord(first), ord(last) + 1)
]
_ODD = list(
    "\u0300\u0301\u0323\u0345\u200b\u200d\ufeff\u00ad ﬁǰßİΐ가각ａＡ１　’\n\U0001f600\U0002f800\U0001d165中国國"
)
ZERO_WIDTH = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")

letters = st.sampled_from([c for c in _LETTERS if unicodedata.category(c) != "Cn"])
texts = st.lists(
    st.one_of(letters, st.sampled_from(_ODD), st.sampled_from("abcXYZ 09.,")), max_size=24
).map("".join)
