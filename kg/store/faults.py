"""What can be wrong with a store, each as one line that says what, where, and what would be right."""

from __future__ import annotations


class StoreFault(ValueError):
    """A store that cannot be used."""


class RemoteFault(StoreFault):
    """An endpoint that cannot be reached or does not answer as SPARQL 1.1 says."""
