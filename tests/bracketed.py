"""Sentences for tests with their names marked by hand: `[Ann Lee|kg:Person] leads [the Tide Office|kg:Organization].`

The language model and the finder of values are the real ones; only who is named is given, so that a test of claims
does not hang on how names are found. `@2026-04-01 ` at the start gives the document's date.
"""

from __future__ import annotations

import hashlib
import re

from corpus.documents import Document, Metadata
from corpus.passages import Flow, Passage
from extract.annotation.annotate import Annotated, AnnotatedSentence, TokenMention, TokenQuantity
from extract.claims.claims import Claim, Reading
from extract.claims.mentions import Mention, Referent
from extract.confidence import Calibration
from extract.parsing.pipeline import parse
from extract.reading import read_annotated
from extract.values.dates import Issued
from extract.values.quantities import quantity_finder
from extract.values.values import Value
from ontology.regulators import Ontology

MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


def annotate_marked(text: str, ontology: Ontology, kind: str | None = None) -> Annotated:
    """A document of one paragraph whose names are those in brackets."""
    issued = None
    if text.startswith("@"):
        issued, text = text[1:].split(" ", 1)
    plain, spans, last = "", [], 0
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        spans.append((len(plain), len(plain) + len(match[1]), match[2]))
        plain += match[1]
        last = match.end()
    plain += text[last:]
    sha = hashlib.sha256(plain.encode()).hexdigest()
    passage = Passage(sha[:16], 0, len(plain), "paragraph", (), plain, 0)
    document = Document(sha[:16], "marked.txt", sha, Metadata(issued=issued, type=kind), plain, (passage,))
    flow = Flow(plain, tuple(range(len(plain))))
    referents: dict[str, Referent] = {}
    sentences = []
    for span in parse([plain])[0].sents:
        mentions = []
        for start, end, name in spans:
            if not span.start_char <= start < span.end_char:
                continue
            tokens = span.doc.char_span(start, end, alignment_mode="expand")
            assert tokens is not None
            label = re.sub(r"^[Tt]he ", "", plain[start:end])
            referent = referents.setdefault(label, Referent(label, ontology.namespaces.iri(name), label))
            mentions.append(
                TokenMention(Mention(start, end, plain[start:end], referent.type, referent), tokens.start, tokens.end)
            )
        taken = [(start, end) for start, end, _ in spans]
        day = Issued(issued) if issued else None
        quantities = [TokenQuantity(*found) for found in quantity_finder(ontology).find(span, flow, day, taken)]
        sentences.append(AnnotatedSentence(passage, flow, span, tuple(mentions), tuple(quantities)))
    return Annotated(document, tuple(sentences), tuple(referents.values()))


def read_marked(
    text: str, ontology: Ontology, kind: str | None = None, calibration: Calibration | None = None
) -> Reading:
    """The reading of a marked text; with an empty calibration, its numbers are raw."""
    return read_annotated(annotate_marked(text, ontology, kind), ontology, None, calibration)


def shown(claim: Claim) -> str:
    """A claim in a line: subject, property, object, modality unless fact, `negated`, qualifiers by name."""

    def word(term: object) -> str:
        if isinstance(term, Referent):
            return term.label
        return term.lexical if isinstance(term, Value) else str(term)

    parts = [claim.subject.label, re.split(r"[#/]", claim.property)[-1], word(claim.object)]
    parts += [claim.modality] if claim.modality != "fact" else []
    parts += ["negated"] if claim.negated else []
    parts += sorted(name if term is True else f"{name}={word(term)}" for name, term in claim.qualifiers)
    return " ".join(parts)
