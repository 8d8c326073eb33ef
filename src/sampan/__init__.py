"""Sampan: the exchange for media partners of China and the ASEAN countries."""

__version__ = "0.1.0"
