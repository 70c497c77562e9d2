"""Spots: where the names that a document was found to hold stand in its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.claims.annotated import AnnotatedSentence
from extract.claims.citations import CHANGED, LawCitation, acts_before, citations, home_of, last_acts, own_act
from extract.claims.mentions import Referent
from extract.layout.enumerators import is_written_as_law
from extract.names.datelines import dateline_end
from extract.names.introductions import acts_as_initiative
from extract.names.knowledge import Knowledge
from extract.names.lexicon_names import Known
from extract.names.listed_places import listed_places
from extract.names.name_matcher import NameMatch, NameMatcher, normal
from extract.names.named_posts import posts_of_bodies
from extract.names.referents import DocumentNames
from extract.names.reports import are_named_before, groups, reports
from extract.names.runs import is_capital
from extract.names.sequels import goes_beyond
from extract.names.surnames import SurnameFinder
from extract.parsing.pipeline import english_words

SUCH_ACT = re.compile(r"\b(?:such|that|said) Act\b")
QUARTERS = frozenset({"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Upper", "Lower"})
"""Words before the name of a place by which it is another place."""
ORDER = ("citation", "report", "name", "surname", "short", "described")
"""What wins where two readings of the same words compete; the longer one among equals."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens of one sentence and what they name."""

    start: int
    end: int
    referents: tuple[Referent, ...]
    how: str = "name"


