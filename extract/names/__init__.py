"""Signs that words name something, and the things that all signs of a document add up to."""
