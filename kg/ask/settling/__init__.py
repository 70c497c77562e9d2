"""Parts of a question that are settled first: clauses, claims beside it, offered choices, things described."""
