"""Protection: what was seen outside, whose it is, and whether it was licensed, quoted or taken.

Writes: `protection.sighting.reported`, `protection.match.judged`, `protection.match.settled`.
Hears: `protection.sighting.reported` (looks for passages in the catalogue and judges them).
"""
