"""The graph: write it, check it, walk it, ask it."""
