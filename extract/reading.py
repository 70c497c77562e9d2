"""Reading: one document in, all its claims out. The room's one public verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from corpus.documents import Document
from extract.annotation.annotate import Annotated, AnnotatedSentence
from extract.annotation.topics import TopicTracker, guess_references
from extract.claims.citations import cited_in
from extract.claims.claims import Claim, Reading, Unclaimed
from extract.claims.fuller import without_shorter
from extract.claims.mentions import SKOS_CONCEPT, Mention, Referent
from extract.confidence import Calibration, read_calibration, same_in_place, stated
from extract.context.carried_figures import CarriedFigures
from extract.context.companions import Companion, add_companions, read_companions
from extract.context.count_times import CountTimes
from extract.context.early_ends import with_end_days, with_own_days
from extract.context.former_states import with_former_states
from extract.context.one_fate import with_one_fate
from extract.context.other_names import other_names
from extract.context.second_figures import SecondFigures
from extract.context.whose_figures import with_their_finders
from extract.law.conditions import ConditionReader
from extract.law.definition_forms import read_definition_forms
from extract.law.definitions import DefinitionReader
from extract.law.law_heads import head_dates
from extract.law.law_labels import labelled_laws
from extract.law.named_rules import NamedRuleReader
from extract.law.own_words import name_itself, own_law
from extract.law.powers import PowerReader
from extract.law.provisions import LawReader
from extract.layout.columns import Columns, plain_heading, read_columns
from extract.layout.table_shapes import read_milestones
from extract.layout.table_states import over_states, without_earlier_states, without_foreseen_days, without_past_states
from extract.layout.turns import by_their_tellers, for_their_bodies, teller_of_turn
from extract.learned.learned import LearnedReader
from extract.names.run_in import is_run_in
from extract.parsing.cues import Cues, read_cues
from extract.patterns.drafts import Drafter
from extract.patterns.forecasts import ForecastTracker
from extract.patterns.matching import IsA, find_matches
from extract.patterns.patterns import PatternIndex, read_patterns
from extract.patterns.proofs import Scene
from extract.patterns.surface import SurfaceReader
from extract.patterns.terms import counts_of
from extract.posts.holders import without_borrowed_titles, without_others_posts, without_strange_titles
from extract.posts.rosters import RosterReader, read_roster, with_rosters
from extract.posts.signatures import posts_in_lines
from extract.posts.successions import SuccessionTracker
from extract.posts.tenures import TenureTracker, still_held
from extract.tables.answers import AnswerReader, read_questions
from extract.tables.fragments import FragmentReader
from extract.tables.tables import TableReader
from extract.tables.year_tables import YearTableReader
from extract.trees.ellipsis import fill_bare_counts
from extract.trees.frames import Frame, frames
from extract.trees.repairs import repair
from extract.trees.trees import Tree, Unit, build_tree
from extract.values.value_words import read_value_words
from extract.values.values import XSD
from extract.weights.weights import Weights
from ontology.regulators import Ontology

WEAK = 0.65
"""Below this confidence a claim counts only where nothing surer is said."""
SILENT = frozenset({"heading", "reference", "boilerplate", "table-row", "key-value"})
"""Kinds of passage whose sentences make no claim as sentences."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the data files say about reading claims, read once for an ontology."""

    ontology: Ontology
    cues: Cues
    patterns: PatternIndex
    companions: tuple[Companion, ...]
    columns: Columns
    is_a: IsA

    @property
    def reckoned(self) -> frozenset[str]:
        """Properties of what somebody has to reckon: savings, foreseen and found, and a body's counts of its work."""
        known, people = self.ontology.vocabulary.properties, self.ontology.namespaces.iri("kg:peopleServed")
        totals = {iri for iri, one in known.items() if XSD + "integer" in one.ranges} - counts_of(self.ontology)
        return frozenset({*self.forecasts, *self.forecasts.values(), *totals}) - {people}

    @property
    def forecasts(self) -> dict[str, str]:
        """From the property of a forecast to the property of what came of it, where the vocabulary has both."""
        known = self.ontology.vocabulary.properties
        found = {}
        for iri in known:
            space, mark, name = iri.rpartition("#")
            if name.startswith("projected"):
                outcome = f"{space}{mark}{name[9:10].lower()}{name[10:]}"
                if outcome in known:
                    found[iri] = outcome
        return found

    def tree(self, sentence: AnnotatedSentence) -> Tree:
        """A sentence's tree with its names and values as single nodes."""
        first = sentence.span.start
        named: list[Unit] = [(one.start - first, one.end - first, one.mention) for one in sentence.mentions]
        concepts = [one for one in named if isinstance(one[2], Mention) and self.is_concept(one[2])]
        units = [one for one in named if one not in concepts]
        for one in sentence.quantities:
            token = sentence.span.doc[one.start]
            lasts = token.lower_ == "last" and one.start > first and token.nbor(-1).lower_ == "to"
            verbal = one.end - one.start > 1 and (token.pos_ == "VERB" or lasts)
            figure = replace(one.quantity, bound=None) if lasts else one.quantity
            units.append((one.start - first + verbal, one.end - first, figure))
        units, posts = self._without_titles(units, [token.text.lower() for token in sentence.span])
        tree = build_tree(
            sentence.span,
            units,
            self.cues.group("title"),
            lambda mention: self._is(mention, "kg:Person"),
            lambda mention: self._is(mention, "kg:Organization"),
            concepts,
            posts,
        )
        repair(tree, self.cues, lambda mention: self._is(mention, "kg:Initiative"))
        return tree

    def _without_titles(self, units: list[Unit], words: list[str]) -> tuple[list[Unit], dict[int, tuple[int, Mention]]]:
        """The units without posts that only are the title before a person's name, and whose posts those are."""
        starts = {start for start, _, thing in units if isinstance(thing, Mention) and self._is(thing, "kg:Person")}
        honorifics = self.cues.group("title").get("honorific", frozenset())
        kept: list[Unit] = []
        posts: dict[int, tuple[int, Mention]] = {}
        for start, end, thing in units:
            if end not in starts and end < len(words) and words[end] in honorifics:
                end += 1
            if isinstance(thing, Mention) and self._is(thing, "kg:Post") and end in starts:
                body = self._body_of(thing)
                if body is not None and not self._serves_another(end, body, units, words):
                    posts[end] = (start, body)
                continue
            kept.append((start, end, thing))
        return kept, posts

    def _serves_another(self, start: int, body: Mention, units: list[Unit], words: list[str]) -> bool:
        """Whether the person named at a token is called another body's ("Administrator Ann Lee of the Reef Agency")."""
        after = next((last for first, last, _ in units if first == start), start)
        if words[after : after + 1] not in [["of"], ["at"]]:
            return False
        place = after + 1 + (words[after + 1 : after + 2] == ["the"])
        return any(
            first == place
            and isinstance(thing, Mention)
            and self._is(thing, "kg:Organization")
            and thing.referent.entity != body.referent.entity
            for first, _, thing in units
        )

    def _body_of(self, post: Mention) -> Mention | None:
        """The organization that a known post belongs to, as a mention where the post is named."""
        entities = self.ontology.lexicon.entities
        known = entities.get(post.entity or "")
        wanted = self.ontology.namespaces.iri("kg:postIn")
        iri = next((target for name, target in known.relations if name == wanted), None) if known is not None else None
        body = entities.get(iri or "")
        if body is None:
            return None
        return Mention(
            post.start,
            post.end,
            post.text,
            body.type,
            Referent(body.iri, body.type, body.label, body.aliases, body.iri),
            "post",
        )

    def is_concept(self, mention: Mention) -> bool:
        """Whether a mention names a kind of thing, and no thing."""
        return self.ontology.vocabulary.is_a(mention.type, SKOS_CONCEPT)

    def _is(self, mention: Mention, kind: str) -> bool:
        return self.ontology.vocabulary.is_a(mention.type, self.ontology.namespaces.iri(kind))


