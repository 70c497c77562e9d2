"""How a question can be read over the loaded graph: meanings of its words, query graphs, the likeliest first."""
