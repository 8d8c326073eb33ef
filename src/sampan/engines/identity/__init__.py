"""Whose is this text: fingerprints that no copied run escapes, aligned passages, ISCC codes, verdicts."""

from .codes import content_code, data_code, distance, instance_code, meta_code, text_code
from .fingerprints import Fingerprints, fingerprint
from .matches import Match, Span, match
from .postings import Hits, Postings, hits
from .sqlite import SqlitePostings
from .verdicts import Judgement, Lines, Rule, Verdict, is_credited, judge

__all__ = [
    "Fingerprints",
    "Hits",
    "Judgement",
    "Lines",
    "Match",
    "Postings",
    "Rule",
    "Span",
    "SqlitePostings",
    "Verdict",
    "content_code",
    "data_code",
    "distance",
    "fingerprint",
    "hits",
    "instance_code",
    "is_credited",
    "judge",
    "match",
    "meta_code",
    "text_code",
]
