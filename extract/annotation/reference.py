"""Reference: what "the center", "the model", "it", "the former" and "both" stand for, or nothing.

A reference is resolved only where exactly one antecedent fits it by type, number and nearness. What fits none or
several is logged and makes no mention: a wrong antecedent would be a wrong fact with a true quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extract.annotation.antecedents import Antecedent, Past, is_short_for, says
from extract.annotation.carried import carried, defined, described, other_subject
from extract.annotation.ordinals import COUNTED, PLACES, all_of_them, neither, one_of_two, several, stands_alone
from extract.annotation.own_house import FIRST_PERSON, own_house
from extract.annotation.own_sentence import SUBJECTS, bodies_elsewhere, is_expletive, means
from extract.annotation.persons import person_meant
from extract.annotation.sexes import Sexes
from extract.claims.annotated import AnnotatedSentence, TokenMention
from extract.claims.claims import Unclaimed
from extract.claims.mentions import Mention, Referent
from extract.layout.turns import is_quoted
from extract.names.knowledge import Knowledge

DEFINITE = frozenset({"the", "this", "that", "said"})
ORDINALS = frozenset(
    ("first", "second", "third", "fourth", "fifth", "sixth", "other", "next", "last", "former", "latter", "previous")
)
CHAINING = frozenset({"replace", "succeed", "follow", "supersede", "precede", "join", "include", "cover", "affect"})
"""Verbs by which one initiative can act on another: their objects tell nothing of their subjects."""

IDLE = frozenset({"entire", "whole", "same", "overall", "current", "resulting", "said", "new", "voluntary", "mandatory",
                  "proposed", "underlying", "payment", "compulsory", "optional"})  # fmt: skip
SECTIONED = re.compile(
    r"(?:(?:sub)?section|article|part|title|regulation|rule|paragraph|schedule|\u00a7)\s+[\dIVXLC]", re.I
)
"""How the name of a part of a law begins."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Sentences with their references among the mentions, and what could not be resolved."""

    sentences: tuple[AnnotatedSentence, ...]
    unresolved: tuple[Unclaimed, ...]


def resolve_references(
    sentences: Sequence[AnnotatedSentence], knowledge: Knowledge, document_type: str | None = None
) -> Resolved:
    """Add to every sentence the references in it that have one antecedent."""
    reader = _Reader(sentences, knowledge, document_type)
    return Resolved(tuple(reader.read()), tuple(reader.unresolved))


