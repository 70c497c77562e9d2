"""Subjects of texts: the initiative that a text is about, as its first sentence of running text tells.

"The Alder Model was a payment test": under a later heading that names no other, "the test" is Alder still, whatever
else the sections between have spoken of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.claims.annotated import AnnotatedSentence, TokenMention
from extract.claims.mentions import Mention

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def subject_of_text(
    sentences: Sequence[AnnotatedSentence], is_initiative: Callable[[Mention], bool]
) -> tuple[AnnotatedSentence, TokenMention] | None:
    """The initiative that the first sentence under no heading but a title says something to be, with that sentence."""
    first = next((one for one in sentences if one.passage.kind == "paragraph"), None)
    if first is None or first.span.root.lemma_ != "be":
        return None
    beside = list(first.span.root.children)
    subject = next((one for one in beside if one.dep_ in SUBJECTS), None)
    if not any(one.dep_ == "attr" for one in beside):
        return None
    alone = subject is not None and not subject.conjuncts
    found: Sequence[TokenMention] = first.mentions_at(subject.i) if alone and subject is not None else ()
    named = [one for one in found if is_initiative(one.mention) and one.mention.how != "reference"]
    return (first, named[0]) if len(named) == 1 else None
