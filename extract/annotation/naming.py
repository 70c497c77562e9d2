"""Naming: two passes over a document's sentences, the first to learn its names, the second to find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extract.annotation.reference import resolve_references
from extract.annotation.told_after import told_after
from extract.claims.annotated import AnnotatedSentence, TokenMention
from extract.claims.claims import Unclaimed
from extract.claims.mentions import SKOS_CONCEPT, Mention, Referent
from extract.names.acronyms import definitions
from extract.names.boxed_names import boxed_names
from extract.names.entire_names import EntireNames
from extract.names.introductions import introductions
from extract.names.knowledge import Knowledge
from extract.names.law_names import headed_laws, serial_laws
from extract.names.layout import layout_signs
from extract.names.learned_names import learned_names
from extract.names.lexicon_names import Known
from extract.names.name_matcher import NameMatch, normal
from extract.names.people import people
from extract.names.referents import DocumentNames, Gatherer
from extract.names.renamings import renaming_signs
from extract.names.run_in import names_run_in
from extract.names.short_forms import shortened
from extract.names.signs import ENOUGH, Sign
from extract.names.spots import Spot, SpotFinder, near
from extract.parsing.pipeline import english_words
from extract.weights.weights import Weights, read_weights


@dataclass(frozen=True, slots=True)
class Named:
    """A document's sentences with their mentions, its referents, and the names that no one thing answers."""

    sentences: tuple[AnnotatedSentence, ...]
    referents: tuple[Referent, ...]
    unresolved: tuple[Unclaimed, ...]


Matches = list[list[NameMatch[Known]]]
"""What the lexicon's matcher found in each sentence."""
Shorter = Sequence[Sequence[tuple[str, str]]]
"""The shortened names in each sentence, each with the entity whose it is."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass over a document's sentences found: the names in each, and what they name."""

    spots: tuple[tuple[Spot, ...], ...]
    referents: tuple[Referent, ...]

    def taken(self, knowledge: Knowledge) -> list[frozenset[int]]:
        """The tokens of each sentence that names cover; words for kinds and conditions may be part of a longer name."""
        is_a = knowledge.ontology.vocabulary.is_a
        names = [[one for one in spots if not is_a(one.referents[0].type, SKOS_CONCEPT)] for spots in self.spots]
        return [frozenset(place for one in spots for place in range(one.start, one.end)) for spots in names]


def first_pass(sentences: Sequence[AnnotatedSentence], knowledge: Knowledge, told: Sequence[Sign] = ()) -> Pass:
    """The names of all sentences, from the signs in them and those `told`."""
    matcher = knowledge.lexicon.matcher
    matches = [list(matcher.find(each.span.doc, each.span.start, each.span.end)) for each in sentences]
    shorter = [tuple(shortened(each.span, knowledge.lexicon)) for each in sentences]
    known, others = _known_names(sentences, matches, shorter, knowledge)
    names = _learn(sentences, matches, shorter, knowledge, known, others, told)
    finder = SpotFinder(sentences, knowledge, names)
    spots = tuple(tuple(finder.spots(each, found)) for each, found in zip(sentences, matches, strict=True))
    return _with_short_names(Pass(spots, tuple(finder.made.values())), sentences, knowledge)


def _with_short_names(found: Pass, sentences: Sequence[AnnotatedSentence], knowledge: Knowledge) -> Pass:
    """The pass with the first words of full names that stand alone for initiatives among the names of these."""
    shorts: dict[str, dict[str, None]] = {}
    for sentence, spots in zip(sentences, found.spots, strict=True):
        for spot in spots:
            word = sentence.span.doc[spot.start]
            known = spot.how == "short" and len(spot.referents) == 1
            opens = spot.start == sentence.span.start and word.lower_ in english_words()  # "Morning came late"
            if known and not opens and knowledge.words.is_initiative(spot.referents[0].type):
                shorts.setdefault(spot.referents[0].key, {})[word.text] = None

    def named(one: Referent) -> Referent:
        return replace(one, aliases=tuple(dict.fromkeys((*one.aliases, *shorts.get(one.key, ())))))

    if not shorts:
        return found
    spots_named = tuple(
        tuple(replace(spot, referents=tuple(named(one) for one in spot.referents)) for spot in spots)
        for spots in found.spots
    )
    return Pass(spots_named, tuple(named(one) for one in found.referents))


def find_mentions(
    sentences: Sequence[AnnotatedSentence],
    knowledge: Knowledge,
    told: Sequence[Sign] | None = None,
    weights: Weights | None = None,
    document_type: str | None = None,
) -> Named:
    """Names and references of all sentences of one document.

    `told` are signs of names known from elsewhere; with them, no further name is guessed.
    `weights` are the learned ones, by default those that ship.
    """
    last = first_pass(sentences, knowledge, told or ())
    learned: list[Sign] = []
    if told is None:
        taken = last.taken(knowledge)
        learned += learned_names(sentences, taken, knowledge.words, weights or read_weights(), document_type)
    if learned:
        last = first_pass(sentences, knowledge, learned)
    result, unresolved = _with_references(sentences, last, knowledge, document_type)
    renamed = renaming_signs(result, knowledge)
    if renamed:  # what "the model" means had to be known before it could be told that the model has another name
        last = first_pass(sentences, knowledge, (*(told or learned), *renamed))
        result, unresolved = _with_references(sentences, last, knowledge, document_type)
    every = last.referents
    used = {each.mention.referent.key for sentence in result for each in sentence.mentions}
    kept = tuple(one for one in every if one.key in used or _labels_a_line(one, sentences))
    return Named(tuple(result), kept, tuple(unresolved))