class _Reader:
    def __init__(self, sentences: Sequence[AnnotatedSentence], knowledge: Knowledge, kind: str | None) -> None:
        self.given = sentences
        self.words = knowledge.words
        self.is_a = knowledge.ontology.vocabulary.is_a
        self.terms = knowledge.words.terms
        self.unresolved: list[Unclaimed] = []
        self.past = Past(sentences, knowledge)
        self.sexes = Sexes(sentences, knowledge.words, self.terms["Person"])
        self.bodies = frozenset(self.past.body_nouns())
        self.staff = dict(pair.split() for pair in self.words.tables["bodies"]["staff"])
        said = [self.words.words("pronouns", key) for key in ("thing", "person")]
        house = own_house(sentences, lambda one: self.is_a(one.type, self.terms["Organization"]), kind)
        self.house = (Antecedent(house.referent, house.start, house.end),) if house is not None else ()
        self.triggers = frozenset({"i", *FIRST_PERSON, *PLACES, *COUNTED, "both", "neither", "they", "them"}).union(
            self.bodies, self.words.kinds, self.staff, *said
        )

    def read(self) -> Iterator[AnnotatedSentence]:
        for sentence in self.given:
            done = self._read(sentence)
            self.past.take(done)
            yield done

    def _read(self, sentence: AnnotatedSentence) -> AnnotatedSentence:
        mentions = list(sentence.mentions)
        for token in sentence.span:
            if token.lower_ not in self.triggers or any(found.start <= token.i < found.end for found in mentions):
                continue
            current = replace(sentence, mentions=tuple(sorted(mentions, key=lambda each: each.start)))
            answer = self._answer(current, token)
            if answer is None:
                continue
            start, end, antecedents = answer
            low, high = sentence.offsets(start, end)
            if not antecedents:
                self.unresolved.append(Unclaimed(low, high, "unresolved"))
            for each in antecedents:
                mention = Mention(
                    low, high, sentence.span.doc[start:end].text, each.referent.type, each.referent, "reference",
                    (each.start, each.end), ((each.start, each.end, each.role),),
                )  # fmt: skip
                mentions.append(TokenMention(mention, start, end))
        return replace(sentence, mentions=tuple(sorted(mentions, key=lambda each: each.start)))

    def _answer(self, sentence: AnnotatedSentence, token: Token) -> tuple[int, int, tuple[Antecedent, ...]] | None:
        """The tokens of a reference at `token` and its antecedents; `None` where there is no reference."""
        lower = token.lower_
        if (
            lower in self.words.words("pronouns", "thing")
            and lower not in {"this", "which"}
            and not is_expletive(token)
        ):
            return token.i, token.i + 1, self._thing(sentence, token)
        if token.text == "I" and token.dep_ in SUBJECTS:
            said = self.past.speaker(sentence, token)
            return (token.i, token.i + 1, (said,)) if said is not None else None
        if lower in FIRST_PERSON and not token.is_upper:  # "US" is a country
            return (token.i, token.i + 1, self.house) if self.house and not is_quoted(sentence.passage) else None
        if lower in self.words.words("pronouns", "person"):
            return token.i, token.i + 1, person_meant(self.past, self.sexes, sentence, token)
        if lower in PLACES and stands_alone(sentence, token, self.words):
            found = one_of_two(self.past, sentence, token, lower, self.words)
            return (token.i - 1, token.i + 1, found) if found or lower in {"former", "latter"} else None
        if lower in COUNTED:
            return all_of_them(self.past, sentence, token)
        if (
            lower in {"both", "they", "them"}
            and token.dep_ not in {"det", "predet", "preconj", "cc"}
            and token.pos_ == "PRON"
        ):
            return token.i, token.i + 1, several(self.past, sentence, token, lower == "both", None)
        if lower == "neither":
            return neither(self.past, sentence, token, self.words)
        if (lower in self.words.kinds or lower in self.bodies) and token.pos_ in {"NOUN", "PROPN"}:
            return self._definite(sentence, token)
        staff = self.past.people_of(sentence, token, self.staff[lower]) if lower in self.staff else ()
        return (token.i - 1, token.i + 1, staff) if staff else None

    def _definite(self, sentence: AnnotatedSentence, noun: Token) -> tuple[int, int, tuple[Antecedent, ...]] | None:
        """ "the model", "this option", "the two tests", "the agency"."""
        if noun.dep_ in {"compound", "amod", "nmod"} and noun.head.i > noun.i:
            return None
        start = noun.i
        while start > sentence.span.start and _qualifies(noun.doc[start - 1]):
            start -= 1
        if start == sentence.span.start:
            return None
        determiner = noun.doc[start - 1].lower_
        between = {token.lower_ for token in noun.doc[start : noun.i]}
        following = noun.doc[noun.i + 1].lower_ if noun.i + 1 < sentence.span.end else ""
        kind = self.words.kinds.get(noun.lower_, self.terms["Organization"])
        law = kind == self.terms["LegalProvision"]
        if kind == self.terms["InitiativeGroup"]:
            closed = following in {"of", "that", "which", "to", "with", "for"}
            if determiner not in {"the", "these", "those", "both"} or closed:
                return None
            count = 2 if determiner == "both" or "two" in between else None
            return start - 1, noun.i + 1, several(self.past, sentence, noun, count == 2, self.past.is_initiative)
        rules = {"these", "the"} if noun.text.istitle() else {"these"}  # "these regulations", "the Regulations"
        if (
            determiner not in (rules if law and noun.lower_.endswith("s") else DEFINITE)
            or following in {"of", "that"}
            or (noun.text[0].isupper() and noun.text.isupper())
        ):
            return None
        if between & ORDINALS:
            if between & {"former", "latter"}:
                return (
                    start - 1,
                    noun.i + 1,
                    one_of_two(self.past, sentence, noun, "former" if "former" in between else "latter", self.words),
                )
            return start - 1, noun.i + 1, ()
        if kind == self.terms["Initiative"]:
            return start - 1, noun.i + 1, self._initiative(sentence, noun)
        if kind == self.terms["Organization"]:
            return start - 1, noun.i + 1, self._organization(sentence, noun)
        if kind in {self.terms["LegalProvision"], self.terms["Report"]}:
            return start - 1, noun.i + 1, self._document(sentence, noun, kind)
        return None

    def _document(self, sentence: AnnotatedSentence, noun: Token, kind: str) -> tuple[Antecedent, ...]:
        """The one law or report near; else the only one so far whose name holds the noun ("this Act")."""
        near = self.past.near(sentence, noun, lambda r: self.is_a(r.type, kind))
        whole = noun.lower_ in self.words.words("laws", "whole")
        if whole or noun.lower_ in {"rule", "law"}:  # "the Act" is no section of it
            near = tuple(each for each in near if not SECTIONED.match(each.referent.label))
        if noun.lower_ == "law" and not near:
            return self.past.cited_act(sentence, noun)
        if near:
            return self._only(near)
        said = [
            one
            for one in self.past.all_seen(sentence, noun)
            if self.is_a(one.referent.type, kind)
            and says(one.referent, noun.lower_)
            and " of the " not in one.referent.label
        ]
        # "the Harrow Act" in a headline is short for "the Harrow Payment Pilots Act of 2032"
        said = [one for one in said if not any(is_short_for(one.referent.label, each.referent.label) for each in said)]
        if whole and not said and noun.text.istitle():
            return self.past.cited_act(sentence, noun)
        return tuple(said) if len(said) == 1 else ()

    def _organization(self, sentence: AnnotatedSentence, noun: Token) -> tuple[Antecedent, ...]:
        """The one body named so far whose name holds the noun; for "agency" and the like, the one body near."""
        named = [
            one
            for one in self.past.all_seen(sentence, noun)
            if self.is_a(one.referent.type, self.terms["Organization"]) and says(one.referent, noun.lower_)
        ]
        if named:
            return (
                tuple(named)
                if len(named) == 1
                else self._only(self.past.near(sentence, noun, lambda r: r in [n.referent for n in named]))
            )
        later = self.past.later(lambda r: self.is_a(r.type, self.terms["Organization"]) and says(r, noun.lower_))
        if later:
            return later
        if noun.lower_ in self.words.words("references", "general"):
            private = self.words.words("references", "private") if noun.lower_ == "agency" else frozenset()

            def fits(referent: Referent) -> bool:
                body = self.is_a(referent.type, self.terms["Organization"])
                return body and private.isdisjoint(referent.label.lower().split())

            near = self.past.near(sentence, noun, fits)
            if len({each.referent.key for each in near}) == 1:
                return near[-1:]
            every = [one for one in self.past.all_seen(sentence, noun) if fits(one.referent)]
            return tuple(every) if len(every) == 1 else ()
        return self.past.own_body(noun.lower_)

    def _initiative(self, sentence: AnnotatedSentence, noun: Token) -> tuple[Antecedent, ...]:
        """The one initiative near; else the one that the heading names; else the only one so far."""
        program = noun.lower_ in {"program", "programme"}

        def fits(referent: Referent) -> bool:
            return self.past.is_initiative(referent) and (program or referent.type != self.terms["Program"])

        near = self.past.near(sentence, noun, fits)
        keys = {each.referent.key for each in near}
        if self.past.stranger_before(sentence, noun, near):
            return ()
        if len(keys) == 1:
            return near[-1:]
        said = [each for each in near if says(each.referent, noun.lower_)]
        if len(keys) > 1 and noun.lower_ not in {"model", "test"} and len({each.referent.key for each in said}) == 1:
            return tuple(said[-1:])
        headed = self.past.headed(sentence, fits)
        if headed and (not keys or headed[0].referent.key in keys):
            return headed
        if not keys:
            if main := self.past.main(sentence):
                return main
            seen = self.past.all_seen(sentence, noun)
            every = [one for one in seen if fits(one.referent) and one.referent.type != self.terms["Program"]]
            return tuple(every) if len(every) == 1 and not self.past.brings_another(sentence) else ()
        return ()

    def _thing(self, sentence: AnnotatedSentence, token: Token) -> tuple[Antecedent, ...]:
        """What "it" or "its" stands for: by the verb's kind of subject, then by being the one thing near."""

        def is_thing(referent: Referent) -> bool:
            return (
                any(
                    self.is_a(referent.type, self.terms[name])
                    for name in ("Initiative", "Organization", "LegalProvision", "Report")
                )
                and referent.type != self.terms["Program"]
            )

        if any(
            found.mention.text.lower().startswith(("the former", "the latter"))
            for found in sentence.mentions
            if found.end <= token.i
        ):
            return ()  # where two were weighed against each other, either could be meant
        makers = self._forecasters(sentence, token) | self._actors(sentence, token)
        makers |= bodies_elsewhere(self.past.before(sentence), self.words.words("references", "elsewhere"))
        verb = token.head if token.dep_ in SUBJECTS else None
        told = self._told_by_verb(verb, sentence)
        if token.dep_ == "dobj" and token.head.lemma_ in {"lead", "head", "direct", "chair"}:
            told = "Organization"
        if token.dep_ == "poss" and token.head.lower_ in self.words.words("references", "of_bodies"):
            told = "Organization"
        if token.dep_ == "poss" and token.head.lower_ in self.words.words("references", "of_initiatives"):
            told = "Initiative"
        tests = token.dep_ == "poss" and self.words.kinds.get(token.head.lower_) == self.terms["Initiative"]
        told = "Organization" if tests else told  # "its largest test"

        if told == "Initiative" and verb is not None and self._opens_as_body(sentence, verb):
            told = "Organization"
        lawmakers = self.words.words("references", "legislatures") if token.dep_ == "poss" and told else frozenset()

        def can_be(referent: Referent) -> bool:
            kind = told in {None, self.past.kind(referent)} and lawmakers.isdisjoint(referent.label.lower().split())
            return is_thing(referent) and referent.key not in makers and kind

        near = self.past.near(sentence, token, can_be)
        if self.past.stranger_before(sentence, token, near):
            return ()
        known = defined(self.past, sentence, token) if verb is not None else None
        if known is not None and is_thing(known.referent) and told in {None, self.past.kind(known.referent)}:
            return (known,)
        unsure = told is None or (token.dep_ == "poss" and not (told == "Initiative" and self.past.just_named(near)))
        unsure = unsure and not tests
        if unsure and near and token.i == sentence.span.start and other_subject(self.past, sentence, near):
            return ()
        if not near:
            return self.past.headed(sentence, self.past.is_initiative) if told in {None, "Initiative"} else ()
        if len({each.referent.key for each in near}) == 1:
            return near[-1:]
        before = carried(self.past, sentence, token, near) or described(sentence, token, near)
        if before is not None:
            return (before,)
        kinds = [self.past.kind(each.referent) for each in {e.referent.key: e for e in near}.values()]
        subjects = [each for each in near if each.subject]
        either = told is None and (token.dep_ == "poss" or {"Initiative", "Organization"} <= set(kinds))
        if (
            not either
            and len({each.referent.key for each in subjects}) == 1
            and kinds.count(self.past.kind(subjects[0].referent)) == 1
        ):
            return (subjects[-1],)
        headed = self.past.headed(sentence, self.past.is_initiative)
        effect = verb is not None and verb.lemma_ in self.words.words("initiatives", "outcomes")
        return headed if effect and headed and headed[0].referent.key in {each.referent.key for each in near} else ()

    def _opens_as_body(self, sentence: AnnotatedSentence, verb: Token) -> bool:
        """Whether what opens is a body that the clause above names: "has led the bureau since it opened"."""
        if verb.dep_ != "advcl" or verb.lemma_ != "open":
            return False
        kinds = {self.past.kind(one.mention.referent) for one in sentence.mentions if one.end <= verb.i}
        return "Organization" in kinds and "Initiative" not in kinds

    def _forecasters(self, sentence: AnnotatedSentence, token: Token) -> frozenset[str]:
        """Who makes the forecast or finding inside of which an "it" stands: "analysts projected that it would save"."""
        found: set[str] = set()
        for verb in token.ancestors:
            for source in (child for child in verb.children if child.lower_ == "according"):
                inside = {each.i for each in source.subtree}
                found |= {each.mention.referent.key for each in sentence.mentions if each.start in inside}
            if verb.lemma_ in self.words.words("references", "forecasting"):
                places = [child.i for child in verb.children if child.dep_ in SUBJECTS]
                found |= {each.mention.referent.key for place in places for each in sentence.mentions_at(place)}
        return frozenset(found)

    def _actors(self, sentence: AnnotatedSentence, token: Token) -> frozenset[str]:
        """Who acts on an "it", which is hence another: "why did the agency expand it?"."""
        acting = [one.i for one in token.head.children if one.dep_ in SUBJECTS] if token.dep_ == "dobj" else []
        if acting and token.head.dep_ == "relcl":  # "the agency, which runs it"
            acting.append(token.head.head.i)
        return frozenset(each.mention.referent.key for place in acting for each in sentence.mentions_at(place))

    def _told_by_verb(self, verb: Token | None, sentence: AnnotatedSentence) -> str | None:
        """The kind of thing that a verb's subject must be: "it ends" an initiative, "it employs" a body."""
        if verb is None:
            return None
        objects = [child.lower_ for child in verb.children if child.dep_ in {"dobj", "attr"}]
        tests = self.words.words("initiatives", "groups") | self.words.words("initiatives", "several")
        runs = any(each in tests for each in [*objects, *means(verb)])
        passive = any(child.dep_ == "auxpass" for child in verb.children)
        if verb.lemma_ not in CHAINING and not runs:
            targets = [child.i for child in verb.children if child.dep_ == "dobj"]
            acted = [each.mention.referent for place in targets for each in sentence.mentions_at(place)]
            if verb.lemma_ in self.words.words("initiatives", "outcomes"):  # "it saved the program $9 million"
                acted = [each for each in acted if each.type != self.terms["Program"]]
            runs = any(self.past.is_initiative(each) for each in acted)
        if verb.lemma_ in self.words.words("references", "law_verbs") and not passive:
            return "LegalProvision"
        if passive and verb.lemma_ in self.words.words("references", "law_passive"):
            return "LegalProvision"
        if passive:
            return "Initiative" if verb.lemma_ in self.words.words("initiatives", "passive_verbs") else None
        owns = any(each in self.words.words("references", "of_bodies") for each in objects)  # "it opened its doors"
        if runs or owns or verb.lemma_ in self.words.words("references", "body_verbs"):
            return "Organization"
        either = self.words.words("references", "ways") & {*objects}
        if verb.lemma_ in self.words.words("initiatives", "verbs") and not either:
            return "Initiative"
        states = self.words.words("references", "initiative_states")
        if verb.lemma_ in {"be", "become", "remain"} and any(
            child.lower_ in states for child in verb.children if child.dep_ == "acomp"
        ):
            return "Initiative"
        if verb.lemma_ in {"be", "become"} and any(
            each in self.words.words("initiatives", "nouns") for each in objects
        ):
            return "Initiative"
        return None

    def _only(self, found: tuple[Antecedent, ...]) -> tuple[Antecedent, ...]:
        return found[-1:] if len({each.referent.key for each in found}) == 1 else ()


def _qualifies(token: Token) -> bool:
    """Whether a word may stand between "the" and the noun of a reference ("the six-year model")."""
    return token.lower_ in IDLE | ORDINALS | {"new"} | {"-", "year", "month", "decade"} or token.like_num
