"""Words that a question can lose: "what on earth does Harbor actually focus on".

A question is asked again without them where a thing and a relation are surely understood and nothing else is left over;
the answer tells what was left aside. A noun, a number or a time would narrow what is asked, so none may go.
"""

from __future__ import annotations

from kg.ask.answering.sentences import listed
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import phrase_at, word_set

MOST = 3


def without_idle(text: str, found: Understanding) -> tuple[str, str]:
    """A question without the idle words that its best reading does not explain, and a note of them.

    In: the question as it was read, and what was understood of it. Out: the text as it was and no note where a word is
    left that is not idle, or where no thing and relation are understood.
    """
    best = found.readings[0] if found.readings else None
    if best is None or not best.left or len(best.left) > MOST or found.frame.text != text:
        return text, ""
    tokens, graph = best.frame.tokens, best.graph
    unread = {k for i in range(len(tokens)) for k in range(i, i + phrase_at(tokens, i, "unread", "phrases"))}
    said = [tokens[i] for i in best.left]
    if unread & set(best.left) or any(t.lower not in word_set("idle", "words") for t in said):
        return text, ""
    known = any("/id/" in iri for node in graph.nodes for iri in node.entities)
    if not known or not any(edge.said for edge in graph.edges):
        return text, ""
    for token in reversed(said):
        text = f"{text[: token.start].rstrip()} {text[token.end :].lstrip()}"
    return text.strip(), f"leaving aside {listed([f'“{token.text}”' for token in said])}"