def _labels_a_line(one: Referent, sentences: Sequence[AnnotatedSentence]) -> bool:
    """Whether a name is the label of a key fact, which no sentence holds ("ALDER STEPS: quick reference")."""
    cells = [each.cell for each in sentences if each.cell is not None and each.passage.kind == "key-value"]
    labels = {" ".join((cell.header or "").split()).split(" (")[0].strip(" *_").casefold() for cell in cells}
    return not labels.isdisjoint(name.casefold() for name in (one.label, *one.aliases))


def _with_references(
    sentences: Sequence[AnnotatedSentence], last: Pass, knowledge: Knowledge, document_type: str | None
) -> tuple[list[AnnotatedSentence], list[Unclaimed]]:
    """The sentences with the names of a pass and with what refers to them, and what no one thing answers."""
    result, unresolved = [], []
    for sentence, spots in zip(sentences, last.spots, strict=True):
        unresolved += [
            Unclaimed(*sentence.offsets(spot.start, spot.end), "unresolved")
            for spot in spots
            if len(spot.referents) != 1
        ]
        mentions = tuple(_mention(sentence, spot) for spot in spots if len(spot.referents) == 1)
        result.append(replace(sentence, mentions=mentions))
    resolved = resolve_references(told_after(result, knowledge), knowledge, document_type)
    return list(resolved.sentences), [*unresolved, *resolved.unresolved]


def _mention(sentence: AnnotatedSentence, spot: Spot) -> TokenMention:
    start, end = sentence.offsets(spot.start, spot.end)
    text = sentence.span.doc[spot.start : spot.end].text
    referent = spot.referents[0]
    return TokenMention(Mention(start, end, text, referent.type, referent, spot.how), spot.start, spot.end)


def _known_names(
    sentences: Sequence[AnnotatedSentence], matches: Matches, shorter: Shorter, knowledge: Knowledge
) -> tuple[dict[str, str], frozenset[str]]:
    """The names in the document that the lexicon holds, each with the one entity that it means here.

    Beside them those that are only of another body's office here ("the Reef Board's Chief Actuary").
    """
    lexicon = knowledge.lexicon
    certain: dict[str, str] = {}
    guarded = []
    for sentence, here in zip(sentences, matches, strict=True):
        for found in here:
            entity = lexicon.choose(sentence.span, found.start, found.end, found.payloads, near(sentence), frozenset())
            if entity is not None:
                certain[normal(sentence.span.doc[found.start : found.end].text)] = entity.iri
            else:
                guarded.append((sentence, found))
    relaxed = frozenset(certain.values())
    for sentence, found in guarded:
        entity = lexicon.choose(sentence.span, found.start, found.end, found.payloads, near(sentence), relaxed)
        if entity is not None:
            certain[normal(sentence.span.doc[found.start : found.end].text)] = entity.iri
    certain |= {normal(name): iri for here in shorter for name, iri in here if iri in certain.values()}
    strange = [(one.span, found) for one, found in guarded if lexicon.is_anothers(one.span, found.start, found.end)]
    return certain, frozenset(normal(span.doc[one.start : one.end].text) for span, one in strange) - set(certain)


def _learn(
    sentences: Sequence[AnnotatedSentence],
    matches: Matches,
    shorter: Shorter,
    knowledge: Knowledge,
    known: dict[str, str],
    others: frozenset[str],
    told: Sequence[Sign] = (),
) -> DocumentNames:
    """The first pass: every sign of a name, gathered into referents."""
    words = knowledge.words
    gatherer = Gatherer(words, knowledge.lexicon, others)
    passages = [one for one, _ in groupby(each.passage for each in sentences)]
    boxed = boxed_names(passages, knowledge.facts, words)
    entire = EntireNames(sentences, words)
    for sign in (
        *told,
        *layout_signs(sentences, words),
        *headed_laws(sentences, words),
        *serial_laws(sentences, words),
        *boxed,
        *names_run_in(passages, words),
    ):
        for whole in entire.of(sign):
            gatherer.add(whole)
    for sentence, here, short in zip(sentences, matches, shorter, strict=True):
        span = sentence.span
        heading = sentence.passage.kind == "heading"
        signs = (*definitions(span, words), *introductions(span, words, heading=heading))
        gatherer.see_together(sign.name for sign in signs)
        for sign in signs:
            for whole in entire.of(_without_owner(sign, knowledge)):
                gatherer.add(whole)
        for name, whose in short:
            if known.get(normal(name)) == whose:
                gatherer.add(Sign(name, knowledge.lexicon.entities[whose].type, ENOUGH))
        taken: set[int] = set()
        for found in here:
            iri = known.get(normal(span.doc[found.start : found.end].text))
            if iri is not None and knowledge.lexicon.entities[iri].type != words.terms["Person"]:
                taken.update(range(found.start, found.end))
        for sign in people(span, words, frozenset(taken)):
            gatherer.add(sign)
    return gatherer.names(known)


def _without_owner(sign: Sign, knowledge: Knowledge) -> Sign:
    """ "ORP Harbor Model" is the Harbor Model of a body that the lexicon knows as ORP."""
    if knowledge.lexicon.named(sign.name):
        return sign
    parts = sign.name.split()
    for length in range(len(parts) - 2, 0, -1):
        for iri in knowledge.lexicon.named(" ".join(parts[:length])):
            if (
                knowledge.lexicon.entities[iri].type == knowledge.words.terms["Organization"]
                and parts[length][0].isupper()
            ):
                return replace(sign, name=" ".join(parts[length:]))
    return sign
