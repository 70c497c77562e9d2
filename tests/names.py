"""Documents and annotations for the tests of extraction: short texts, read with an ontology."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus.documents import Document, read_document
from extract.annotation.annotate import Annotated, annotate
from extract.claims.mentions import Referent
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology

TOY = Path(__file__).resolve().parent / "toy" / "regulator"


@lru_cache(maxsize=1)
def toy() -> Ontology:
    """The invented regulator."""
    return load_ontology(TOY)


def document(text: str, issued: str | None = None) -> Document:
    """A Markdown document with a date of issue in its front matter."""
    front = f"---\ntitle: A page\ndate: '{issued}'\n---\n\n" if issued else ""
    return read_document((front + text).encode(), "page.md")


def annotated(text: str, issued: str | None = None) -> Annotated:
    """The text as the invented regulator's documents are read."""
    return annotate(document(text, issued), toy())


def named(text: str) -> list[str]:
    """Every mention as "words → referent : class", references left out."""
    return [
        f"{found.mention.text} → {found.mention.referent.label} : {found.mention.type.rpartition('#')[2]}"
        for sentence in annotated(text).sentences
        for found in sentence.mentions
        if found.mention.how != "reference"
    ]


def referred(text: str) -> list[str]:
    """Every reference as "words → referent", and what stayed open as "words → ?", in reading order."""
    page = annotated(text)
    found = [
        (each.mention.start, f"{each.mention.text} → {each.mention.referent.label}")
        for sentence in page.sentences
        for each in sentence.mentions
        if each.mention.how == "reference"
    ]
    found += [(open_.start, f"{page.document.text[open_.start : open_.end]} → ?") for open_ in page.unresolved]
    return [said for _, said in sorted(found, key=lambda pair: pair[0])]


def claimed(text: str, ontology: Ontology, between: str = " | ") -> set[str]:
    """Each claim of a page as "subject | property | object"."""
    claims = read_claims(read_document(text.encode(), "page.md"), ontology).claims
    return {
        between.join(
            (
                one.subject.label,
                one.property.rpartition("#")[2],
                one.object.label if isinstance(one.object, Referent) else one.object.lexical,
            )
        )
        for one in claims
    }


def begun(said: set[str], openings: list[str]) -> list[str]:
    """The claims that begin with one of the openings."""
    return [line for line in sorted(said) for opening in openings if line.startswith(opening)]
