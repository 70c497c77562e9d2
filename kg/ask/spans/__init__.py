"""Questions about courses of time: what ran when, how long, what became of it, what was forecast of it."""
