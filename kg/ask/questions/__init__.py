"""What a question asks for, and plainer ways to put it, before any word is looked up in a graph."""
