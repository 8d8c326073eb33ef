"""A seller's catalogue from a file: read in a process of its own, previewed with every difference, taken at once."""
