"""The demonstration exchange: its content, its pictures, how they are loaded, and the journey of one story."""

from .command import command

__all__ = ["command"]
