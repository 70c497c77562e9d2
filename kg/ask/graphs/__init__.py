"""What a question means as a graph: nodes, edges, bounds; and the same written as SPARQL."""
