"""What the rest of a document adds to a claim: the day of a count, a further figure, whose figure it is."""
