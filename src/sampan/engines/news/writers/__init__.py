"""One writer a form: a story in, bytes of that standard out."""
