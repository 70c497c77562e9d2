"""Own pages: the body whose page, annual report or profile a text is, and which "we" and "our" then stand for."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.mentions import Mention
from extract.trees.trees import Tree

SPEAKS = re.compile(r"(?:^|[.!]\s+|\n)(?:We|Our)\s")
QUOTED = re.compile(r"[\"\u201c][^\"\u201d]*[\"\u201d]")
ASKS = re.compile(r"\?\s*$", re.M)
OWN = re.compile(r"\b(?:annual report|about|who we are|at a glance|our (?:work|mission|history)|profile)\b", re.I)
"""What the head of a body's own page says; elsewhere "we" may be whoever writes about it."""
OTHERS = frozenset({"Rule", "Statute", "News", "Opinion", "Release"})
HEAD = 3
"""Passages at the head of a text among which its title stands."""
FIRST_PERSON = frozenset({"we", "our", "us"})


def speaking_body(annotated: Annotated, is_body: Callable[[Mention], bool]) -> Mention | None:
    """The one body that the head of its own page names, where the text then says "we" or "our"."""
    document = annotated.document
    told = QUOTED.sub("", document.text)
    passages = document.passages
    if document.metadata.type in OTHERS or not SPEAKS.search(told) or any(one.speaker for one in passages):
        return None
    head = passages[:HEAD]
    headings = [one.text for one in passages if one.kind == "heading" or one in head]
    if not any(OWN.search(one) for one in headings) or ASKS.search(told):
        return None
    found: dict[str, Mention] = {}
    for sentence in annotated.sentences:
        if sentence.passage in head and (sentence.passage.kind == "heading" or len(sentence.passage.text) < 90):
            for one in (each.mention for each in sentence.mentions):
                if is_body(one) and one.how != "reference":
                    found.setdefault(one.referent.key, one)
    return next(iter(found.values())) if len(found) == 1 else None


def speak_as(tree: Tree, sentence: AnnotatedSentence, text: str, body: Mention | None) -> None:
    """Let the tree's nodes that say "we" or "our" name the body; the nodes are changed."""
    if body is None:
        return
    first = sentence.span.start
    for node in tree.nodes:
        if node.mention is not None or node.text.lower() not in FIRST_PERSON:
            continue
        start, end = sentence.offsets(first + node.start, first + node.end)
        if len(re.findall(r"[\"\u201c\u201d]", text[sentence.start : start])) % 2:
            continue  # somebody is quoted
        node.mention = Mention(
            start, end, text[start:end], body.type, body.referent, "reference", (body.start, body.end), ()
        )
