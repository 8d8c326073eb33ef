"""One function a motif; each paints a whole picture on a Canvas."""
