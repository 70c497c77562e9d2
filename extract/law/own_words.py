"""Own words: what a law or rule calls itself ("this Act", "this final rule"): itself, and nothing that it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.acts import law_named, law_of
from corpus.documents import Document
from corpus.genres import genres
from extract.claims.annotated import AnnotatedSentence
from extract.claims.mentions import Mention, Referent
from extract.layout.enumerators import headed, is_law
from extract.trees.trees import Tree

ITSELF = re.compile(
    r"(?:this|the)\s+(?:(?:final|proposed|interim|direct|new|present)\s+)*rule"
    r"|this\s+(?:\w+\s+)?(?:regulation|notice|rulemaking)",
    re.IGNORECASE,
)
LAW_ITSELF = re.compile(
    rf"(?:this|the\s+present)\s+(?:{genres().instruments.pattern})\b"
    r"|(?:these|the\s+present)\s+(?:(?:final|new|present)\s+)*(?:regulations|rules|by-?laws)",
    re.IGNORECASE,
)
"""What only a law itself says of itself; in any other text such words mean what was named before."""
MADE_BY = re.compile(rf"amendments? made by this (?:{genres().instruments.pattern})\b", re.IGNORECASE)
GIVER = re.compile(
    r"(?:the |u\.?s\.? )*(?:department|ministry|office|agency|bureau|commission|board|council|authority) (?:of|for)\b",
    re.IGNORECASE,
)
"""The head of a notice that is the name of a body."""
DIVISION = re.compile(
    r"\W*(?P<unit>title|subtitle|chapter|subchapter|part|division|article)\s+(?P<number>[IVXLC]+|[A-Z]|\d+[A-Z]?(?:-[A-Z\d]+)?)"
    r"(?=\s*$|\s*[.:\u2014\u2013-])",
    re.I,
)
"""The heading of a piece of a code, which has no name but its number: "CHAPTER 9 -- EXPERIMENTAL PURCHASING"."""
LONG_TITLE = re.compile(
    r"^\W*(?:an? )(?P<kind>act|ordinance) "
    r"(?P<about>(?:to|for|concerning|respecting|relating to|providing for)\s[^.;\n]{5,150})",
    re.I | re.M,
)
"""What an act without a name of its own is called: "AN ACT concerning the pricing of hearing aids"."""
OTHER_PURPOSES = re.compile(r"\bfor (?:other|connected|related) purposes\W*$", re.I)
"""How the long title of an act ends, whose words tell what the act does."""
HEAD = 400
"""Code points at the head of a law among which its long title stands."""
PARTS = frozenset({"section", "subsection", "article", "part", "paragraph", "division"})
OWN_PART = re.compile(rf"this\s+(?:{'|'.join(sorted(PARTS))})", re.IGNORECASE)
GOES_ON = re.compile(
    r"It\s+(?:(?:is|was|becomes|became|will be|will become)\s+(?:effective|in force|published)"
    r"|(?:takes|took|will take)\s+effect"
    r"|(?:comes|came|enters|entered|will come|will enter)\s+into\s+(?:force|effect))\b"
)
"""What "it" goes on to say of a law alone, where the sentence before speaks of the law itself."""
NOUNS = frozenset({"notice", "rulemaking", *re.findall(r"[a-z-]+", genres().instruments.pattern.lower()), "bylaw"})


def own_law(document: Document, kind: str, referents: Sequence[Referent] = ()) -> Referent | None:
    """The law or rule that a document is, by its title; `None` for others. `kind` is the class's IRI."""
    first = document.text.lstrip().partition("\n")[0].strip(" *_#\r")  # a law's own name may stand above its number
    names = law_named(document.metadata.title) or (law_named(first) if document.metadata.type == "Statute" else ())
    if not names and any(one.citation for one in document.passages):
        names = law_of(document.metadata.title, document.passages)
    if not names and is_law(document):
        bare = not any(headed(one.text) for one in document.passages)
        names = law_of(document.metadata.title, document.passages) if bare else ()
        names = names or _numbered(document) or _long_title(document)
    title = " ".join((document.metadata.title or "").split())
    if not names and (document.metadata.type != "Rule" or not title):
        return None
    said = [
        one for one in referents if one.type == kind and not names and re.search(rf"\b{re.escape(one.label)}\b", title)
    ]
    body = any(one.type != kind and one.label.casefold() == title.casefold() for one in referents)
    if not names and (body or GIVER.match(title)):
        return None  # the head of a notice names who gives it
    if len(said) == 1 and said[0].label != title:
        return said[0]  # "What clients should know about the Alder Rule"
    label = names[0] if names else title
    known = (one for one in referents if one.type == kind and label in (one.label, *one.aliases))
    return next(known, None) or Referent(f"{kind}:{label}", kind, label, names[1:])


