"""Law links: which other laws a provision says are amended by it, and which initiatives it says that it governs."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.patterns.proofs import Scene, prove
from extract.trees.clauses import subjects
from ontology.regulators import Ontology


def law_links(provision: Referent, scene: Scene, ontology: Ontology) -> Iterator[Claim]:
    """The claims of one sentence of a provision about other laws and about initiatives."""
    yield from _amends(provision, scene, ontology)
    yield from _governs(provision, scene, ontology)


def _amends(provision: Referent, scene: Scene, ontology: Ontology) -> Iterator[Claim]:
    """What a provision says is amended by it."""
    iri = ontology.namespaces.iri
    for node in scene.tree.nodes:
        if node.lemma != "amend" or not node.all("auxpass"):
            continue
        for one in subjects(node):
            if one.mention is not None and ontology.vocabulary.is_a(one.mention.type, iri("kg:LegalProvision")):
                proof = prove(scene, [one, node, *node.all("auxpass")], confidence=0.9, pattern="law-amends")
                if proof is not None and one.mention.referent != provision:
                    yield Claim(provision, iri("kg:amends"), one.mention.referent, proof, (), "rule")


def _governs(provision: Referent, scene: Scene, ontology: Ontology) -> Iterator[Claim]:
    """What a provision says that it governs ("This part governs …")."""
    iri = ontology.namespaces.iri
    for node in scene.tree.nodes:
        if node.lemma not in {"govern", "implement", "establish", "codify"} or not any(
            one.lemma in {"part", "section", "subpart", "chapter", "act", "rule"} for one in node.all("nsubj")
        ):
            continue
        for one in node.all("dobj"):
            if one.mention is not None and ontology.vocabulary.is_a(one.mention.type, iri("kg:Initiative")):
                proof = prove(scene, [*node.all("nsubj"), one, node], confidence=0.9, pattern="law-governs")
                if proof is not None:
                    yield Claim(provision, iri("kg:governs"), one.mention.referent, proof, (), "rule")
