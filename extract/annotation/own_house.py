"""Own house: whose page a text is that speaks of itself as "we": "About us", "The Office of Reefs finds out …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.claims.annotated import AnnotatedSentence
from extract.claims.mentions import Mention
from extract.layout.turns import is_quoted, is_turn

ABOUT = re.compile(
    r"\W*(?:about us|who we are|what we do|our (?:mission|history|story|office|agency|work)|about (?:the|our) \w+)\W*",
    re.I,
)
"""The title of a page, or of a part of one, on which a body tells of itself."""
FIRST = 8
"""So many sentences from its title on tell whose page it is."""


def own_house(sentences: Sequence[AnnotatedSentence], is_body: Callable[[Mention], bool]) -> Mention | None:
    """The body that a page which tells "about us" names first, as what a sentence of it begins with."""
    titles = [at for at, one in enumerate(sentences) if one.passage.kind == "heading" and ABOUT.fullmatch(_said(one))]
    if not titles or titles[0] >= FIRST:
        return None
    for sentence in sentences[titles[0] : titles[0] + FIRST]:
        named = [one for one in sentence.mentions if is_body(one.mention) and one.mention.how == "name"]
        if named:
            before = sentence.span.doc[sentence.span.start : named[0].start].text.strip().lower()
            own = before in {"", "the"} and not is_turn(sentence.passage) and not is_quoted(sentence.passage)
            return named[0].mention if own else None
    return None


def _said(sentence: AnnotatedSentence) -> str:
    return " ".join(sentence.passage.text.split())
