"""Other names: that a text gives a thing a second name beside the first: "the Long Name Model (LNM)", "known as LNM".

Which names mean one thing is settled before (`extract.naming`); a claim is made only where both stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.annotate import Annotated
from extract.claims import Claim
from extract.mentions import Mention
from extract.proofs import words_at
from extract.terms import XSD
from extract.values import Value
from ontology.regulators import Ontology

CALLED = (
    r"(?:also|formerly|previously|originally|once|now|better|commonly|often|usually|generally|widely|sometimes|later|hereinafter|hereafter)?\s*"
    r"(?:known|called|named|referred to|abbreviated|nicknamed|dubbed|renamed|rechristened|styled)(?:\s+as)?"
    r"|short for|stands for|alias|a\.k\.a\.|aka|formerly|hereinafter|hereafter|or"
)
BRACKET = re.compile(rf"\s*[(\[]\s*(?:(?:{CALLED}|the|a)\s+)*[\"\u201c\u2018']?", re.I)
PHRASE = re.compile(rf"[,;]?\s+(?:is |was |are |were )?(?:{CALLED})\s+(?:the\s+)?[\"\u201c\u2018']?", re.I)
AS = re.compile(r"\s+as\s+(?:the\s+)?[\"\u201c\u2018']?", re.I)
REFERS = re.compile(r"\b(?:refer(?:s|red)?\s+to|call(?:s|ed)?)\s+(?:the\s+)?$", re.I)
CLOSES = re.compile(r"[\"\u201d\u2019']?\s*[)\];,]")


def other_names(annotated: Annotated, ontology: Ontology) -> Iterator[Claim]:
    """A claim for each name that a document gives beside another one of the same thing, once a document."""
    prop, told = ontology.namespaces.iri("skos:altLabel"), set()
    text = annotated.document.text
    for sentence in annotated.sentences:
        names = [one.mention for one in sentence.mentions if one.mention.how in {"name", "short"}]
        for first, second in pairwise(names):
            if first.referent.key != second.referent.key or not _stand_together(first, second, text):
                continue
            key, label = first.referent.key, _plain(first.referent.label)
            new = (one for one in (second, first) if _plain(one.text) != label and (key, _plain(one.text)) not in told)
            other = next(new, None)
            if other is None:
                continue
            told.add((key, _plain(other.text)))
            proof = words_at(
                annotated.document, sentence.passage, first.start, second.end, confidence=0.9, by="other-name"
            )
            name = Value(" ".join(other.text.split()), XSD + "string")
            yield Claim(first.referent, prop, name, proof)


def _stand_together(first: Mention, second: Mention, text: str) -> bool:
    between = text[first.end : second.start]
    if BRACKET.fullmatch(between):
        return CLOSES.match(text, second.end) is not None
    if AS.fullmatch(between) or not between.strip():
        return REFERS.search(text, max(0, first.start - 24), first.start) is not None
    return PHRASE.fullmatch(between) is not None


def _plain(name: str) -> str:
    return " ".join(re.sub(r"^the\s+", "", name.casefold()).split())
