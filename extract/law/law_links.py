"""Law links: what a law's own words do to other laws, bodies and initiatives.

Which other laws a provision amends, which body it creates, which initiatives it governs, and from when several
sections at once bind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.claims.citations import home_of
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent
from extract.layout.enumerators import LEVELS
from extract.parsing.cues import Cues
from extract.patterns.proofs import Scene, prove, words_at
from extract.trees.clauses import helpers, subjects
from extract.trees.trees import Node
from ontology.regulators import Ontology

IN_OTHER = re.compile(
    r"\W*(?:\([\w]{1,5}\)\s*)*(?:In|After|Before|For|At the end of|Immediately (?:after|before))\s+(?:the\s+)?$"
)
"""What stands before a law that is changed, at the head of a sentence that says how."""
READS = re.compile(r"(?:\s*\([^()]*\))*\s+(?:shall|must|is to|are to|will)(?: now)? (?:read|be worded)\b")
"""What stands behind a law that gets other words: "Section 12 of the Care Act shall read as follows"."""
EXCEPT = re.compile(r"\b(?:except|other than|apart from|excluding|save)\b")
TO_BE = re.compile(
    r"\bThere (?:is(?: hereby)?|is to be|shall be|will be)(?: established| created| constituted)?,? "
    r"(?:(?:with)?in the [^,;.]{3,80}?,? )?(?:an? |the )"
    r"(?:body (?:corporate )?(?:to be )?(?:known as|called) (?:the )?)?$"
    r"|\b[Aa]n? [a-z][a-z -]{2,50},? (?:to be |which is )?(?:known as|called|named|styled) (?:the )?\W?$"
)
MADE = re.compile(
    r"\W{0,2}(?:,[^.;]{2,80}, )? ?(?:is|shall be)(?: hereby)? (?:established|created|constituted|set up|formed)\b"
)
HELD_IN = re.compile(r"\b(?:with)?in\s+(?:the\s+)?\Z")
TURNS = re.compile(r"[.;:]|\b(?:which|who|that|and)\b")
"""What parts a body from the words that tell in what it is made."""
SHALL_MAKE = re.compile(r"\b(?:shall|hereby) (?:establish|create|constitute|set up|form)s?\b")
"""What stands behind a body that is called so: "A bureau to be known as the Tide Bureau is hereby established"."""
THIS_SECTION = re.compile(r"\bThis (?P<unit>section|article|regulation|rule|subsection|paragraph)(?= )")
ITSELF = re.compile(r"\b(?:this|these|the present)\s+$", re.I)
RANGE = re.compile(r"\s*(?:to|through|[-\u2013])\s*")
LAST_NUMBER = re.compile(r"^(?P<unit>\w+ )(?P<number>\d+)(?P<rest>(?: of .*)?)$")


def law_links(provision: Referent, scene: Scene, ontology: Ontology, cues: Cues) -> Iterator[Claim]:
    """The claims of one sentence of a provision about other laws, about bodies and about initiatives."""
    law = cues.group("law")
    yield from _amends(provision, scene, ontology, law["changes"])
    founded = list(_founds(provision, scene, ontology, law["founds"]))
    yield from founded or _comes_to_be(provision, scene, ontology)
    yield from _begins(provision, scene, ontology, law["starts"])
    yield from _governs(provision, scene, ontology)


def _laws(scene: Scene, ontology: Ontology) -> list[Mention]:
    """The laws that a sentence names, in the order of the text."""
    kind = ontology.namespaces.iri("kg:LegalProvision")
    named = [one.mention for one in scene.sentence.mentions]
    return [one for one in named if ontology.vocabulary.is_a(one.type, kind) and one.how != "reference"]


def _amends(provision: Referent, scene: Scene, ontology: Ontology, changes: frozenset[str]) -> Iterator[Claim]:
    """What a provision says is changed by it ("Section 4 is repealed"), or how to change it ("In section 4, omit")."""
    iri = ontology.namespaces.iri
    told = set()
    for node in scene.tree.nodes:
        if node.lemma not in changes or not node.all("auxpass") or node.all("neg"):
            continue
        if any(one.tag == "MD" and one.lemma != "shall" for one in helpers(node)) or node.relation in {
            "relcl",
            "advcl",
        }:
            continue
        if any(one.tag in {"VBD", "VBN"} for one in node.all("aux", "auxpass")):  # what was changed before
            continue
        for one in subjects(node):
            if one.mention is not None and ontology.vocabulary.is_a(one.mention.type, iri("kg:LegalProvision")):
                proof = prove(scene, [one, node, *node.all("auxpass")], confidence=0.9, pattern="law-amends")
                cites = scene.document.text[max(0, one.mention.start - 1) : one.mention.start] == "("
                if proof is not None and not cites and not _is_own(one.mention.referent, provision):
                    told.add(one.mention.referent.key)
                    yield Claim(provision, iri("kg:amends"), one.mention.referent, proof, (), "rule")
    named = _laws(scene, ontology)
    if told or not named:
        return
    first, text = named[0], scene.document.text
    if re.search(r" of |[A-Z]{2,}|[A-Z]\w+ (?:Act|Code|Regulations)", first.text) is None:
        return  # "In section 3, omit subsection (4)": of which law, only the paragraphs above tell
    before, after = text[scene.sentence.start : first.start], text[first.end : scene.sentence.end]
    verbs = "|".join(sorted(map(re.escape, changes)))
    orders = re.search(
        rf"(?:[,)\u2014\"\u201d\u2019'-]|\bthere is|\bthe words|\bthe following)[^.;]*?\b(?:{verbs})(?:d|ed|s)?\b",
        f",{after}",
    )
    orders = orders or READS.match(after)
    if (IN_OTHER.match(before) or READS.match(after)) and orders is not None and not _is_own(first.referent, provision):
        span = scene.sentence.start, min(scene.sentence.end, scene.sentence.start + 600)
        proof = words_at(scene.document, scene.sentence.passage, *span, confidence=0.85, by="pattern:law-orders")
        yield Claim(provision, iri("kg:amends"), first.referent, proof, (), "rule")


def _is_own(law: Referent, provision: Referent) -> bool:
    """Whether a law is the provision itself or the act that it stands in: no act changes itself."""
    return law == provision or home_of(provision.label) in (law.label, *law.aliases)


def rule_links(own: Referent, scene: Scene, ontology: Ontology, cues: Cues) -> Iterator[Claim]:
    """What the body that makes a rule says that it amends by it ("The Bureau proposes to amend 44 CFR part 19")."""
    iri, is_a = ontology.namespaces.iri, ontology.vocabulary.is_a
    for node in scene.tree.nodes:
        if node.lemma not in cues.group("law")["changes"] or node.all("neg"):
            continue
        above = node.head if node.relation in {"xcomp", "ccomp", "pcomp"} and node.head is not None else None
        plan = above is not None and above.lemma in {"propose", "plan", "intend"}
        if above is not None and not plan:
            continue
        makers = [one for one in subjects(above or node) if one.start < node.start]
        ours = [
            one
            for one in makers
            if one.lemma == "we" or (one.mention is not None and is_a(one.mention.type, iri("kg:Organization")))
        ]
        if not ours or any(one.tag == "MD" and one.lemma != "will" for one in helpers(node)) or node.tag == "VBD":
            continue
        for one in (each for first in node.all("dobj") for each in first.conjuncts()):
            if one.mention is not None and is_a(one.mention.type, iri("kg:LegalProvision")):
                proof = prove(scene, [*ours, node, one], confidence=0.85, pattern="rule-amends")
                if proof is not None and one.mention.referent != own:
                    yield Claim(own, iri("kg:amends"), one.mention.referent, proof, (), "plan" if plan else "fact")


def _founds(provision: Referent, scene: Scene, ontology: Ontology, founds: frozenset[str]) -> Iterator[Claim]:
    """The body that a provision creates ("There is hereby established a Board", "The states hereby create a Board")."""
    iri = ontology.namespaces.iri
    for node in scene.tree.nodes:
        if node.lemma not in founds or node.relation not in {"ROOT", "conj"} or node.all("neg"):
            continue
        if any(one.tag == "MD" and one.lemma not in {"shall", "will"} for one in helpers(node)):
            continue
        passive = node.all("auxpass")
        made = [*node.all("nsubjpass"), *node.all("attr", "oprd", "dobj")] if passive else node.all("dobj")
        hereby = any(one.lemma == "hereby" for one in node.children)
        ordered = any(one.lemma == "shall" for one in helpers(node))  # "The Secretary shall establish a Center"
        if any(one.tag in {"VBD", "VBN"} for one in (*node.all("aux"), *passive)):
            continue
        if not passive and not hereby and not ordered:
            continue
        if passive and node.all(
            "expl"
        ):  # "There is created in the Department a Board": a small parser hangs it anywhere
            made = [one for one in scene.tree.nodes if one.start > node.start and not _is_held_in(one, scene)]
        for one in made:
            found = one.mention
            if (
                found is None
                or found.how == "reference"
                or not ontology.vocabulary.is_a(found.type, iri("kg:Organization"))
            ):
                continue
            if ordered and not passive and not {"a", "an"} & {each.lemma for each in one.children}:
                continue
            proof = prove(scene, [one, node, *passive], confidence=0.85, pattern="law-founds")
            if proof is not None:
                yield Claim(found.referent, iri("kg:establishedBy"), _section_of(provision), proof, (), "rule")
                yield from _placed(found, scene, ontology)


def _comes_to_be(provision: Referent, scene: Scene, ontology: Ontology) -> Iterator[Claim]:
    """The body of "There is to be a Trial Schemes Authority"."""
    iri = ontology.namespaces.iri
    for one in (each.mention for each in scene.sentence.mentions):
        before = scene.document.text[scene.sentence.start : one.start]
        opening, made = TO_BE.search(before), MADE.match(scene.document.text, one.end, scene.sentence.end)
        if (
            one.how != "reference"
            and ontology.vocabulary.is_a(one.type, iri("kg:Organization"))
            and opening is not None
            and (opening.group().startswith("There") or made is not None or SHALL_MAKE.search(before) is not None)
        ):
            span = scene.sentence.start, made.end() if made is not None else one.end
            proof = words_at(scene.document, scene.sentence.passage, *span, confidence=0.85, by="pattern:law-founds")
            yield Claim(one.referent, iri("kg:establishedBy"), _section_of(provision), proof, (), "rule")
            yield from _placed(one, scene, ontology)


def _placed(found: Mention, scene: Scene, ontology: Ontology) -> Iterator[Claim]:
    """The body within which a law makes another ("There is established in the Department of Commerce a Board")."""
    iri, text = ontology.namespaces.iri, scene.document.text
    for one in (each.mention for each in scene.sentence.mentions):
        if one.referent == found.referent or one.how == "reference":
            continue
        first, last = min(one.end, found.end), max(one.start, found.start)
        held = HELD_IN.search(text[scene.sentence.start : one.start])
        near = held is not None and TURNS.search(text[first:last]) is None
        if held is not None and near and ontology.vocabulary.is_a(one.type, iri("kg:Organization")):
            span = min(scene.sentence.start + held.start(), found.start), max(one.end, found.end)
            proof = words_at(scene.document, scene.sentence.passage, *span, confidence=0.85, by="pattern:law-founds")
            yield Claim(found.referent, iri("kg:partOf"), one.referent, proof, (), "rule")
            return


def _is_held_in(node: Node, scene: Scene) -> bool:
    """Whether a name only tells in what something is made: "in the Department of Commerce"."""
    words = [word.lower() for word in scene.tree.words[max(0, node.start - 2) : node.start]]
    while words and words[-1] in {"the", "a", "an"}:
        words.pop()
    return bool(words) and words[-1] in {
        "in",
        "within",
        "of",
        "under",
        "by",
        "for",
        "to",
        "at",
        "with",
        "from",
        "and",
    }


def _section_of(provision: Referent) -> Referent:
    """The section in which a paragraph stands: what creates a body is told by its section."""
    label = LEVELS.sub("", provision.label)
    if label == provision.label:
        return provision
    return Referent(f"provision:{label}", provision.type, label)


def _begins(provision: Referent, scene: Scene, ontology: Ontology, starts: frozenset[str]) -> Iterator[Claim]:
    """The sections that begin to bind ("Sections 1 to 3 come into force on 1 April", "This section takes effect")."""
    named, iri = _laws(scene, ontology), ontology.namespaces.iri
    days = [one.quantity for one in scene.sentence.quantities if one.quantity.kind == "date"]
    text = scene.document.text
    own = THIS_SECTION.search(text, scene.sentence.start, scene.sentence.end)
    parts = [(own.start(), own.end(), _section_of(provision) if len(own["unit"]) < 9 else provision)] if own else []
    kind = iri("kg:LegalProvision")
    for one in (each.mention for each in scene.tree.nodes if each.mention is not None):
        if ontology.vocabulary.is_a(one.type, kind) and ITSELF.search(text, 0, one.start):
            parts.append((one.start, one.end, one.referent))
    for start, end, law in parts[:1] if len(days) == 1 else ():
        words = " ".join(text[end : days[0].start].split())
        words = re.sub(r"(?: (?:on|from))?(?: and(?: after)?)?(?: the)?$", "", words)
        if words.removeprefix("shall ") in starts or words in starts:
            span = start, days[0].end
            proof = words_at(scene.document, scene.sentence.passage, *span, confidence=0.85, by="pattern:law-begins")
            yield Claim(law, iri("kg:effectiveOn"), days[0].value, proof, (), "rule")
    if len(named) < 2 or len(days) != 1:
        return
    words = "|".join(re.escape(one) for one in sorted(starts, key=len, reverse=True))
    verb = re.compile(rf"\s+(?:{words})\s+(?:on|from|as from|as of)\s+(?:the\s+)?$")
    last = next((at for at, one in enumerate(named) if verb.fullmatch(text, one.end, days[0].start)), None)
    if not last or EXCEPT.search(text, scene.sentence.start, named[last].start):
        return
    span = scene.sentence.start, days[0].end
    proof = words_at(scene.document, scene.sentence.passage, *span, confidence=0.85, by="pattern:law-begins")
    told = [one.referent for one in named[: last + 1]]
    for one, other in pairwise(named[: last + 1]):
        first, final = LAST_NUMBER.match(one.referent.label), LAST_NUMBER.match(other.referent.label)
        if RANGE.fullmatch(text, one.end, other.start) and first and final and first["rest"] == final["rest"]:
            for number in range(int(first["number"]) + 1, min(int(final["number"]), int(first["number"]) + 100)):
                label = f"{first['unit']}{number}{first['rest']}"
                told.append(Referent(f"provision:{label}", one.type, label))
    for law in told:
        yield Claim(law, iri("kg:effectiveOn"), days[0].value, proof, (), "rule")


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
