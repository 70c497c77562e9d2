"""Signatures: who speaks or signs, with the post held, where a line gives a name, a title and a body and no verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.annotated import Annotated
from extract.claims.claims import Claim, Evidence, Term
from extract.claims.mentions import Mention, Referent
from extract.names.knowledge import knowledge_of
from extract.patterns.terms import DATES, XSD
from extract.posts.ministers import heads_of_departments
from extract.posts.offices import held_offices
from extract.values.values import Value
from ontology.regulators import Ontology

KINDS = frozenset({"heading", "paragraph", "list-item", "key-value"})
LONGEST = 48
"""Characters that a time behind a post may take."""
FIRST = 10
"""Passages at a text's head in which a name and its post may stand on lines of their own."""

DEGREES = r"(?:,?\s*(?:M\.?D\.?|Ph\.?D\.?|M\.?P\.?H\.?|R\.?N\.?|J\.?D\.?|Esq\.?|Jr\.?|M\.?B\.?A\.?)(?=[\s,]))*"
TITLE = re.compile(
    DEGREES + r"\s*(?:,|\n|\u2013|—|\()\s*(?:the\s+)?(?P<title>[A-Za-z]+(?:[ -][A-Za-z]+){0,3}?)"
    r"(?:\s*[,\n]\s*|\s+(?:of|for|at)\s+)(?:the\s+|of\s+the\s+)?"
)
RUN_IN = re.compile(r"\.?[*_]{0,3}\.?\s+(?=[A-Z][a-z]+(?: [A-Z]?[a-z]+)? (?:of|at|for) )")
"""What stands between a name that opens a paragraph and a title: "**Ann Lee.** Director of the Tide Office"."""
AFTERWARDS = re.compile(r"\s*(?:,\s*)?\(?(?:until|from|since|between|through|till|\d{4})\b")
"""What tells when a post was held: then a line is more than a signature."""

BEFORE_POST = re.compile(DEGREES + r"\s*(?:,|\n|\u2013|—|\()\s*(?:the\s+)?(?P<role>(?:acting|interim)\s+)?", re.I)


def posts_in_lines(annotated: Annotated, ontology: Ontology) -> Iterator[Claim]:
    """The claims of "NAME, Director, BODY" and "NAME, BODY Administrator", on one line or on several of a masthead."""
    words = knowledge_of(ontology).words
    posts = {title: name for name, titles in words.tables["posts"].items() for title in titles}
    passages = [one for one in annotated.document.passages if one.kind in KINDS]
    head_end = passages[min(FIRST, len(passages)) - 1].end if passages else 0
    found = sorted(
        (one.mention for each in annotated.sentences for one in each.mentions if one.mention.how != "reference"),
        key=lambda mention: (mention.start, -mention.end),
    )
    text, document = annotated.document.text, annotated.document.id
    yield from heads_of_departments(found, passages, words, ontology.namespaces, text, document)
    yield from held_offices(annotated, words, ontology.namespaces)
    for at, person in enumerate(found):
        if person.type != words.terms["Person"]:
            continue
        passage = next((one for one in passages if one.start <= person.start < one.end), None)
        for other in found[at + 1 : at + 3] if passage is not None else []:
            if passage is None or (other.start >= passage.end and other.end > head_end) or other.start <= person.end:
                continue
            between = text[person.end : other.start]
            held: tuple[tuple[str, Term], ...] = ()
            run_in = RUN_IN.match(between) if not text[passage.start : person.start].strip("*_ \n") else None
            if run_in is not None:
                between, held = f", {between[run_in.end() :]}", _term(annotated, other.end)
            around = text[max(0, person.start - 30) : other.end]
            if any(
                one.type == words.terms["Person"] and one.start > other.end and not text[other.end : one.start].strip()
                for one in found[at + 1 :]
            ):
                continue  # "Ann Lee, the Acting Tide Administrator Bo Park": the title is his
            if (AFTERWARDS.match(text, other.end) and not held) or re.search(r"\bformer\b", around):
                continue
            claim = _known_post(other, between, posts, ontology) or (
                _titled(other, between, posts, ontology) if other.type == words.terms["Organization"] else None
            )
            if claim is None:
                continue
            subject, name, title = claim
            proof = Evidence(
                document,
                person.start,
                other.end,
                text[person.start : other.end],
                (passage.start, max(passage.end, other.end)),
                (),
                inferred=False,
                confidence=0.9,
                extracted_by="signature",
            )
            qualifiers = (("role", Value(title, XSD + "string")), *held)
            yield Claim(subject, name, person.referent, proof, qualifiers, "fact")
            break


def _term(annotated: Annotated, at: int) -> tuple[tuple[str, Term], ...]:
    """The time that stands right behind a post, told from or until a day: "since May 2034", "from 2028 to 2034"."""
    text = annotated.document.text
    found = [one for one in annotated.quantities_within(at, at + LONGEST) if one.kind == "date"]
    one = found[0] if found and not text[at : found[0].start].strip(" ,(") else None
    if one is None or one.comparator != "=":
        return ()
    if one.lower is not None and one.upper is not None:
        return (("validFrom", one.lower), ("validUntil", one.upper))
    name = {"from": "validFrom", "until": "validUntil"}.get(one.bound or "")
    return ((name, one.value),) if name is not None and one.value.datatype in DATES else ()


def _titled(body: Mention, between: str, posts: dict[str, str], ontology: Ontology) -> tuple[Referent, str, str] | None:
    """The body and property of a title that stands between a person's name and a body's."""
    found = TITLE.fullmatch(between)
    title = " ".join(found.group("title").split()) if found else ""
    name = posts.get(title.lower())
    return (body.referent, ontology.namespaces.iri(name), title) if name is not None else None


def _known_post(
    post: Mention, between: str, posts: dict[str, str], ontology: Ontology
) -> tuple[Referent, str, str] | None:
    """The body and property of a post that the lexicon knows, where its name follows the person's."""
    known, iri = ontology.lexicon.entities.get(post.entity or ""), ontology.namespaces.iri
    relations = dict(known.relations) if known is not None else {}
    body = ontology.lexicon.entities.get(relations.get(iri("kg:postIn"), ""))
    holder = relations.get(iri("kg:holderProperty"))
    said = BEFORE_POST.fullmatch(between)
    if body is None or holder is None or said is None:
        return None
    held = [each for each in posts if re.search(rf"\b{each}\b", post.text, re.I)]
    title = (said.group("role") or "") + (max(held, key=len) if held else post.text)
    return Referent(body.iri, body.type, body.label, body.aliases, body.iri), holder, title
