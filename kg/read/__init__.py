"""Reading the graph: search, trace, paths, descriptions."""
