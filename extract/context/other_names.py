"""Other names: that a text gives a thing a second name beside the first: "the Long Name Model (LNM)", "known as LNM".

Which names mean one thing is settled before (`extract.annotation.naming`); a claim is made only where both stand side
by side, or where a sentence tells that the thing bore, bears or is to bear the other name (`extract.names.renamings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.annotation.annotate import Annotated
from extract.claims.claims import Claim, Term
from extract.claims.mentions import Mention
from extract.names.knowledge import knowledge_of
from extract.names.renamings import Renaming, renamings
from extract.patterns.proofs import words_at
from extract.patterns.terms import XSD
from extract.values.values import Value
from ontology.regulators import Ontology

CALLED = (
    r"(?:also|formerly|previously|originally|once|now|better|commonly|often|usually|generally|widely|sometimes|later|officially|formally|hereinafter|hereafter)?\s*"
    r"(?:known|called|named|referred to|abbreviated|nicknamed|dubbed|renamed|rechristened|styled)(?:\s+as)?"
    r"|short for|officially|in full|stands for|alias|a\.k\.a\.|aka|formerly|hereinafter|hereafter|or"
)
BRACKET = re.compile(rf"\s*[(\[]\s*(?:(?:{CALLED}|the|a)\s+)*[\"\u201c\u2018']?", re.I)
PHRASE = re.compile(
    rf"[,;]?\s+(?:which |that )?(?:is |was |are |were )?(?:{CALLED})\s+(?:the\s+)?[\"\u201c\u2018']?", re.I
)
AS = re.compile(r"\s+as\s+(?:the\s+)?[\"\u201c\u2018']?", re.I)
REFERS = re.compile(r"\b(?:refer(?:s|red)?\s+to|call(?:s|ed)?)\s+(?:the\s+)?$", re.I)
CLOSES = re.compile(r"[\"\u201d\u2019']?\s*(?:[)\];,]|(?:or|and)\s+(?:the\s+)?[\"\u201c\u2018'])")


def other_names(annotated: Annotated, ontology: Ontology) -> Iterator[Claim]:
    """A claim for each name that a document gives beside another one of the same thing, once a document."""
    prop, told = ontology.namespaces.iri("skos:altLabel"), set()
    text = annotated.document.text
    knowledge = knowledge_of(ontology)
    for sentence in annotated.sentences:
        for one in renamings(sentence, knowledge):
            for claim in _told(one, annotated, prop):
                seen = claim.subject.key, _plain(claim.object.lexical if isinstance(claim.object, Value) else "")
                if seen not in told:
                    told.add(seen)
                    yield claim
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


def _told(one: Renaming, annotated: Annotated, prop: str) -> Iterator[Claim]:
    """The claims of a renaming: the other name, and that the one before it is over where the new one is in use."""
    mention, sentence, document = one.thing.mention, one.sentence, annotated.document
    place = mention.antecedent or (mention.start, mention.end)
    context = ((*place, "antecedent"),) if mention.antecedent else ()
    proof = words_at(document, sentence.passage, *sentence.offsets(*one.tokens), context, confidence=0.9, by="renaming")
    found = one.date and next((q for at in range(*one.date) if (q := sentence.quantity_at(at))), None)
    date = found.quantity.value if found and found.quantity.kind == "date" else None
    today = document.metadata.issued or document.metadata.modified
    ahead = one.kind == "planned" or bool(date and today and date.lexical > today)
    named: list[tuple[str, bool]] = []
    if one.kind != "new" or date is not None or ahead:
        named.append((one.text, one.kind == "former"))
    before = " ".join(document.text[slice(*place)].split())
    if one.kind == "new" and not ahead and _plain(before) != _plain(one.text):
        named.append((re.sub(r"^the\s+", "", before, flags=re.I), True))
    for name, over in named:
        told: list[tuple[str, Term]] = [("ended", True)] if over else []
        if date is not None:
            told.append(("validUntil" if over and not one.begun else "validFrom", date))
        plan = ahead and not over
        yield Claim(mention.referent, prop, Value(name, XSD + "string"), proof, tuple(told), "plan" if plan else "fact")


def _stand_together(first: Mention, second: Mention, text: str) -> bool:
    between = text[first.end : second.start]
    if BRACKET.fullmatch(between):
        return CLOSES.match(text, second.end) is not None
    if AS.fullmatch(between) or not between.strip():
        return REFERS.search(text, max(0, first.start - 24), first.start) is not None
    return PHRASE.fullmatch(between) is not None


def _plain(name: str) -> str:
    return " ".join(re.sub(r"^the\s+", "", name.casefold()).split())
