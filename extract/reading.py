"""Reading: one document in, all its claims out. The room's one public verb."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import partial
from pathlib import Path

from corpus.documents import Document
from extract.annotation.annotate import Annotated
from extract.annotation.listed_deeds import ListedDeeds
from extract.annotation.subjects import subject_of_text
from extract.annotation.topics import TopicTracker, guess_references
from extract.claims.citations import cited_in
from extract.claims.claims import Claim, Reading, Unclaimed
from extract.claims.fuller import without_shorter
from extract.claims.mentions import Mention, Referent
from extract.confidence import Calibration, read_calibration, same_in_place, stated
from extract.context.carried_figures import CarriedFigures
from extract.context.companions import add_companions
from extract.context.corrections import without_corrected
from extract.context.count_times import CountTimes
from extract.context.counted_kinds import with_counted_kinds
from extract.context.days_seen import with_days_seen
from extract.context.early_ends import as_withdrawn, with_end_days, with_own_days, without_unbegun_ends
from extract.context.former_states import with_former_states
from extract.context.gross_sums import GrossSums
from extract.context.one_fate import with_one_fate
from extract.context.other_names import other_names
from extract.context.own_lengths import own_lengths
from extract.context.own_tellers import OwnTellers
from extract.context.own_totals import without_strange_totals
from extract.context.parted_ways import with_parted_ways
from extract.context.past_estimates import with_past_estimates
from extract.context.people_served import with_people_served
from extract.context.second_figures import SecondFigures
from extract.context.shared_times import with_shared_times
from extract.context.taken_back import taken_back
from extract.context.whose_figures import with_their_finders
from extract.grammar import Grammar, grammar_of
from extract.law.conditions import ConditionReader
from extract.law.definition_forms import read_definition_forms
from extract.law.definitions import DefinitionReader
from extract.law.law_heads import head_dates
from extract.law.law_labels import labelled_laws
from extract.law.named_rules import NamedRuleReader
from extract.law.own_rules import own_rule_claims
from extract.law.own_words import is_not_its_word, name_itself, own_law
from extract.law.powers import PowerReader
from extract.law.provisions import LawReader
from extract.layout.columns import plain_heading
from extract.layout.denied import is_denied
from extract.layout.enumerators import is_law
from extract.layout.table_shapes import caption_above
from extract.layout.table_states import (
    over_states,
    without_earlier_states,
    without_foreseen_days,
    without_halted_states,
    without_past_states,
)
from extract.layout.turns import by_their_tellers, for_their_bodies, teller_of_turn
from extract.learned.learned import LearnedReader
from extract.names.knowledge import knowledge_of
from extract.names.run_in import is_run_in
from extract.patterns.drafts import Drafter
from extract.patterns.forecasts import ForecastTracker
from extract.patterns.matching import find_matches
from extract.patterns.proofs import Scene
from extract.patterns.surface import SurfaceReader
from extract.posts.holders import (
    under_their_titles,
    without_borrowed_titles,
    without_lesser_heads,
    without_others_posts,
    without_strange_titles,
)
from extract.posts.leadership import LeadershipReader
from extract.posts.roster_words import read_roster
from extract.posts.rosters import RosterReader, with_rosters
from extract.posts.signatures import posts_in_lines
from extract.posts.successions import SuccessionTracker
from extract.posts.tenures import TenureTracker, as_coming, still_held
from extract.tables.answers import AnswerReader, read_questions
from extract.tables.fragments import FragmentReader
from extract.tables.headed_groups import HeadedGroups
from extract.tables.measure_tables import MeasureTableReader
from extract.tables.officers import OfficerReader
from extract.tables.outcome_cells import OutcomeCells
from extract.tables.part_cells import PartCells
from extract.tables.sum_rows import SumRows
from extract.tables.tables import TableReader
from extract.tables.year_rows import YearRowReader
from extract.tables.year_tables import YearTableReader
from extract.trees.chronicles import Chronicle
from extract.trees.ellipsis import fill_bare_counts
from extract.trees.frames import Frame, frames
from extract.trees.respective import respective
from extract.trees.trees import Tree
from extract.values.value_words import read_value_words
from extract.weights.weights import Weights
from ontology.regulators import Ontology

WEAK = 0.65
"""Below this confidence a claim counts only where nothing surer is said."""
SILENT = frozenset({"heading", "reference", "boilerplate", "table-row", "key-value"})
"""Kinds of passage whose sentences make no claim as sentences."""


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


def scenes(annotated: Annotated, grammar: Grammar, labelled: Container[tuple[int, int]] = ()) -> Iterator[Scene]:
    """The sentences that can make claims, each with its tree and with what the text around it speaks of.

    Those in passages that are `labelled` tell only what their label means, and that has been read.
    """
    ontology = grammar.ontology
    named = [
        one.mention for sentence in annotated.sentences for one in sentence.mentions if one.mention.how != "reference"
    ]
    about_all = subject_of_text(
        annotated.sentences,
        lambda one: grammar.is_a(one.type, "kg:Initiative") and not grammar.is_a(one.type, "kg:Program"),
    )
    main = (about_all[0], about_all[1].mention) if about_all else None
    lawmakers, elsewhere = (
        knowledge_of(ontology).words.words("references", name) for name in ("legislatures", "elsewhere")
    )
    topics = TopicTracker(
        lambda mention, kind: grammar.is_a(mention.type, kind), house(ontology), named, main, lawmakers, elsewhere
    )
    own = own_law(annotated.document, ontology.namespaces.iri("kg:LegalProvision"), annotated.referents)
    people = [one for one in named if grammar.is_a(one.type, "kg:Person")]
    untrue = taken_back(annotated.sentences, grammar.cues)
    carried: str | None = None
    before: Tree | None = None
    last: Tree | None = None
    law = is_law(annotated.document)
    dated = annotated.document.metadata
    rows = [one for one in annotated.document.passages if one.kind == "table-row"]
    captions = {caption_above(annotated.document.passages, one) for one in rows}
    deeds = ListedDeeds(
        annotated,
        knowledge_of(ontology).words,
        lambda one: grammar.is_a(one.type, "kg:Initiative") and not grammar.is_a(one.type, "kg:Program"),
        lambda one: grammar.is_a(one.type, "kg:Organization"),
    )
    days = knowledge_of(ontology).quantities.dates
    chronicle = Chronicle(annotated, grammar.cues, dated.issued or dated.modified, days)
    for sentence in annotated.sentences:
        if not law and is_denied(annotated.document, sentence.passage):
            continue
        if is_not_its_word(annotated.document, sentence):
            continue
        boxed = sentence.passage.kind == "key-value" and (sentence.is_clause or chronicle.is_entry(sentence))
        silent = sentence.passage.kind in SILENT or (sentence.passage.start, sentence.passage.end) in labelled
        silent = silent or (sentence.passage in captions and not sentence.is_clause) or chronicle.is_bare_day(sentence)
        if (boxed or not silent) and len(sentence.span):
            for read in respective(partial(grammar.tree, sentence)):
                tree = chronicle.tell_past(sentence, deeds.with_doer(read, sentence))
                name_itself(tree, annotated.document, sentence, own)
                carried = fill_bare_counts(tree, carried)
                about = deeds.topics(sentence, topics.topics(sentence))
                if (turn := teller_of_turn(sentence.passage, people)) is not None:
                    about = {**about, "turn": turn}
                guess_references(tree, about, grammar.cues.group("noun").get("kind", frozenset()))
                if sentence.start not in untrue and not is_run_in(sentence, grammar.is_concept):
                    entry = chronicle.day_of(sentence.passage) is not None
                    yield Scene(annotated.document, sentence, tree, about, before, entry)
                last = tree
            before = last
        topics.saw(sentence)


def _with_others(told: list[Claim], others: Iterable[Claim]) -> list[Claim]:
    """Claims, and others that do not tell the same from the same passage in fewer or other words."""
    known = {_told(one) for one in told}
    return told + [one for one in others if _told(one) not in known]


def _told(claim: Claim) -> tuple[object, ...]:
    return claim.subject.key, claim.property, claim.object, claim.evidence.passage


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
    powers = PowerReader(lawbook, grammar.cues)
    table = TableReader(annotated, ontology, grammar.columns, drafter)
    surface = SurfaceReader(ontology, grammar.cues, grammar.is_a, drafter)
    learned = LearnedReader(ontology, grammar.cues, drafter, weights, lawbook.bearer)
    tenures, successions = TenureTracker(ontology, grammar.cues), SuccessionTracker(ontology, grammar.cues)
    bodies: dict[tuple[int, int], Mention] = {}
    fragments = FragmentReader(annotated, table, grammar.columns, grammar.cues)
    told_in_tables = _with_others(SumRows(table).applied(table.claims()), fragments.claims())
    told_in_tables = PartCells(table, fragments).applied(told_in_tables)
    labelled = {*((one.start, one.end) for one in table.rows.titled), *fragments.strips} & {
        one.evidence.passage for one in told_in_tables
    }
    for scene in scenes(annotated, grammar, labelled):
        if "body" in scene.topics:
            bodies[(scene.sentence.passage.start, scene.sentence.passage.end)] = scene.topics["body"]
        statute = document.metadata.type == "Statute"  # what stands before the sections of a rule tells of it
        drafter.law = lawbook.law and (statute or lawbook.provision_at(scene) is not None)
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
    claims = _with_others(told_in_tables, claims)[len(told_in_tables) :]
    claims += lawbook.criteria(bodies)
    sets = ontology.namespaces.iri("kg:setsCriterion")
    told_by = {one.subject.key for one in claims if one.property == sets}
    claims += ConditionReader(annotated, ontology, grammar.cues, lawbook.places).claims(told_by)
    claims += lawbook.appropriations()
    own = own_law(document, ontology.namespaces.iri("kg:LegalProvision"), annotated.referents)
    claims += head_dates(annotated, ontology, grammar.cues, own)
    claims += NamedRuleReader(annotated, ontology).claims()
    claims += list(own_rule_claims(annotated, ontology, own, claims))
    claims += labelled_laws(annotated, ontology, grammar.columns)
    claims += other_names(annotated, ontology)
    forms = read_definition_forms(ontology.regulator.files("definitions*.toml"))
    claims += DefinitionReader(annotated, ontology, forms).claims()
    status, active = (ontology.namespaces.iri(name) for name in ("kg:status", "kg:Active"))
    values = read_value_words(ontology.regulator.files("values.toml"))
    years = YearTableReader(annotated, ontology, grammar.columns, drafter, table, values)
    claims += [*years.claims(), *MeasureTableReader(years).claims(), *YearRowReader(years).claims()]
    claims += OutcomeCells(table).claims()
    claims += HeadedGroups(annotated, knowledge_of(ontology)).claims()
    claims += without_foreseen_days(told_in_tables, status, active, over_states(ontology))
    roster = read_roster(ontology.regulator.files("rosters.toml"))
    people = RosterReader(annotated, ontology, roster, drafter, plain_heading)
    rosters = [*people.claims(), *OfficerReader(table, people).claims()]
    claims = with_rosters(claims, rosters)
    told = {(one.subject.key, one.property, one.object) for one in claims}
    signed = [
        *posts_in_lines(annotated, ontology),
        *LeadershipReader(annotated, ontology, roster, people, grammar.cues).claims(),
    ]
    for each in signed:
        if (each.subject.key, each.property, each.object) not in told:
            claims.append(each)
            told.add((each.subject.key, each.property, each.object))
    questions = read_questions(ontology.regulator.files("answers.toml"))
    claims += AnswerReader(annotated, table, fragments, questions).claims()
    claims = without_strange_titles(without_guesses(claims), ontology, grammar.cues)
    claims = without_lesser_heads(claims, ontology)
    claims = without_others_posts(without_borrowed_titles(claims, ontology), annotated, ontology)
    claims += surface.claims(claims)
    claims = with_their_finders(claims, annotated, ontology, grammar.cues)
    seconds = SecondFigures(annotated, ontology, grammar.cues)
    claims = seconds.added(claims)
    claims = seconds.added([*claims, *learned.claims(add_companions(claims, grammar.companions, ontology))])
    claims += own_lengths(annotated, ontology, claims)
    claims = without_corrected(claims, annotated, grammar.cues)
    claims = GrossSums(annotated, grammar.cues, {*grammar.forecasts, *grammar.forecasts.values()}).without(claims)
    claims = under_their_titles(claims, ontology)
    claims = still_held(tenures.dated(successions.completed(tenures.dated(claims), tenures.dated)), ontology)
    claims = as_coming(claims, ontology, today)
    claims = with_past_estimates(claims, grammar.forecasts, today, grammar.cues)
    claims = OwnTellers(annotated, ontology, grammar.cues, grammar.reckoned).applied(claims)
    claims = by_their_tellers(claims, annotated, grammar.reckoned, lambda one: grammar.is_a(one.type, "kg:Person"))
    claims = for_their_bodies(claims, grammar.forecasts, ontology.namespaces.iri("kg:affiliation"))
    figures = CarriedFigures(annotated, drafter, grammar.cues)
    claims = figures.with_units([*claims, *figures.claims(claims)])
    claims = with_people_served(claims, document.text, ontology, grammar.cues)
    claims = CountTimes(annotated, ontology, grammar.cues, grammar.forecasts.values()).dated(claims)
    kinds = grammar.cues.group("noun").get("kind", frozenset())
    claims = without_strange_totals(claims, annotated, ontology, house(ontology), kinds)
    claims = with_parted_ways(with_shared_times(claims, annotated, ontology), annotated, ontology)
    claims = with_counted_kinds(claims, ontology, grammar.cues.group("noun").get("faceless", frozenset()))
    claims = with_former_states(claims, document.text, ontology, grammar.cues)
    claims = with_days_seen(add_companions(claims, grammar.companions, ontology), annotated, ontology)
    whole = without_earlier_states(
        with_end_days(with_own_days(claims, annotated, ontology, grammar.cues), ontology),
        ontology.namespaces.iri("kg:status"),
    )
    whole = without_halted_states(whole, table.halted, status, active)
    whole = as_withdrawn(whole, annotated, ontology, grammar.cues)
    kept = without_past_states(without_unbegun_ends(distinct(whole), ontology), ontology)
    kept = with_one_fate(kept, document.text, ontology)
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
