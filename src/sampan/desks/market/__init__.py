"""The market: programmes are shown, found, asked for, offered, licensed, delivered and paid.

Writes: nothing yet.
Hears: nothing yet.
"""