class SpotFinder:
    """The second pass: where the names that the document was found to hold stand in it."""

    def __init__(self, sentences: Sequence[AnnotatedSentence], knowledge: Knowledge, names: DocumentNames) -> None:
        self.knowledge = knowledge
        self.names = names
        self.relaxed = frozenset(r.entity for r in names.referents if r.entity is not None)
        self.by_entity = {r.entity: r for r in names.referents if r.entity is not None}
        self.own: NameMatcher[str] = NameMatcher()
        self.last = SurnameFinder(names.surnames, names.by_name, sentences, knowledge.words)
        self.first: NameMatcher[str] = NameMatcher()
        for name in names.firsts:
            if name not in names.surnames:
                self.first.add(name, name, exact=True)
        for name in names.by_name:
            self.own.add(name, name, exact=" " not in name)
        self.posts: NameMatcher[Referent] = NameMatcher()
        for title, post in posts_of_bodies(names.referents, knowledge.words, knowledge.ontology.namespaces).items():
            self.posts.add(title, post)
        self.made = {r.key: r for r in names.referents}
        self.lowered = {token.text for s in sentences for token in s.span if token.text.islower()}
        cited = next((s.passage.citation for s in sentences if s.passage.citation), None)
        texts = [s.span.text for s in sentences]
        self.act = own_act(" ".join(texts), cited)
        self.home = home_of(cited)
        self.acts = dict(zip((s.start for s in sentences), acts_before(texts), strict=True))
        self.last_acts = dict(zip((s.start for s in sentences), last_acts(texts), strict=True))
        self.changed = self._changed(sentences)
        passages = list({s.passage.start: s.passage for s in sentences}.values())
        self.sections = {} if is_written_as_law(passages) else self._sections(sentences)

    def spots(self, sentence: AnnotatedSentence, matches: list[NameMatch[Known]]) -> Iterator[Spot]:
        """The names in one sentence, left to right, none inside another."""
        span, words = sentence.span, self.knowledge.words
        found: list[Spot] = []
        for match in self.own.find(span.doc, span.start, span.end):
            if self._is_word(sentence, match.start, match.end):
                continue
            referents = tuple(dict.fromkeys(r for name in match.payloads for r in self.names.by_name[name]))
            found.append(Spot(match.start, match.end, referents))
        for known in matches:
            entity = self.knowledge.lexicon.choose(
                span, known.start, known.end, known.payloads, near(sentence), self.relaxed
            )
            group = entity is not None and entity.type == words.group and are_named_before(span, known.start)
            if entity is not None and entity.iri in self.by_entity and not group:
                found.append(Spot(known.start, known.end, (self.by_entity[entity.iri],)))
        found += self._posts(sentence)
        found += [Spot(start, end, bearers, "surname") for start, end, bearers in self.last.find(span)]
        for match in self.first.find(span.doc, span.start, span.end):
            if self._stands_alone(sentence, match.start):
                known_too = bool(self.knowledge.lexicon.named(span.doc[match.start].text))
                spot = Spot(match.start, match.end, self.names.firsts[match.name], "name" if known_too else "short")
                found = [spot, *(each for each in found if not known_too or each.start != match.start)]
        found += self._citations(sentence)
        described = list(self._described(sentence))
        found = [spot for spot in found if not self._told_by_group(spot, described)] + described
        found = [self._with_quarter(sentence, one) for one in self._with_listed(sentence, found)]
        found = [spot for spot in found if not self._is_elsewhere(sentence, spot, found)]
        begins = dateline_end(span, span.start == 0 and sentence.passage.kind == "paragraph")
        found = [
            spot
            for spot in found
            if not (spot.end <= begins and all(one.entity is None and not one.aliases for one in spot.referents))
            and not goes_beyond(span, spot.start, spot.end, spot.referents, words)
        ]
        post, lexicon = words.terms["Post"], self.knowledge.lexicon
        found = [  # "the Chief Actuary of the Reef Board" is another than whom the text calls so elsewhere
            spot
            for spot in found
            if spot.referents[0].type != post
            or spot.referents[0].entity is None
            or not lexicon.is_anothers(span, spot.start, spot.end)
        ]
        bodies = {spot.start for spot in found if spot.referents[0].type == words.terms["Organization"]}
        # "the U.S. Tide Office" speaks of the body, and of no place
        found = [spot for spot in found if spot.end not in bodies or spot.referents[0].type != words.terms["Place"]]
        taken: set[int] = set()
        chosen = []
        for spot in sorted(found, key=lambda each: (ORDER.index(each.how), each.start - each.end)):
            if taken.isdisjoint(range(spot.start, spot.end)):
                taken.update(range(spot.start, spot.end))
                chosen.append(spot)
        chosen += [inner for spot in chosen for inner in _whole(self._owned(sentence, spot))]
        yield from (
            self._with_head(sentence, spot, taken) for spot in sorted(chosen, key=lambda each: (each.start, -each.end))
        )

    def _with_listed(self, sentence: AnnotatedSentence, found: list[Spot]) -> list[Spot]:
        """The spots with the places of lists, also where a place's word is short for a body ("in Vann and Ost")."""
        terms = self.knowledge.words.terms
        short = [one for one in found if one.how == "short" and one.referents[0].type == terms["Organization"]]
        kept = [one for one in found if one not in short]
        places = {at for one in kept if one.referents[0].type == terms["Place"] for at in range(one.start, one.end)}
        others = {at for one in kept for at in range(one.start, one.end)} - places
        listed = [
            Spot(start, end, (self._referent("Place", sentence.span.doc[start:end].text),), "described")
            for start, end in listed_places(sentence.span, places, others, self.knowledge.words)
        ]
        taken = {at for one in listed for at in range(one.start, one.end)}
        return [*(one for one in found if one in kept or taken.isdisjoint(range(one.start, one.end))), *listed]

    def _with_quarter(self, sentence: AnnotatedSentence, spot: Spot) -> Spot:
        """A place with the word for a part of it that stands before its name: "East Norland" is not Norland."""
        doc, first = sentence.span.doc, spot.start - 1
        known = spot.referents[0].type != self.knowledge.words.terms["Place"] or spot.referents[0].entity is not None
        if known or len(spot.referents) > 1 or first < sentence.span.start or doc[first].text not in QUARTERS:
            return spot
        return Spot(first, spot.end, (self._referent("Place", doc[first : spot.end].text),), spot.how)

    def _posts(self, sentence: AnnotatedSentence) -> Iterator[Spot]:
        """The posts named after a body of the document, where no word before the title makes it a lesser one."""
        doc, lesser = sentence.span.doc, self.knowledge.words.words("lesser_posts", "lesser")
        for match in self.posts.find(doc, sentence.span.start, sentence.span.end):
            said = {doc[place].lower_ for place in range(max(sentence.span.start, match.start - 2), match.start)}
            after = doc[match.end] if match.end < sentence.span.end else None
            longer = after is not None and is_capital(after) and after.ent_type_ != "PERSON"
            if said.isdisjoint(lesser) and not longer:
                yield Spot(match.start, match.end, match.payloads)

    def _owned(self, sentence: AnnotatedSentence, outer: Spot) -> Iterator[Spot]:
        """The bodies named inside the name of a post or report ("ORP Director"): both are mentions."""
        terms, doc = self.knowledge.words.terms, sentence.span.doc
        if outer.referents[0].type not in {terms["Post"], terms["Report"]}:
            return
        seen: set[tuple[int, int]] = set()
        for start, end in ((outer.start, outer.end - 1), (outer.start + 1, outer.end)):
            for known in self.knowledge.lexicon.matcher.find(doc, start, end):
                entity = self.knowledge.lexicon.choose(
                    sentence.span, known.start, known.end, known.payloads, near(sentence), self.relaxed
                )
                if entity is not None and entity.type == terms["Organization"] and (known.start, known.end) not in seen:
                    seen.add((known.start, known.end))
                    yield Spot(known.start, known.end, (self._referent_of(entity.iri),))
            for own in self.own.find(doc, start, end):
                (referent, *others) = self.names.by_name[own.payloads[0]]
                if not others and referent.type == terms["Organization"] and (own.start, own.end) not in seen:
                    seen.add((own.start, own.end))
                    yield Spot(own.start, own.end, (referent,))

    def _referent_of(self, iri: str) -> Referent:
        """The referent of a lexicon's entity, made when it is first met."""
        entity = self.knowledge.lexicon.entities[iri]
        made = self.made.get(iri)
        return made or self.made.setdefault(iri, Referent(iri, entity.type, entity.label, entity.aliases, iri))

    def _changed(self, sentences: Sequence[AnnotatedSentence]) -> str | None:
        """The one other act whose words an amending act prints: what it calls "the Act" where it changes it."""
        others = {home_of(s.passage.citation) for s in sentences if s.passage.citation} - {self.home, None}
        return others.pop() if len(others) == 1 else None

    def _sections(self, sentences: Sequence[AnnotatedSentence]) -> dict[str, tuple[int, str]]:
        """The sections of acts that a text about laws names, by their numbers: what a bare "section 9" in it means."""
        found: dict[str, tuple[int, str]] = {}
        doubtful: set[str] = set()
        for sentence in sentences:
            for one in citations(sentence.span.text, None, self.act):
                section, of, act = one.label.partition(" of ")
                number = section.partition("(")[0]
                if of and found.setdefault(number, (sentence.start, act))[1] != act:
                    doubtful.add(number)
        return {number: said for number, said in found.items() if number not in doubtful}

    def _act_at(self, sentence: AnnotatedSentence) -> str | None:
        """What "the Act", "such Act" means in a sentence: the act that it stands in, the one that is changed there."""
        text, own = sentence.span.text, home_of(sentence.passage.citation)
        if SUCH_ACT.search(text):
            return self.last_acts.get(sentence.start)
        if own is not None and own != self.home:
            return own
        return self.changed if self.changed is not None and own is not None and CHANGED.search(text) else self.act

    def _citations(self, sentence: AnnotatedSentence) -> Iterator[Spot]:
        doc, base = sentence.span.doc, sentence.span.start_char
        for citation in citations(sentence.span.text, sentence.passage.citation, self._act_at(sentence)):
            citation = self._of_its_act(citation, sentence)
            section, mark, path = citation.label.partition("(")
            known = self.sections.get(section)
            if known is not None and known[0] < sentence.start and not self.knowledge.lexicon.named(section):
                citation = replace(citation, label=f"{section}{mark}{path} of {known[1]}")
            tokens = doc.char_span(base + citation.start, base + citation.end, alignment_mode="expand")
            if tokens is not None:
                yield Spot(tokens.start, tokens.end, (self._referent("LegalProvision", citation.label),), "citation")

    def _of_its_act(self, citation: LawCitation, sentence: AnnotatedSentence) -> LawCitation:
        """A section "of the Act" under the name of the one act named so far, unless the lexicon knows that section."""
        section, of, act = citation.label.rpartition(" of the Act")
        named = self.acts.get(sentence.start)
        if not of or act or named is None or self.knowledge.lexicon.named(re.sub(r"\(.*?\)", "", section) + of):
            return citation
        return replace(citation, label=f"{section} of the {named}")

    def _described(self, sentence: AnnotatedSentence) -> Iterator[Spot]:
        """Reports, groups and places: told by description or by the language model, after all names."""
        if sentence.passage.kind != "heading":
            for start, end, label in reports(sentence.span, self.knowledge.words):
                yield Spot(start, end, (self._referent("Report", label),), "report")
            for start, end, label in groups(sentence.span, self.knowledge.words):
                yield Spot(start, end, (self._referent("InitiativeGroup", label),), "described")
        for place in sentence.span.ents:
            if (
                place.label_ == "GPE"
                and place.start > sentence.span.start
                and place[0].text[0].isupper()
                and not place.text.isupper()
            ):
                before = place.doc[place.start - 1]
                if before.pos_ == "ADP" or (
                    before.lower_ in {"and", ",", "the"} and place.root.dep_ in {"conj", "pobj", "appos"}
                ):
                    yield Spot(
                        place.start, place.end, (self._referent("Place", place.text.removeprefix("the ")),), "described"
                    )

    def _referent(self, kind: str, label: str) -> Referent:
        """The referent of a label that the document's names do not hold: the lexicon's, or a new one."""
        words = self.knowledge.words
        for iri in sorted(self.knowledge.lexicon.named(label)):
            entity = self.knowledge.lexicon.entities[iri]
            if self.knowledge.ontology.vocabulary.is_a(entity.type, words.terms[kind]):
                return self._referent_of(iri)
        key = f"{kind}:{normal(label)}"
        type_ = words.group if kind == "InitiativeGroup" else words.terms[kind]
        return self.made.setdefault(key, Referent(key, type_, label))

    def _told_by_group(self, spot: Spot, described: list[Spot]) -> bool:
        """Whether a concept's name only tells which group is meant ("dementia" in "dementia models")."""
        words = self.knowledge.words
        kind = spot.referents[0].type
        proper = kind in {words.terms["Organization"], words.terms["Person"]} or (
            words.is_initiative(kind) and kind != words.terms["Program"]
        )
        return not proper and any(
            each.referents[0].type == words.group and each.start <= spot.start and spot.end < each.end
            for each in described
        )

    def _is_elsewhere(self, sentence: AnnotatedSentence, spot: Spot, others: list[Spot]) -> bool:
        """Whether a known post's bare title is that of a body of another name ("Secretary of the Reef Department")."""
        words, doc = self.knowledge.words, sentence.span.doc
        referent = spot.referents[0]
        if referent.type != words.terms["Post"] or spot.end + 1 >= sentence.span.end:
            return False
        place = spot.end + 1 + (doc[spot.end + 1].lower_ == "the")
        behind = spot.start - 1  # "Ann Lee, Chief Actuary, Reef Department"
        apposed = any(each.end == behind and each.referents[0].type == words.terms["Person"] for each in others)
        if doc[spot.end].lower_ not in {"of", "for", "at"} | ({","} if apposed and doc[behind].text == "," else set()):
            return False
        known = self.knowledge.lexicon.entities.get(referent.entity or "")
        home = {target for _, target in known.relations} if known is not None else set()
        for each in others:
            if each.start == place and each.referents[0].type == words.terms["Organization"]:
                body = self.knowledge.lexicon.entities.get(each.referents[0].entity or "")
                if body is None or home.isdisjoint({body.iri, *(target for _, target in body.relations)}):
                    return True
        return False

    def _stands_alone(self, sentence: AnnotatedSentence, at: int) -> bool:
        """Whether the first word of a longer name stands by itself as a name ("Meadow is voluntary")."""
        token = sentence.span.doc[at]
        after = sentence.span.doc[at + 1] if at + 1 < sentence.span.end else None
        before = sentence.span.doc[at - 1] if at > sentence.span.start else None
        if (after is not None and is_capital(after)) or (before is not None and is_capital(before)):
            return False
        if after is not None and after.pos_ == "ADP" and at + 2 < sentence.span.end and is_capital(after.nbor(1)):
            return acts_as_initiative(token, self.knowledge.words)  # "Accountable for Health" is a name of its own
        if self.knowledge.lexicon.named(token.text):
            return acts_as_initiative(token, self.knowledge.words)
        if token.pos_ not in {"PROPN", "NOUN"} and token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            return False
        begins = at == sentence.span.start or sentence.span.doc[at - 1].is_quote
        if begins and token.dep_ == "compound" and token.head.i > at and token.head.text.islower():
            # "Memory clinics can apply": the capital is the sentence's, and the word tells what kind of clinics.
            return token.lower_ not in english_words()
        return not begins or token.lower_ not in self.lowered or acts_as_initiative(token, self.knowledge.words)

    def _is_word(self, sentence: AnnotatedSentence, start: int, end: int) -> bool:
        """Whether a one-word name at a sentence's start is only the ordinary word with its capital."""
        token = sentence.span.doc[start]
        if end - start > 1 or not token.text.istitle() or start != sentence.span.start:
            return False
        lower = token.lower_
        ordinary = lower in self.lowered and not acts_as_initiative(token, self.knowledge.words)
        return lower in english_words() and (ordinary or token.pos_ not in {"PROPN", "NOUN"})

    def _with_head(self, sentence: AnnotatedSentence, spot: Spot, taken: set[int]) -> Spot:
        """Take the noun in "the ACCORD model" into the mention: it is the head of the phrase."""
        doc, words = sentence.span.doc, self.knowledge.words
        if len(spot.referents) != 1 or spot.end >= sentence.span.end or spot.end in taken:
            return spot
        following = doc[spot.end].lower_
        kind = words.heads.get(following)
        initiative = self.knowledge.ontology.vocabulary.is_a(spot.referents[0].type, words.terms["Initiative"])
        if initiative and kind and following in words.words("initiatives", "nouns"):
            return replace(spot, end=spot.end + 1)
        return spot


def near(sentence: AnnotatedSentence) -> str:
    """The text in which a guarded acronym's company may stand: the sentence and the headings above it."""
    return " ".join((sentence.span.text, *sentence.passage.section))


def _whole(spots: Iterable[Spot]) -> list[Spot]:
    """The spots that are not a part of another one: "the Court of Accounts", and not "the Court"."""
    found = list(spots)
    return [
        one
        for one in found
        if not any(other is not one and other.start <= one.start and one.end <= other.end for other in found)
    ]
