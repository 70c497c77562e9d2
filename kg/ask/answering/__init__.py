"""From a reading to its outcome: which statements are meant, where they disagree, and the sentence that says it."""
