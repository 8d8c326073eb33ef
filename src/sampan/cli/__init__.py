"""The command line: one module a noun. Every command takes --json, reads “-”, and exits 0, 1 or 2."""

from .group import main

__all__ = ["main"]
