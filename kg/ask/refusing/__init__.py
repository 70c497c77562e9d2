"""Why there is no answer, what is known instead, and what can be asked."""