@lru_cache(maxsize=4)
def load_grammar(
    pattern_files: tuple[Path, ...], cue_files: tuple[Path, ...]
) -> tuple[Cues, PatternIndex, tuple[Companion, ...]]:
    """Cue words, patterns and companions of these files, read once."""
    return read_cues(cue_files), PatternIndex(read_patterns(pattern_files)), read_companions(pattern_files)


def grammar_of(ontology: Ontology) -> Grammar:
    """The grammar of an ontology. Raises `UnreadableCues` naming the file that is at fault."""
    cues, patterns, companions = load_grammar(
        ontology.regulator.files("patterns*.toml"), ontology.regulator.files("status*.toml")
    )
    columns = read_columns(ontology.regulator.files("tables.toml"))
    columns = replace(columns, milestones=read_milestones(ontology.regulator.files("timelines.toml")))
    return Grammar(ontology, cues, patterns, companions, columns, is_a_of(ontology))


def is_a_of(ontology: Ontology) -> IsA:
    """What tells whether a class, by IRI, is another, by prefixed name, or below it; it keeps what it was asked."""
    iri, vocabulary = ontology.namespaces.iri, ontology.vocabulary
    return lru_cache(maxsize=10_000)(lambda kind, wanted: vocabulary.is_a(kind, iri(wanted)))


