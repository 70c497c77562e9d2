"""Questions over any RDF graph, by its own vocabulary alone."""
