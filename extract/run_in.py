"""Run-in headings: bold or numbered words before a paragraph, which name its matter and say nothing themselves."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.annotated import AnnotatedSentence
from extract.mentions import Mention

RUN_IN = re.compile(
    r"\s*(?:[-*\u2022]\s+)?(?:(?P<mark>\*\*|__)(?P<bold>[^*_\n]{2,80}?)(?P=mark)|\d{1,2}[.)]\s+(?P<plain>[A-Z][^.:;!?\n]{2,60}\.))"
    r"(?=\s+\S)"
)
"""Where a run-in heading ends: behind the stars of bold words, or a number and a few words up to their stop."""
LONGEST = 8


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
