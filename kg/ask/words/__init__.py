"""What words mean: general English, and the lexicon and schema of the loaded graph."""
