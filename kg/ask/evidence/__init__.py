"""Statements found in the store with their citations, and the answer that they add up to."""
