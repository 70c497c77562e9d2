"""Antecedents: what a text has named so far, how near it stands, and what stands side by side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extract.annotation.own_sentence import (
    SUBJECTS,
    brings_another,
    continues_pair,
    is_label,
    is_stranger,
    is_told_apart,
)
from extract.annotation.sexes import is_another
from extract.annotation.subjects import subject_of_text
from extract.claims.annotated import AnnotatedSentence, TokenMention
from extract.claims.citations import home_of
from extract.claims.mentions import Referent
from extract.layout.turns import is_turn
from extract.names.acronyms import HEADS
from extract.names.knowledge import Knowledge
from extract.names.name_matcher import normal

Fits = Callable[[Referent], bool]
KINDS = ("Initiative", "Organization", "LegalProvision", "Report")
TURN = re.compile(r"[*_]*\s*(?:\([^)]{1,60}\))?[*_]*:")
TURN_OR_STOP = re.compile(TURN.pattern[:-1] + "[.:]")
LABEL = re.compile(r"[*_\s]*(?P<name>[A-Z][\w'\u2019-]+(?: [A-Z][\w.'\u2019-]*)+)" + TURN.pattern)
BEFORE_NAME = re.compile(r"[*_\s]*(?:[A-Z][\w-]*\.?\s+){0,3}")
"""What may stand before and behind the name of whose turn it is in a transcript."""
TURN_LENGTH = 60
"""Sentences that are looked through for the head of a turn."""
HEAD = 8
"""Sentences at the head of a text among which it says whose statement it is."""
STATEMENT = re.compile(
    r"\W*(?:(?:prepared|written|opening|full) )*(?:statement|testimony|remarks|address)\s+(?:of|by)\b", re.IGNORECASE
)
NEAR = 2
"""Sentences back within which an antecedent must stand."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A referent with the place where it was last named, and what role that place plays in a proof."""

    referent: Referent
    start: int
    end: int
    role: str = "antecedent"
    subject: bool = False


