"""Undoing what happens to text on its way: wrong encodings, mojibake, Zawgyi, decomposed letters, stuck-on advertisements."""
