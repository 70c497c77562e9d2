"""From text to tokens: where sentences end, what the language model says of them, and the cue words of the data."""
