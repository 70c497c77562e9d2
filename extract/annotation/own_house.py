"""Own house: whose page a text is that speaks of itself as "we": "About us", "Annual report of the Office of Reefs"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

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
SPEAKS = re.compile(r"(?:^|[.!]\s+|\n)(?:We|Our)\s")
QUOTED = re.compile(r"[\"\u201c][^\"\u201d]*[\"\u201d]")
ASKS = re.compile(r"\?\s*$", re.M)
OWN = re.compile(r"\b(?:annual report|about|who we are|at a glance|our (?:work|mission|history)|profile)\b", re.I)
"""What some title of a body's own page says; elsewhere "we" may be whoever writes about it."""
OTHERS = frozenset({"Rule", "Statute", "News", "Opinion", "Release"})
"""Sorts of documents in which somebody else may write about a body."""
FIRST_PERSON = frozenset({"we", "our", "us"})
"""By what words a body speaks of itself."""
HEAD, TITLE = 3, 90
"""Passages at the head of a text among which its title stands, and how long such a one may be."""


def own_house(
    sentences: Sequence[AnnotatedSentence], is_body: Callable[[Mention], bool], document_type: str | None
) -> Mention | None:
    """The body whose page a text is, and for which "we" and "our" then stand there.

    That is the body which a part "About us" names first, as what a sentence of it begins with; else the one that the
    head of a text names which says "we".
    """
    titles = [at for at, one in enumerate(sentences) if one.passage.kind == "heading" and ABOUT.fullmatch(_said(one))]
    if titles and titles[0] < FIRST:
        for sentence in sentences[titles[0] : titles[0] + FIRST]:
            named = [one for one in sentence.mentions if is_body(one.mention) and one.mention.how == "name"]
            if named:
                before = sentence.span.doc[sentence.span.start : named[0].start].text.strip().lower()
                own = before in {"", "the"} and not is_turn(sentence.passage) and not is_quoted(sentence.passage)
                return named[0].mention if own else None
    return _named_at_head(sentences, is_body) if document_type not in OTHERS else None


def _named_at_head(sentences: Sequence[AnnotatedSentence], is_body: Callable[[Mention], bool]) -> Mention | None:
    """The one body that the head of its own page names, where the text then says "we" or "our" and asks nothing."""
    passages = [one for one, _ in groupby(each.passage for each in sentences)]
    told = QUOTED.sub("", "\n".join(one.text for one in passages))
    if not SPEAKS.search(told) or ASKS.search(told) or any(one.speaker for one in passages):
        return None
    head = passages[:HEAD]
    if not any(OWN.search(one.text) for one in passages if one.kind == "heading" or one in head):
        return None
    titled = [one for one in head if one.kind == "heading" or len(one.text) < TITLE]
    found = {
        one.mention.referent.key: one.mention
        for sentence in reversed(sentences)
        if sentence.passage in titled
        for one in reversed(sentence.mentions)
        if is_body(one.mention) and one.mention.how != "reference"
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _said(sentence: AnnotatedSentence) -> str:
    return " ".join(sentence.passage.text.split())
