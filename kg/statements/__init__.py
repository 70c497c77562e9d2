"""From claims to statements: resolution, identity, conflicts, triples, shapes."""