def read_sentence(
    scene: Scene,
    found: list[Frame],
    grammar: Grammar,
    drafter: Drafter,
    forecasts: ForecastTracker,
    learned: LearnedReader,
) -> Iterator[Claim | Unclaimed]:
    """The claims of one sentence, of which the frames are `found`, and why others were left unclaimed."""
    drafts = [
        learned.dated(one, match, scene) if isinstance(one, Claim) else one
        for match in find_matches(found, grammar.patterns, scene.tree, grammar.cues, grammar.is_a)
        for one in drafter.draft(match, scene)
    ]
    yield from drafts
    yield from forecasts.read(scene, found, [one for one in drafts if isinstance(one, Claim)])


def scenes(annotated: Annotated, grammar: Grammar) -> Iterator[Scene]:
    """The sentences that can make claims, each with its tree and with what the text around it speaks of."""
    ontology = grammar.ontology
    named = [
        one.mention for sentence in annotated.sentences for one in sentence.mentions if one.mention.how != "reference"
    ]
    topics = TopicTracker(lambda mention, kind: grammar.is_a(mention.type, kind), house(ontology), named)
    own = own_law(annotated.document, ontology.namespaces.iri("kg:LegalProvision"), annotated.referents)
    people = [one for one in named if grammar.is_a(one.type, "kg:Person")]
    carried: str | None = None
    before: Tree | None = None
    for sentence in annotated.sentences:
        boxed = sentence.passage.kind == "key-value" and sentence.is_clause
        if (boxed or sentence.passage.kind not in SILENT) and len(sentence.span):
            tree = grammar.tree(sentence)
            name_itself(tree, annotated.document, sentence, own)
            carried = fill_bare_counts(tree, carried)
            about = topics.topics(sentence)
            if (turn := teller_of_turn(sentence.passage, people)) is not None:
                about = {**about, "turn": turn}
            guess_references(tree, about, grammar.cues.group("noun").get("kind", frozenset()))
            if not is_run_in(sentence, grammar.is_concept):
                yield Scene(annotated.document, sentence, tree, about, before)
            before = tree
        topics.saw(sentence)


