"""Names as people type them: misspelt, shortened, by a part, or for the one body that the graph is about."""