class Past:
    """The sentences read so far with their mentions, and the ways to look back into them."""

    def __init__(self, given: Sequence[AnnotatedSentence], knowledge: Knowledge) -> None:
        self.given = given
        self.is_a = knowledge.ontology.vocabulary.is_a
        self.terms = knowledge.words.terms
        self.own = knowledge.words.own
        self.lexicon = knowledge.lexicon
        self.naming = knowledge.words.words("people", "naming")
        self.regulator = _regulator(knowledge)
        self.subject = subject_of_text(given, lambda one: self.is_initiative(one.referent))
        self.done: list[AnnotatedSentence] = []
        self.starts: list[int] = []
        self.headings: dict[tuple[int, int], tuple[Antecedent, ...]] = {}
        self.seen: dict[str, list[Antecedent]] = {}

    def take(self, done: AnnotatedSentence) -> None:
        """Add a sentence whose references are resolved."""
        self.done.append(done)
        self.starts.append(done.start)
        for found in done.mentions:
            if found.mention.how != "reference":
                self.seen.setdefault(found.mention.referent.key, []).append(antecedent_of(done, found))
        if done.passage.kind == "heading":
            place = (done.passage.start, done.passage.end)
            own = tuple(replace(antecedent_of(done, found), role="heading") for found in done.mentions)
            self.headings[place] = (*self.headings.get(place, ()), *own)

    def body_nouns(self) -> Iterator[str]:
        """The common nouns in the names of the bodies that the document names ("the chamber")."""
        for sentence in self.given:
            for found in sentence.mentions:
                if self.is_a(found.mention.referent.type, self.terms["Organization"]):
                    words = re.split(r"\s(?:of|for|on)\s", found.mention.referent.label.lower())[0].split()
                    if len(words) > 1 or words[0] != found.mention.referent.label.lower():
                        yield words[-1]

    def headed(self, sentence: AnnotatedSentence, fits: Fits) -> tuple[Antecedent, ...]:
        """The one fitting thing that the innermost heading with any names."""
        for place in reversed(sentence.passage.headings):
            found = [each for each in self.headings.get(place, ()) if fits(each.referent)]
            if found:
                return tuple(found[:1]) if len({each.referent.key for each in found}) == 1 else ()
        return ()

    def main(self, sentence: AnnotatedSentence) -> tuple[Antecedent, ...]:
        """What the text is about, for a sentence of a later section that has named no initiative yet."""
        found, own = self.subject, sentence.passage.section
        if found is None or own == found[0].passage.section:
            return ()
        here = (each for one in self.done if one.passage.section == own for each in one.mentions)
        told = {each.mention.referent for each in here if self.is_initiative(each.mention.referent)}
        return (antecedent_of(*found),) if told <= {found[1].mention.referent} else ()

    def just_named(self, found: tuple[Antecedent, ...]) -> bool:
        """Whether antecedents all stand in the sentence before."""
        return all(one.start <= each.start < one.end for one in self.done[-1:] for each in found)

    def kind(self, referent: Referent) -> str:
        return next(
            (
                name
                for name in ("Initiative", "Organization", "LegalProvision", "Report")
                if self.is_a(referent.type, self.terms[name])
            ),
            "",
        )

    def listed(self, sentence: AnnotatedSentence, token: Token, fits: Fits | None) -> tuple[Antecedent, ...]:
        """The things of one kind that the nearest sentence with any names side by side."""
        for back in (sentence, *self.before(sentence)):
            groups: dict[str, dict[str, Antecedent]] = {}
            last: dict[str, TokenMention] = {}
            for found in back.mentions:
                referent = found.mention.referent
                if (back is sentence and found.end > token.i) or (fits is not None and not fits(referent)):
                    continue
                kind = "Person" if self.is_person(referent) else self.kind(referent)
                if kind:
                    group = groups.setdefault(kind, {})
                    if group and referent.key not in group and not _side_by_side(back, last[kind], found):
                        group.clear()
                    group[referent.key] = antecedent_of(back, found)
                    last[kind] = found
            several = [group for group in groups.values() if len(group) > 1]
            if len(several) == 1:
                return tuple(several[0].values())
            if any(groups.values()) and back is not sentence and not continues_pair(back):
                return ()
        return ()

    def named_in_passage(self, sentence: AnnotatedSentence, token: Token) -> tuple[Antecedent, ...]:
        """All initiatives that a passage has named before a token."""
        found: dict[str, Antecedent] = {}
        for back in (*(one for one in self.done if one.passage.start == sentence.passage.start), sentence):
            for each in back.mentions:
                referent = each.mention.referent
                fits = self.is_initiative(referent) and referent.type != self.terms["Program"]
                if fits and not (back is sentence and each.end > token.i):
                    found.setdefault(referent.key, antecedent_of(back, each))
        return tuple(found.values())

    def named_in_section(self, sentence: AnnotatedSentence, token: Token) -> tuple[Antecedent, ...]:
        """All initiatives that the section of a sentence has named before a token, in the order of the text."""
        found: dict[str, Antecedent] = {}
        own = (one for one in self.done if one.passage.section == sentence.passage.section)
        for back in (*own, sentence):
            for each in back.mentions:
                referent = each.mention.referent
                fits = self.is_initiative(referent) and referent.type != self.terms["Program"]
                if fits and each.mention.how != "reference" and not (back is sentence and each.end > token.i):
                    found.setdefault(referent.key, antecedent_of(back, each))
        return tuple(found.values())

    @property
    def witness(self) -> Antecedent | None:
        """Who alone speaks in a text that its head calls somebody's statement ("STATEMENT OF ANN ROE")."""
        for one in self.done[:HEAD]:
            people = {each.mention.referent.key: each for each in one.mentions if self.is_person(each.mention.referent)}
            if STATEMENT.match(one.span.text) and len(people) == 1:
                return replace(antecedent_of(one, next(iter(people.values()))), role="speaker")
        return None

    def speaker(self, sentence: AnnotatedSentence, token: Token) -> Antecedent | None:
        """Whose turn a passage of a transcript is ("Ms. ROE. I have …", "Ann Roe: I …"); nobody inside a quotation."""
        passage, base = sentence.passage, sentence.span.start
        if sum(one.is_quote for one in sentence.span[: token.i - base]) % 2:
            return None
        known = [each[0] for each in self.seen.values() if self.is_person(each[0].referent)]
        if self.witness is not None and passage.kind != "heading" and not is_turn(passage):
            return self.witness
        whole = LABEL.match(passage.text)
        named = passage.speaker or (whole.group("name") if whole else "")
        fitting = [one for one in known if (" " + one.referent.label.lower()).endswith(" " + named.lower())]
        if named and len(fitting) == 1:
            return replace(fitting[0], role="speaker")
        turn = [one for one in (*self.done[-TURN_LENGTH:], sentence) if one.passage.start == passage.start]
        first = next((one for one in turn if one.mentions), sentence)
        label = next(iter(first.mentions), None)
        if label is None or not self.is_person(label.mention.referent):
            return None
        place = label.mention.start - passage.start, label.mention.end - passage.start
        shouted = passage.text[place[0] : place[1]].isupper()
        behind = (TURN_OR_STOP if shouted else TURN).match(passage.text, place[1])
        opens = BEFORE_NAME.fullmatch(passage.text, 0, place[0]) is not None
        return replace(antecedent_of(first, label), role="speaker") if behind and opens else None

    def stranger_before(self, sentence: AnnotatedSentence, token: Token, near: tuple[Antecedent, ...]) -> bool:
        """Whether a name that means nothing known, or "the old one", is the subject of the sentence after `near`."""
        if token.dep_ == "poss" and any(
            is_stranger(child, sentence) for verb in token.ancestors for child in verb.children if child.i < token.i
        ):
            return True
        inside = any(sentence.start <= each.start for each in near)
        if not inside and any(is_told_apart(one, sentence) for one in sentence.span if one.i < token.i):
            return True
        before = next((one for one in self.before(sentence) if not is_label(one)), None)
        if before is None or any(before.start <= each.start for each in near):
            return False
        if near and self.is_initiative(near[-1].referent) and brings_another(before):
            return True
        acting = [child for child in before.span.root.children if child.dep_ in SUBJECTS]
        return any(is_stranger(one, before) for one in acting[:1]) or any(is_told_apart(one, before) for one in acting)

    def brings_another(self, sentence: AnnotatedSentence) -> bool:
        """Whether the sentence before brings in a test of which it tells no name."""
        before = next((one for one in self.before(sentence) if not is_label(one)), None)
        return before is not None and brings_another(before)

    def own_body(self, noun: str) -> tuple[Antecedent, ...]:
        """The regulator itself, where a text is plainly about its work and names no other body of that kind.

        Its place is that of the first initiative named, which is what shows that.
        """
        body, first = self.regulator, None
        if body is None or noun not in body.label.lower().split():
            return ()
        for sentence in self.given:
            for each in sentence.mentions:
                if each.mention.type in self.own and first is None:
                    first = each.mention
        return (Antecedent(body, first.start, first.end),) if first is not None else ()

    def people_of(self, sentence: AnnotatedSentence, noun: Token, word: str) -> tuple[Antecedent, ...]:
        """The one body named so far whose name tells what "the auditors" do ("the Union Audit Office")."""
        if noun.i == sentence.span.start or noun.nbor(-1).lower_ != "the" or noun.dep_ not in SUBJECTS | {"pobj"}:
            return ()
        seen = self.all_seen(sentence, noun)
        found = [one for one in seen if self.kind(one.referent) == "Organization" and says(one.referent, word)]
        return tuple(found) if len(found) == 1 else ()

    def later(self, fits: Fits) -> tuple[Antecedent, ...]:
        """The one fitting thing that the document names anywhere, be it only further on."""
        found = {
            each.mention.referent.key: antecedent_of(sentence, each)
            for sentence in reversed(self.given)
            for each in sentence.mentions
            if fits(each.mention.referent)
        }
        return tuple(found.values()) if len(found) == 1 else ()

    def near(self, sentence: AnnotatedSentence, token: Token, fits: Fits) -> tuple[Antecedent, ...]:
        """Fitting antecedents: those before in the sentence, else those of the nearest sentence that has any."""
        before = [
            antecedent_of(sentence, found)
            for found in sentence.mentions
            if found.end <= token.i
            and fits(found.mention.referent)
            and not _shares_clause(sentence, found, token)
            and not is_another(sentence, found, token, self.naming)
        ]
        if before:
            return tuple(before)
        for back in self.before(sentence):
            found = [antecedent_of(back, each) for each in back.mentions if fits(each.mention.referent)]
            if found:
                return tuple(found)
        return ()

    def before(self, sentence: AnnotatedSentence) -> Iterator[AnnotatedSentence]:
        """The sentences just before, nearest first; for a list item the sentence that leads into the list."""
        lead = sentence.passage.lead_in
        same = [back for back in self.done[-NEAR:] if back.passage.start == sentence.passage.start]
        yield from reversed(same)
        if lead is not None:
            place = bisect_right(self.starts, max(lead[0], lead[1] - 1)) - 1
            if place >= 0 and self.done[place].passage.start != sentence.passage.start:
                yield self.done[place]
            return
        if len(same) < NEAR and sentence.passage.kind != "table-row":
            for back in reversed(self.done):
                if back.passage.start == sentence.passage.start:
                    continue
                if back.passage.kind == "heading" or back.passage.section != sentence.passage.section:
                    return
                yield back
                return

    def all_seen(self, sentence: AnnotatedSentence, token: Token) -> list[Antecedent]:
        """All things named before a token, each where it was named last."""
        here: dict[str, Antecedent] = {}
        for found in sentence.mentions:
            if found.end <= token.i:
                here[found.mention.referent.key] = antecedent_of(sentence, found)
        return [*(places[-1] for key, places in self.seen.items() if key not in here), *here.values()]

    def cited_act(self, sentence: AnnotatedSentence, token: Token) -> tuple[Antecedent, ...]:
        """The one act of which a text has so far cited only sections ("section 14 of the Harbor Act")."""
        found: dict[str, Antecedent] = {}
        for one in self.all_seen(sentence, token):
            act = home_of(one.referent.label) if self.kind(one.referent) == "LegalProvision" else None
            if act is not None:
                found[act] = one
        if len(found) != 1:
            return ()
        ((act, place),) = found.items()
        known = (each.mention.referent for one in self.given for each in one.mentions)
        named = next((one for one in known if act in (one.label, *one.aliases)), None) or self.lexicon_act(act)
        kind = self.terms["LegalProvision"]
        return (replace(place, referent=named or Referent(f"LegalProvision:{normal(act)}", kind, act)),)

    def lexicon_act(self, act: str) -> Referent | None:
        """The act that the lexicon knows by a name."""
        entities = (self.lexicon.entities[iri] for iri in sorted(self.lexicon.named(act)))
        one = next((one for one in entities if self.is_a(one.type, self.terms["LegalProvision"])), None)
        return Referent(one.iri, one.type, one.label, one.aliases, one.iri) if one is not None else None

    def is_person(self, referent: Referent) -> bool:
        return self.is_a(referent.type, self.terms["Person"])

    def is_initiative(self, referent: Referent) -> bool:
        return self.is_a(referent.type, self.terms["Initiative"])


