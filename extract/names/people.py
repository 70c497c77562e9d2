"""People: full names beside titles, roles and speech, and the surname that a text goes on with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from extract.names.name_words import NameWords
from extract.names.runs import is_capital
from extract.names.signs import ENOUGH, Sign, is_title_case
from extract.parsing.pipeline import english_words, verb_forms

NAME_PART = re.compile(r"[A-ZÀ-Þ][\w\u2019'.-]*|[A-Z]\.|(?:de|la|van|von|der|bin|al|del|di)")
ABSTRACT = re.compile(
    r"[A-Z][a-z]+(?:tions?|sions?|ments?|ness|ances?|ences?|isms?|ory|ives?|icals?|ials?|ings|ities|ity|ology|care|ships?)"
)
"""Endings that names of people hardly have."""

PARTICLES = frozenset({"de", "la", "van", "von", "der", "bin", "al", "del", "di", "le", "da", "dos"})


def people(sentence: Span, words: NameWords, taken: frozenset[int]) -> Iterator[Sign]:
    """The signs that a run of capitalised words is a person; `taken` are tokens that name something else."""
    doc, person = sentence.doc, words.terms["Person"]
    title = is_title_case(sentence)
    listed = _lists_people(sentence, words)
    index = sentence.start
    while index < sentence.end:
        if not doc[index].text[0].isupper():
            index += 1  # neither a title nor a name begins here
            continue
        start, end = _full_name(doc, index, sentence.end, words, taken)
        if end == index or start == end:
            index = max(index + 1, end)
            continue
        if title and end - start > 2 and _is_headline_verb(doc[start]):
            start += 1
        start = _behind_body(doc, start, end, words)
        run = doc[start:end]
        weight = _weight(doc, run, sentence, words)
        if listed and end - start in {2, 3} and not words.head_of([token.text for token in run]) and not title:
            weight = max(weight, 3.5)
        plain = not words.head_of([token.text for token in run]) and not any(
            ABSTRACT.fullmatch(one.text) for one in run
        )
        if plain and len(run) in {2, 3} and _stands_behind_body(doc, start, sentence.start, words, taken):
            weight = max(weight, 3.0)
        if title and weight < 3:
            weight = 0.0
        if weight and not any(token.i in taken for token in run):
            while len(run) > 2 and (run[-1].lower_ in words.words("people", "degrees") or run[-1].text == ","):
                run = run[:-1]
            yield Sign(run.text, person, weight)
        index = max(end, index + 1)


def _behind_body(doc: Doc, start: int, end: int, words: NameWords) -> int:
    """Where a name begins that stands right behind that of a body: "the head of the Tide Lab Susan Denz"."""
    given = words.words("given", "he") | words.words("given", "she")
    if end - start < 4 - (start > 0 and doc[start - 1].lower_ == "of") or doc[start].lower_ in given:
        return start
    for place in range(end - 2, start, -1):
        after_head = place > start + 1 and doc[place - 1].lower_ in words.words("bodies", "heads")
        if (after_head and doc[place].lower_ not in words.heads) or (place > start + 1 and doc[place].lower_ in given):
            return place
    return start


def _stands_behind_body(doc: Doc, start: int, first: int, words: NameWords, taken: frozenset[int]) -> bool:
    """Whether a title of a body stands right before: "the CTO of HHS" before "Todd Park"."""
    place = start - 1
    body = place in taken or (place >= first and doc[place].lower_ in words.words("bodies", "heads"))
    if place < first or not body or doc[place].ent_type_ == "GPE":
        return False
    while place > first and (place in taken or is_capital(doc[place])):
        place -= 1
    place -= place > first and doc[place].lower_ == "the"
    roles = words.words("people", "roles") | words.words("people", "titles")
    return place > first and doc[place].lower_ in {"of", "at"} and doc[place - 1].lower_ in roles


def _is_headline_verb(token: Token) -> bool:
    """Whether a headline's capital is its verb ("Governor Picks Mara Ellison"): a verb's form in -s."""
    word = token.lower_
    return word.endswith("s") and bool({word[:-1], word[:-2]} & verb_forms())


def _lists_people(sentence: Span, words: NameWords) -> bool:
    """Whether a sentence lists who held a post ("Its directors have been: …")."""
    return any(
        token.tag_ == "NNS"
        and token.lower_.removesuffix("s") in words.words("people", "roles")
        and token.i + 1 < sentence.end
        and any(after.text == ":" or after.lemma_ == "be" for after in sentence.doc[token.i + 1 : token.i + 4])
        for token in sentence[:8]
    )


def _full_name(doc: Doc, index: int, last: int, words: NameWords, taken: frozenset[int]) -> tuple[int, int]:
    """The tokens of a name that begins at `index`: titles before it are passed over, initials and suffixes kept."""
    start = index
    titles = words.words("people", "titles")
    start += start + 2 < last and doc[start].text == "By"  # a line that tells who wrote what follows
    while start < last and doc[start].lower_ in titles and doc[start].text[0].isupper():
        start += 1
    end = start
    while end < last and end not in taken and _is_part(doc, start, end, last):
        if doc[end].lower_ in titles and end > start:
            break
        end += 1
    while end > start and doc[end - 1].lower_ in PARTICLES:
        end -= 1
    place = end + (end < last and doc[end].text == "," and end > start)
    if end > start and place < last and doc[place].lower_ in words.words("people", "suffixes"):
        end = place + 1
    return start, end


def _is_part(doc: Doc, start: int, at: int, last: int) -> bool:
    token = doc[at]
    if token.text == "-":
        return (
            at > start
            and not token.whitespace_
            and not doc[at - 1].whitespace_
            and at + 1 < last
            and is_capital(doc[at + 1])
        )
    if token.lower_ in PARTICLES and token.text.islower():
        return at > start and at + 1 < last and is_capital(doc[at + 1])
    if token.is_quote:
        return False
    return (
        bool(NAME_PART.fullmatch(token.text))
        and token.text[0].isupper()
        and not (token.text.isupper() and len(token.text) > 3)
    )


def _weight(doc: Doc, run: Span, sentence: Span, words: NameWords) -> float:
    parts = [
        token
        for token in run
        if len(token.text.strip(".")) > 1 and token.lower_ not in words.words("people", "suffixes")
    ]
    labels = {token.ent_type_ for token in run}
    saint = bool(parts) and parts[0].lower_ in words.words("people", "saints")  # "St Thomas" is a hospital or a town
    if words.head_of([token.text for token in run]) or len(run) > 6 or not parts or saint:
        return 0.0
    if len(run) > 2 and any(one.lower_ in words.words("foreign", "bodies") for one in run[:2]):
        return 0.0
    if any(ABSTRACT.fullmatch(token.text) for token in run):
        return 0.0
    if len(run) > 1 and run[-1].lower_ in words.words("bodies", "heads"):
        return 0.0
    odd = 0.0 if any(token.lower_ in english_words() for token in parts) else 0.6  # "Inés Carrasco"
    titled = _has_title(doc, run.start, sentence.start, words)
    weight = given = _given(run, parts, words)
    if "PERSON" in labels and weight < ENOUGH:
        everyday = all(not english_words().isdisjoint({one.lower_, one.lower_.removesuffix("s")}) for one in parts)
        weight += ENOUGH if len(parts) >= 2 and labels == {"PERSON"} and not everyday else 1.0
    if titled in words.words("people", "dropped") or (titled and len(parts) >= 2):
        weight += 3.0
    elif titled:
        weight += 1.0
    told = len(parts) >= 2 and (_has_role_after(doc, run.end, sentence.end, words) or _is_chosen(run, sentence, words))
    if told:
        weight += 3.0
    if len(parts) >= 2 and _speaks(run, words):
        weight += (
            ENOUGH
            if run.root.head.lemma_ in words.words("people", "only")
            else 1.5 + odd
            if not labels & {"ORG", "GPE", "LOC", "FAC"}
            else 0.0
        )
    if len(parts) >= 2 and run.root.dep_ == "pobj" and run.root.head.dep_ == "agent" and not labels & {"ORG"}:
        leads = run.root.head.head.lemma_ in words.words("people", "leading")
        weight += ENOUGH + 1.0 if leads and odd else 0.0  # "is directed by NAME"
    if len(parts) >= 2 and _is_role(run, words):
        weight += 3.0
    if labels & {"ORG", "GPE", "LAW", "DATE"} and not titled and not told and weight < 3 and given < ENOUGH:
        weight -= 1.0
    if run.start == sentence.start and len(parts) == 1 and not titled:
        weight = 0.0
    if len(parts) == 1 and titled not in words.words("people", "dropped") and weight < 3:
        return min(weight, 1.9)
    return weight


def _given(run: Span, parts: list[Token], words: NameWords) -> float:
    """What a given name in front is worth; beside an everyday word ("Clara Stone") only of who does something."""
    first, last = parts[0].lower_, parts[-1].lower_
    known = any(first in words.words("given", sex) for sex in ("he", "she"))
    if len(parts) not in {2, 3} or not known or parts[0].i != run.start or first in words.words("given", "places"):
        return 0.0
    placed = {token.ent_type_ for token in run} & {"FAC", "LOC", "GPE"}
    after = run.doc[run.start - 1].pos_ == "ADP" if run.start else False  # "in Ann Arbor"
    if first in english_words() or (placed and (after or last in english_words())):
        return 1.0
    acts = run.root.dep_ in {"nsubj", "nsubjpass", "attr"} or run.root.head.dep_ == "agent"
    return ENOUGH if last not in english_words() or acts else 1.0


def _has_title(doc: Doc, start: int, first: int, words: NameWords) -> str:
    """The title right before a name, or an empty string."""
    if start <= first:
        return ""
    before = doc[start - 1].lower_
    if before in words.words("people", "titles"):
        return str(before)
    if before == "." and start - 2 >= first and doc[start - 2].lower_ in words.words("people", "dropped"):
        return str(doc[start - 2].lower_)
    return ""


def _has_role_after(doc: Doc, end: int, last: int, words: NameWords) -> bool:
    """ "NAME, the center's former director", "NAME, who heads the office", "NAME (director)"."""
    if end + 1 >= last or doc[end].text not in {",", "(", "—", "\u2013", "-"}:
        return False
    said = [token.lower_ for token in doc[end + 1 : min(last, end + 14)]]
    if said[:1] == ["who"]:
        return any(token.lemma_ in words.words("people", "verbs") for token in doc[end + 2 : min(last, end + 7)])
    roles = words.words("people", "roles")
    stop = next((place for place, word in enumerate(said) if word in {",", ".", ";", ")"}), len(said))
    if doc[end + 1].tag_ in {"VBN", "VBD", "VBG"} and doc[end + 1].lemma_ not in words.words("people", "verbs"):
        return False  # "NAME, begun in May by the commissioner"
    if said[:1] and said[0] in {"and", "but", "or", "while", "which", "where", "when"}:
        return False
    return any(word in roles for word in said[:stop])


def _is_chosen(run: Span, sentence: Span, words: NameWords) -> bool:
    """ "has named NAME interim director", "appointed NAME its first head": a verb of choosing before, a role behind."""
    before = run.doc[run.start - 1] if run.start > sentence.start else None
    behind = [token.lower_ for token in run.doc[run.end : min(sentence.end, run.end + 4)]]
    until = next((place for place, word in enumerate(behind) if not word.isalpha()), len(behind))
    chosen = before is not None and before.pos_ == "VERB" and before.lemma_ in words.words("people", "naming")
    return chosen and any(word in words.words("people", "roles") for word in behind[:until])


def _is_role(run: Span, words: NameWords) -> bool:
    """ "NAME is the center's director", "NAME was appointed administrator", "its director, NAME,"."""
    head, roles = run.root, words.words("people", "roles")
    if head.dep_ in {"nsubj", "nsubjpass"}:
        return any(
            child.dep_ in {"attr", "oprd", "dobj", "pobj"}
            and child.lower_ in roles
            and not any(one.lower_ in {"its", "their"} for one in child.children)  # "the agency lost its director"
            for child in head.head.children
        ) or any(
            inner.lower_ in roles
            for child in head.head.children
            if child.dep_ == "prep" and child.lower_ == "as"
            for inner in child.children
        )
    return (head.dep_ in {"appos", "attr"} and head.head.lower_ in roles) or (
        head.dep_ == "attr" and any(c.lower_ in roles for c in head.head.lefts)
    )


def _speaks(run: Span, words: NameWords) -> bool:
    head: Token = run.root
    return head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ in words.words("people", "verbs")


def surname(name: str, words: NameWords) -> str:
    """The last name in a full name, suffixes left out.

    "Ana M. Oyo, Jr." gives "Oyo"; a particle stays with it ("de Vries").
    """
    parts = [part.strip(",") for part in name.split()]
    while len(parts) > 1 and parts[-1].lower() in words.words("people", "suffixes"):
        parts.pop()
    place = len(parts) - 1
    while place > 1 and parts[place - 1].lower() in PARTICLES:
        place -= 1
    return " ".join(parts[place:])
