"""One file per format, each: bytes in, text with blocks out."""
