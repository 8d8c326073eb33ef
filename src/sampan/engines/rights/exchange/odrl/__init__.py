"""Grants as ODRL 2.2 in JSON-LD, in and out, with the RightsML profile of IPTC for news.

What ODRL has no words for is written in terms of our own beside it, and named; what we cannot read is named, and a
permission that is not understood permits nothing.
"""

from .reading import UnreadablePolicy, read_odrl
from .writing import Written, write_odrl

__all__ = ["UnreadablePolicy", "Written", "read_odrl", "write_odrl"]