def _regulator(knowledge: Knowledge) -> Referent | None:
    """The body that the regulator's documents are about, as a referent, where its data names one."""
    slug = knowledge.ontology.regulator.organization
    entity = knowledge.lexicon.entities.get(f"{knowledge.ontology.namespaces.base}id/{slug}") if slug else None
    return Referent(entity.iri, entity.type, entity.label, entity.aliases, entity.iri) if entity else None


def is_short_for(name: str, other: str) -> bool:
    """Whether a name is another one without words of its middle and end.

    >>> is_short_for("Harrow Act", "Harrow Payment Pilots Act of 2032"), is_short_for("Reef Act", "Reef Order")
    (True, False)
    """
    words, more = name.split(), other.split()
    rest = iter(more)
    return len(words) < len(more) and words[:1] == more[:1] and all(one in rest for one in words)


def antecedent_of(sentence: AnnotatedSentence, found: TokenMention) -> Antecedent:
    mention = found.mention
    root = sentence.span.doc[found.start : found.end].root
    if mention.antecedent is not None:
        role = mention.context[0][2] if mention.context else "antecedent"
        return Antecedent(mention.referent, *mention.antecedent, role, root.dep_ in SUBJECTS)
    return Antecedent(mention.referent, mention.start, mention.end, "antecedent", root.dep_ in SUBJECTS)