def _numbered(document: Document) -> tuple[str, ...]:
    """What a piece of a code is called by its number, the innermost of the divisions at its head; empty where none."""
    found: tuple[str, ...] = ()
    for passage in document.passages[:8]:
        division = DIVISION.match(passage.text) if passage.kind == "heading" else None
        if division is not None:
            found = (f"{division['unit'].capitalize()} {division['number']}", " ".join(passage.text.split()))
        elif found and passage.kind not in {"heading", "boilerplate"}:
            break
    return found


def _long_title(document: Document) -> tuple[str, ...]:
    """What a law without a name or number is called by what it is for; empty where its head does not tell."""
    found = LONG_TITLE.search(document.text[:HEAD])
    if found is None:
        return ()
    about = " ".join(found["about"].split()).strip(" ,:")
    return (f"{found['kind'].capitalize()} {about[:1].lower()}{about[1:]}",)


def name_itself(tree: Tree, document: Document, sentence: AnnotatedSentence, own: Referent | None) -> None:
    """Let the tree's nodes that say "this rule" name the rule; the nodes are changed.

    In a law without a name of its own they name nothing: what was named before is another law.
    """
    law = own is not None or is_law(document)
    if not law:
        return
    rule = own is not None and document.metadata.type == "Rule"
    first = sentence.span.start
    opening = _before(document, sentence)
    if own is not None and opening is not None and GOES_ON.match(document.text, sentence.start):
        it = tree.node_at(0)
        if it is not None:
            span = sentence.offsets(first, first + 1)
            it.mention = Mention(*span, document.text[slice(*span)], own.type, own, "reference", opening, ())
    for node in tree.nodes:
        named = node.mention is not None and node.mention.how != "reference" and node.mention.text.lower() not in NOUNS
        if node.quantity is not None or named:
            continue
        words = " ".join(tree.words[node.start : node.end])
        kind = own.label.split()[0].lower() if own is not None else ""  # "this chapter" in Chapter 311
        if node.lemma.lower() in {*NOUNS, kind, *PARTS} and node.end - node.start == 1:
            before = [one for one in node.children if one.end <= node.start]
            low = min([one.start for one in before], default=node.start)
            words = " ".join(tree.words[low : node.end])
        if OWN_PART.fullmatch(words) and not any(one.citation for one in document.passages):
            node.mention = None  # of this law, and not the section of another that was named before
            continue
        called = bool(kind) and words.lower() == f"this {kind}"
        if node.lemma.lower() == "amendment" and MADE_BY.match(" ".join(tree.words[node.start :])):
            words = "this act"  # what changes other laws takes effect when the law does
        if LAW_ITSELF.fullmatch(words) or called or (rule and ITSELF.fullmatch(words)):
            start, end = sentence.offsets(first + node.start, first + node.end)
            node.mention = Mention(start, end, document.text[start:end], own.type, own) if own is not None else None


def is_not_its_word(document: Document, sentence: AnnotatedSentence) -> bool:
    """Whether a sentence of a law is its long title, which tells what the law is for and nothing that it does."""
    return OTHER_PURPOSES.search(document.text, sentence.start, sentence.end) is not None and is_law(document)


def _before(document: Document, sentence: AnnotatedSentence) -> tuple[int, int] | None:
    """Where a law's own words for itself stand at the head of the sentence before, in the same passage."""
    start = sentence.passage.start
    stops = list(re.finditer(r"[.:]\W*\s", document.text[start : sentence.start]))
    head = start + stops[-2].end() if len(stops) > 1 else start
    opening = re.compile(rf"\W*((?:{ITSELF.pattern})|(?:{LAW_ITSELF.pattern}))\b", re.IGNORECASE)
    found = opening.match(document.text, head, sentence.start)
    return found.span(1) if found is not None else None