def read_annotated(
    annotated: Annotated,
    ontology: Ontology,
    weights: Weights | None = None,
    calibration: Calibration | None = None,
) -> Reading:
    """The claims of a document whose names and values are known; weights and calibration are those that ship."""
    grammar = grammar_of(ontology)
    document = annotated.document
    today = document.metadata.issued or document.metadata.modified
    drafter = Drafter(ontology, today, grammar.cues)
    claims: list[Claim] = []
    unclaimed: list[Unclaimed] = list(annotated.unresolved)
    forecasts = ForecastTracker(grammar.cues, drafter, grammar.forecasts)
    lawbook = LawReader(annotated, ontology, grammar.cues, drafter)
    drafter.law = lawbook.law
    powers = PowerReader(lawbook, grammar.cues)
    table = TableReader(annotated, ontology, grammar.columns, drafter)
    surface = SurfaceReader(ontology, grammar.cues, grammar.is_a, drafter)
    learned = LearnedReader(ontology, grammar.cues, drafter, weights, lawbook.bearer)
    tenures, successions = TenureTracker(ontology, grammar.cues), SuccessionTracker(ontology, grammar.cues)
    bodies: dict[tuple[int, int], Mention] = {}
    for scene in scenes(annotated, grammar):
        if "body" in scene.topics:
            bodies[(scene.sentence.passage.start, scene.sentence.passage.end)] = scene.topics["body"]
        claims += lawbook.sentence_claims(scene)
        claims += powers.claims(scene)
        said = frames(scene.tree, grammar.cues, drafter.law, document.metadata.type == "Rule")
        for found in read_sentence(scene, said, grammar, drafter, forecasts, learned):
            if isinstance(found, Claim):
                claims.append(found)
            else:
                unclaimed.append(found)
        surface.read(scene)
        learned.read(scene)
        tenures.read(scene)
        successions.read(scene, said)
    claims += lawbook.criteria(bodies)
    sets = ontology.namespaces.iri("kg:setsCriterion")
    told_by = {one.subject.key for one in claims if one.property == sets}
    claims += ConditionReader(annotated, ontology, grammar.cues, lawbook.places).claims(told_by)
    claims += lawbook.appropriations()
    own = own_law(document, ontology.namespaces.iri("kg:LegalProvision"), annotated.referents)
    claims += head_dates(annotated, ontology, grammar.cues, own)
    claims += NamedRuleReader(annotated, ontology).claims()
    claims += labelled_laws(annotated, ontology, grammar.columns)
    claims += other_names(annotated, ontology)
    forms = read_definition_forms(ontology.regulator.files("definitions*.toml"))
    claims += DefinitionReader(annotated, ontology, forms).claims()
    status, active = (ontology.namespaces.iri(name) for name in ("kg:status", "kg:Active"))
    values = read_value_words(ontology.regulator.files("values.toml"))
    claims += YearTableReader(annotated, ontology, grammar.columns, drafter, table, values).claims()
    fragments = FragmentReader(annotated, table, grammar.columns, grammar.cues)
    told_in_tables = [*table.claims(), *fragments.claims()]
    claims += without_foreseen_days(told_in_tables, status, active, over_states(ontology))
    roster = read_roster(ontology.regulator.files("rosters.toml"))
    rosters = list(RosterReader(annotated, ontology, roster, drafter, plain_heading).claims())
    claims = with_rosters(claims, rosters)
    told = {(one.subject.key, one.property, one.object) for one in claims}
    signed = posts_in_lines(annotated, ontology)
    claims += [one for one in signed if (one.subject.key, one.property, one.object) not in told]
    questions = read_questions(ontology.regulator.files("answers.toml"))
    claims += AnswerReader(annotated, table, fragments, questions).claims()
    claims = without_strange_titles(without_guesses(claims), ontology, grammar.cues)
    claims = without_others_posts(without_borrowed_titles(claims, ontology), annotated, ontology)
    claims += surface.claims(claims)
    claims = with_their_finders(claims, annotated, ontology, grammar.cues)
    seconds = SecondFigures(annotated, ontology, grammar.cues)
    claims = seconds.added(claims)
    claims = seconds.added([*claims, *learned.claims(add_companions(claims, grammar.companions, ontology))])
    claims = still_held(tenures.dated(successions.completed(tenures.dated(claims), tenures.dated)), ontology)
    claims = by_their_tellers(claims, annotated, grammar.reckoned, lambda one: grammar.is_a(one.type, "kg:Person"))
    claims = for_their_bodies(claims, grammar.forecasts, ontology.namespaces.iri("kg:affiliation"))
    figures = CarriedFigures(annotated, drafter, grammar.cues)
    claims = figures.with_units([*claims, *figures.claims(claims)])
    claims = CountTimes(annotated, ontology, grammar.cues, grammar.forecasts.values()).dated(claims)
    claims = with_former_states(claims, document.text, ontology, grammar.cues)
    whole = without_earlier_states(
        with_end_days(
            with_own_days(add_companions(claims, grammar.companions, ontology), annotated, ontology, grammar.cues),
            ontology,
        ),
        ontology.namespaces.iri("kg:status"),
    )
    kept = with_one_fate(without_past_states(distinct(whole), ontology), document.text, ontology)
    kept = without_shorter(kept, annotated, ontology, grammar.cues.group("noun").get("sum", frozenset()))
    # Only here, where nothing is chosen any more: all choices above weigh the raw numbers.
    kept = stated(kept, whole, calibration or read_calibration())
    referents: dict[str, Referent] = {one.key: one for one in annotated.referents}
    for claim in kept:
        for thing in (claim.subject, claim.object, *(term for _, term in claim.qualifiers)):
            if isinstance(thing, Referent):
                referents.setdefault(thing.key, thing)
    left = tuple(sorted(set(unclaimed), key=lambda one: one.start))
    return Reading(document.id, tuple(referents.values()), tuple(kept), left, cited_in(document))


def without_guesses(claims: list[Claim]) -> list[Claim]:
    """The claims without weak ones where a surer one gives the same property of the same thing."""
    sure = {(one.subject.key, one.property) for one in claims if one.evidence.confidence >= WEAK}
    return [one for one in claims if one.evidence.confidence >= WEAK or (one.subject.key, one.property) not in sure]


def house(ontology: Ontology) -> str | None:
    """The IRI of the body that a regulator's documents are about, where its data name one."""
    slug = ontology.regulator.organization
    return f"{ontology.namespaces.base}id/{slug}" if slug else None


def distinct(claims: list[Claim]) -> list[Claim]:
    """Each claim once a passage: of equal claims the surest, and of those the shortest quote."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = same_in_place(claim)
        held = best.get(key)
        if held is None or (-claim.evidence.confidence, claim.evidence.end - claim.evidence.start) < (
            -held.evidence.confidence,
            held.evidence.end - held.evidence.start,
        ):
            best[key] = claim
    return list(best.values())


def read_claims(document: Document, ontology: Ontology, *, cache: Path | None = None) -> Reading:
    """All that one document claims, each claim with its proof.

    In: a document, an ontology, and a folder for parses where they are kept. Out: referents, claims, and what was
    seen and not claimed with the reason.
    """
    from extract.annotation.annotate import annotate

    return read_annotated(annotate(document, ontology, cache), ontology)
