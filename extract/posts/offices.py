"""Offices: who held a post that the sentence before names: "the head of the Tide Office. Ann Lee held this office"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim, Evidence, Term
from extract.claims.mentions import Mention
from extract.names.name_words import NameWords
from extract.patterns.terms import DATES, XSD
from extract.values.values import Value
from ontology.namespaces import Namespaces

TITLE = re.compile(r"\b(?:the|its|a) (?P<title>[a-z]+(?:[ -][a-z]+){0,2}) of (?:the )?$", re.I)
HELD = re.compile(
    r"(?:has |had )?(?:held|holds|occupied|filled) (?P<what>(?:this|that|the) (?:office|post|position|job)|it) "
)
CHAIN = 6
"""Sentences of one passage that may go on telling who held a post."""


def held_offices(annotated: Annotated, words: NameWords, names: Namespaces) -> Iterator[Claim]:
    """The claims of sentences that tell who held the one post that the sentence before them names."""
    posts = {title: name for name, titles in words.tables["posts"].items() for title in titles}
    listed = annotated.sentences
    for at, sentence in enumerate(listed):
        told = _post(sentence, posts, words)
        if told is None:
            continue
        title, body, place = told
        for number, one in enumerate(listed[at + 1 : at + CHAIN]):
            held = _holder(one, words, number > 0) if one.passage.start == sentence.passage.start else None
            if held is None:
                break
            person, times = held
            role: tuple[tuple[str, Term], ...] = (("role", Value(title, XSD + "string")),)
            proof = Evidence(
                annotated.document.id,
                one.start,
                one.end,
                annotated.document.text[one.start : one.end],
                (one.passage.start, one.passage.end),
                ((*place, "antecedent"),),
                confidence=0.85,
                extracted_by="office",
            )
            qualifiers = tuple(sorted((*role, *times)))
            yield Claim(body.referent, names.iri(posts[title.lower()]), person.referent, proof, qualifiers, "fact")
            yield Claim(person.referent, names.iri("kg:affiliation"), body.referent, proof, qualifiers, "fact")


def _post(
    sentence: AnnotatedSentence, posts: dict[str, str], words: NameWords
) -> tuple[str, Mention, tuple[int, int]] | None:
    """The title and body of the only post that a sentence names with its body."""
    doc, found = sentence.span.doc, []
    for each in sentence.mentions:
        said = TITLE.search(doc[sentence.span.start : each.start].text_with_ws)
        if said and each.mention.type == words.terms["Organization"] and said["title"].lower() in posts:
            found.append((said["title"], each.mention, (sentence.start, sentence.end)))
    return found[0] if len(found) == 1 else None


def _holder(
    sentence: AnnotatedSentence, words: NameWords, goes_on: bool
) -> tuple[Mention, Sequence[tuple[str, Term]]] | None:
    """The person that opens a sentence which only tells when that post was held, and the ends of the time."""
    if not sentence.mentions or sentence.mentions[0].start != sentence.span.start:
        return None
    person, doc = sentence.mentions[0], sentence.span.doc
    said = HELD.match(doc[person.end : sentence.span.end].text)
    if said is None or person.mention.type != words.terms["Person"] or (said["what"] == "it" and not goes_on):
        return None
    if len(sentence.quantities) != 1:
        return None
    one = sentence.quantities[0]
    quantity = one.quantity
    if quantity.kind != "date" or quantity.comparator != "=":
        return None
    if quantity.lower is not None and quantity.upper is not None:
        return person.mention, (("validFrom", quantity.lower), ("validUntil", quantity.upper))
    before = doc[max(0, one.start - 1) : one.end].text.lower()
    if quantity.value.datatype not in DATES:
        return None
    ends = {"since": "validFrom", "from": "validFrom", "until": "validUntil"}
    name = next((ends[word] for word in before.split()[:2] if word in ends), None)
    return (person.mention, ((name, quantity.value),)) if name else None
