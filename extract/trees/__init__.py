"""What the tree of a sentence says: clauses, phrases, frames and their status, mended where the parser errs."""
