"""From claims to statements: resolution, identity, conflicts, the direct layer, triples, shapes.

In: the readings of all documents. Out: an `Assembly` (assembly.py): one entity a thing (resolve, joining, clusters,
names, lawbook, criteria), one statement a fact with all its evidence (statements, sense), ranked by a curator's
decisions (decisions), tied where two conflict, supersede or refine each other (conflicts, scope, amounts, days),
written as named graphs (direct, triples, witness, terms) and checked (shapes). Nothing here depends on the order
in which documents come, and what one build makes another makes byte for byte.
"""
