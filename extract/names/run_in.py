"""Run-in headings: bold or numbered words before a paragraph, which name its matter and say nothing themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from corpus.passages import Passage
from extract.claims.annotated import AnnotatedSentence
from extract.claims.mentions import Mention
from extract.names.boxed_names import name_in
from extract.names.name_words import NameWords
from extract.names.signs import ENOUGH, STRONG, Sign

RUN_IN = re.compile(
    r"\s*(?:[-*\u2022]\s+)?(?:(?P<mark>\*\*|__)(?P<bold>[^*_\n]{2,80}?)(?P=mark)|\d{1,2}[.)]\s+(?P<plain>[A-Z][^.:;!?\n]{2,60}\.))"
    r"(?=\s+\S)"
)
"""Where a run-in heading ends: behind the stars of bold words, or a number and a few words up to their stop."""
LONGEST = 8
NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+")


def is_run_in(sentence: AnnotatedSentence, is_concept: Callable[[Mention], bool]) -> bool:
    """Whether a sentence is a run-in heading: it has no auxiliary verb, no figure, and no name but a concept's.

    "**5. Rural hospitals.** Members were worried" says nothing of hospitals; "**Participation is mandatory.**" does.
    """
    heading = RUN_IN.match(sentence.passage.text)
    if heading is None or sentence.end > sentence.passage.start + heading.end():
        return False
    said = [token for token in sentence.span if token.is_alpha]
    plain = all(is_concept(one.mention) for one in sentence.mentions) and not sentence.quantities
    return plain and len(said) <= LONGEST and not any(token.pos_ == "AUX" or token.tag_ == "MD" for token in said)


def opens_part(passage: Passage) -> bool:
    """Whether a paragraph opens with a run-in heading that has a stop of its own, and so is about a new matter."""
    heading = RUN_IN.match(passage.text) if passage.kind == "paragraph" else None
    return heading is not None and (heading["bold"] or heading["plain"]).strip()[-1] in ".?!"


def names_run_in(passages: Sequence[Passage], words: NameWords) -> Iterator[Sign]:
    """The signs that a run-in heading names what its paragraph speaks of: "**4. Alder Gate.** The pilot was announced".

    Only where the paragraph below another such heading calls its own matter by it, so that headings are names there.
    """
    headed = [(found, passage) for passage in passages if (found := RUN_IN.match(passage.text)) is not None]
    named = [(_title(found, words), passage.text[found.end() :]) for found, passage in headed]
    known = {title for title, below in named if title is not None and title in below}
    nouns = "|".join(sorted(words.words("initiatives", "nouns")))
    deeds = "|".join(sorted(words.words("initiatives", "deeds")))
    opens = re.compile(rf"\s*(?:The|This) (?:{nouns}) (?:{deeds})\b")
    for title, below in named:
        if title is None or not known - {title} or any(title.lower() in passage.text for passage in passages):
            continue
        if opens.match(below):
            yield Sign(title, words.initiative, STRONG)  # more than that it could be a person's name
        elif re.search(rf"\b{re.escape(title)} (?:{deeds})\b", below):
            yield Sign(title, words.initiative, ENOUGH)


def _title(heading: re.Match[str], words: NameWords) -> str | None:
    """The words of a run-in heading without its number and stop, where they could be a name of several words."""
    text = NUMBER.sub("", heading["bold"] or heading["plain"]).strip(" .:")
    return name_in(text, words) if " " in text else None
