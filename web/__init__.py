"""The face: Flask only; no SPARQL text, no RDF terms, no domain words."""
