"""Undoing what happens to text on its way: wrong encodings, mojibake, wrapped lines, stuck-on advertisements."""
