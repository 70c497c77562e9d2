"""What was learned from labelled texts: the encoder of sentences, and the heads that judge by it."""
