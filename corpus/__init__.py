"""What was written: texts, and how to read them.

In: bytes (a file, a fetched page). Out: a `Document` with its plain text, whose `Passage`s point into
that text by code points. Nothing here knows what a text claims.

Law: a passage's text is exactly `document.text[start:end]`; whatever is unwrapped, joined or cleaned for
reading keeps a map back to those offsets (`Flow`).
"""
