"""From frames to claims: patterns of the data, what fills their slots, how it is meant, what proves it."""