def _side_by_side(sentence: AnnotatedSentence, one: TokenMention, other: TokenMention) -> bool:
    """Whether two mentions stand in one list: nothing but commas, "and" and remarks in brackets between them."""
    depth = 0
    for token in sentence.span.doc[one.end : other.start]:
        if token.text in {"(", "["}:
            depth += 1
        elif token.text in {")", "]"}:
            depth = max(0, depth - 1)
        elif not depth and not (
            token.is_punct
            or token.lower_ in {"and", "or", "the", "a", "both", "&", "then", "as", "well"}
            or (token.lower_ in HEADS and token.text.istitle())  # "the Alder (AM) Model and the Birch (BM) Model"
        ):
            return False
    return True


def _shares_clause(sentence: AnnotatedSentence, found: TokenMention, pronoun: Token) -> bool:
    """Whether a mention is the subject of the very verb whose object the pronoun is: then they are two things.

    So they are where the pronoun is the subject, and the mention stands in a clause before it whose subject it is too:
    "Set up by the Funds Act, it …".
    """
    if pronoun.dep_ in SUBJECTS:
        above = [one for one in sentence.span.doc[found.start].ancestors if one.dep_ in {"advcl", "acl"}]
        return any(one.head == pronoun.head and not any(c.dep_ in SUBJECTS for c in one.children) for one in above)
    if pronoun.dep_ not in {"dobj", "dative", "pobj"} or pronoun.lower_.endswith(("self", "selves")):
        return False
    verb = pronoun.head if pronoun.dep_ != "pobj" else pronoun.head.head
    root = sentence.span.doc[found.start : found.end].root
    return root.dep_ in SUBJECTS and root.head == verb


def says(referent: Referent, noun: str) -> bool:
    """Whether a thing's proper name holds a noun as a word."""
    return noun in referent.label.lower().split() or any(
        noun in name.lower().split() for name in referent.aliases if not referent.entity
    )
