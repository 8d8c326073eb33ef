"""Cuts a text into marked and unmarked pieces."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    number: int | None = None  # of the span, from 1; None between spans


def cut(text: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """The text in pieces, in order; a span that begins inside the one before it begins where that one ends.

    >>> cut("one two three", [(4, 7)])
    [Piece(text='one ', number=None), Piece(text='two', number=1), Piece(text=' three', number=None)]
    """
    pieces: list[Piece] = []
    position = 0
    for number, (begin, finish) in enumerate(sorted(spans), start=1):
        start = max(begin, position)
        if finish <= start:
            continue
        pieces += [Piece(text[position:start]), Piece(text[start:finish], number)]
        position = finish
    pieces.append(Piece(text[position:]))
    return [piece for piece in pieces if piece.text]
