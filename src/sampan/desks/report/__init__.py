"""The report: how works travel. It counts what the other desks did, each count traceable to its event.

Writes: nothing yet.
Hears: `newswire.delivery.sent`, `protection.match.judged`.
"""
