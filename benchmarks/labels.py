"""Labels: which pairs of a gold document's sentences make which of its claims, for the reader that learns from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from benchmarks.gold import GoldClaim, GoldDocument, names_of, same_name
from corpus.documents import read_document
from extract.annotation.annotate import Annotated, annotate
from extract.grammar import grammar_of
from extract.learned.doubts import Doubts
from extract.learned.features import Sketch, features, setting_of, sides_of, sketch, words_of
from extract.learned.judging import kind_of
from extract.learned.learned_patterns import PERIOD
from extract.learned.pairs import Pair, find_pairs, period_pairs
from extract.names.signs import Sign
from extract.parsing.cues import read_toml
from extract.patterns.drafts import Drafter
from extract.patterns.proofs import Scene
from extract.reading import scenes
from extract.weights.heads import Sides
from ontology.regulators import Ontology
from tests.bracketed import annotate_marked

SAVINGS = frozenset({"netSavings", "projectedNetSavings"})
FOLLOWS = {
    "status": {"startedOn", "endedOn", "announcedOn", "applicationsOpenOn"},
    "outcome": {"netSavings", "projectedNetSavings", "endedOn", "status"},
    "affiliation": {"director", "administrator", "secretary", "chiefActuary"},
    "testedBy": {"*"},
    "participation": {"participation"},
}
"""Properties whose claims need not be listed beside others of the same thing: silence about them says nothing."""
BACKWARDS = {"predecessor": "successor", "successor": "predecessor"}


@dataclass(frozen=True, slots=True)
class View:
    """A sentence as the encoder takes it in: its words, and marks of where it stands."""

    words: tuple[str, ...]
    setting: tuple[str, ...]


@dataclass(slots=True)
class Example:
    """One pair with its features and what it says: `labels` are the classes it proves, `unsure` those left open."""

    document: str
    sentence: int
    who: str
    about: str
    said: str
    features: list[str]
    labels: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    claims: list[GoldClaim] = field(default_factory=list)
    view: View | None = None
    sides: Sides | None = None


def examples_of(
    gold: GoldDocument, ontology: Ontology, names: Mapping[str, tuple[str, ...]], groups: Mapping[str, str]
) -> list[Example]:
    """All pairs of a gold document, labelled by its claims."""
    document = read_document(gold.text.encode(), f"{gold.path.stem}.txt")
    annotated = annotate(document, ontology, None, list(gold_signs(gold, ontology, names)))
    return labelled(gold, annotated, ontology, names, groups)


def example_sentences(ontology: Ontology) -> Iterator[tuple[GoldDocument, Annotated]]:
    """The examples and counter-examples that the pattern files carry, as gold documents with their names given."""
    files = [*ontology.regulator.files("patterns*.toml"), *ontology.regulator.files("surface*.toml")]
    local = {iri.rpartition("#")[2] for iri in ontology.vocabulary.properties}
    for path in files:
        data = read_toml(path)
        entries = [entry for key in ("pattern", "surface") for entry in data.get(key, [])]  # type: ignore[attr-defined]
        for number, (text, *told) in enumerate(one for entry in entries for one in entry.get("examples", ())):
            claims = tuple(claim for line in told if (claim := _shown_claim(line, local)) is not None)
            yield (
                GoldDocument(path.with_stem(f"{path.stem}-{number}"), "example", text, claims),
                annotate_marked(text, ontology),
            )


def _shown_claim(line: str, local: set[str]) -> GoldClaim | None:
    """A claim as the pattern files write it: "Harbor Model startedOn 2021 plan"."""
    words = line.split()
    place = next((number for number, word in enumerate(words) if word in local), 0)
    if not place:
        return None
    rest = [word for word in words[place + 1 :] if "=" not in word]
    modality = next((word for word in rest if word in {"plan", "projection", "opinion", "rule"}), "fact")
    thing = [word for word in rest if word not in {modality, "negated", "ended", "fiscal"}]
    if words[place] in {"participation", "status", "outcome"}:
        thing = ["".join(word.capitalize() for word in thing)]
    pairs = tuple((one.split("=", 1)[0], one.split("=", 1)[1]) for one in words[place + 1 :] if "=" in one)
    return GoldClaim(" ".join(words[:place]), words[place], " ".join(thing), modality, pairs, "negated" in rest)


def labelled(
    gold: GoldDocument,
    annotated: Annotated,
    ontology: Ontology,
    names: Mapping[str, tuple[str, ...]],
    groups: Mapping[str, str],
) -> list[Example]:
    """All pairs of an annotated document, labelled by its gold file's claims, and the dates beside what they say."""
    document = annotated.document
    grammar = grammar_of(ontology)
    drafter = Drafter(ontology, document.metadata.issued)
    kind = kind_of(ontology)
    rows: list[tuple[Example, Pair, Scene]] = []
    sketches: dict[int, Sketch] = {}
    for number, scene in enumerate(scenes(annotated, grammar)):
        known = sketches[number] = sketch(scene, kind, groups)
        view = View(tuple(words_of(scene, known)), setting_of(known))
        for pair in find_pairs(scene, kind):
            seen = features(pair, scene, known) if pair.object is None else []
            example = Example(gold.path.stem, number, _who(pair, scene), pair.about, pair.said, seen)
            example.view, example.sides = view, sides_of(pair, scene, known)
            rows.append((example, pair, scene))
    claims = [*gold.claims, *(turned for one in gold.claims if (turned := _backwards(one)))]
    subjects = [_names(pair, scene, names) for _, pair, scene in rows]
    doubts = Doubts(grammar.cues)
    for claim in claims:
        _mark(claim, rows, subjects, names, drafter, doubts)
    for claim in gold.also:
        for (example, pair, scene), known_as in zip(rows, subjects, strict=True):
            if _is(claim.subject, known_as):
                label = _label(claim, pair, scene, names, drafter)
                if label:
                    example.unsure.add(label)
    listed: dict[str, set[str]] = {}
    for claim in (*gold.claims, *gold.also):
        listed.setdefault(claim.subject.casefold(), set()).add(claim.property)
    for (example, _pair, _), known_as in zip(rows, subjects, strict=True):
        held = {p for subject, props in listed.items() if _is(subject, known_as) for p in props}
        for follower, leaders in FOLLOWS.items():
            if held & leaders or "*" in leaders:
                example.unsure.add(f"{follower}*")
    return [*(example for example, _, _ in rows), *_period_examples(rows, sketches)]


THINGS = {
    "director": ("Organization", "Person"), "administrator": ("Organization", "Person"),
    "secretary": ("Organization", "Person"), "chiefActuary": ("Organization", "Person"),
    "affiliation": ("Person", "Organization"), "administers": ("Organization", "Program"),
    "peopleServed": ("Organization", ""), "appropriation": ("Organization", ""), "establishedOn": ("Organization", ""),
    "establishedBy": ("Organization", "LegalProvision"), "modelsLaunched": ("Organization", ""),
    "modelsCertified": ("Organization", ""), "enactedOn": ("LegalProvision", ""), "publishedOn": ("LegalProvision", ""),
    "effectiveOn": ("LegalProvision", ""), "citation": ("LegalProvision", ""),
    "amends": ("LegalProvision", "LegalProvision"), "governs": ("LegalProvision", "Initiative"),
    "testedBy": ("Initiative", "Organization"),
    "predecessor": ("Initiative", "Initiative"), "successor": ("Initiative", "Initiative"),
    "authorizedBy": ("", "LegalProvision"), "operatesIn": ("Initiative", "Place"), "program": ("Initiative", "Program"),
    "startedOn": ("Initiative", ""), "endedOn": ("Initiative", ""), "announcedOn": ("Initiative", ""),
    "participation": ("Initiative", ""), "participantType": ("Initiative", ""), "paymentMechanism": ("Initiative", ""),
    "plannedDuration": ("Initiative", ""), "participants": ("Initiative", ""), "beneficiaries": ("Initiative", ""),
    "status": ("Initiative", ""), "focus": ("Initiative", ""), "maximumAwards": ("Initiative", ""),
    "applicationsOpenOn": ("Initiative", ""), "applicationsCloseOn": ("Initiative", ""),
    "memberOf": ("Initiative", "InitiativeGroup"), "setsCriterion": ("LegalProvision", ""),
    "grantsPower": ("LegalProvision", ""), "imposesDuty": ("LegalProvision", ""),
}  # fmt: skip
"""The classes of the things that claims with a property speak of, where the property tells."""
GIVEN = 9.0
"""The weight of a sign that a gold file gives: more than any text's own."""


def gold_signs(gold: GoldDocument, ontology: Ontology, names: Mapping[str, tuple[str, ...]]) -> Iterator[Sign]:
    """Signs for all names of a gold file's claims that the lexicon does not hold."""
    known = {name.casefold() for labels in names.values() for name in labels}
    seen: set[str] = set()
    for claim in gold.claims:
        for name, kind in zip((claim.subject, claim.object), THINGS.get(claim.property, ("", "")), strict=True):
            if kind and name != "*" and name not in seen and name.casefold() not in known and name[:1].isupper():
                seen.add(name)
                for form in {name, re.sub(r" (?:Model|Demonstration|Initiative|Test)$", "", name)}:
                    if re.search(rf"\b{re.escape(form)}\b", gold.text):
                        yield Sign(
                            form, ontology.namespaces.iri(f"kg:{kind}"), GIVEN, same_as=name if form != name else None
                        )


def wanted_names(
    gold: GoldDocument, ontology: Ontology, names: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, str], Callable[[str], bool]]:
    """The class of each name that a gold document's claims speak of, and whether the document leaves a word open."""
    wanted: dict[str, str] = {}
    for sign in gold_signs(gold, ontology, names):
        kind = (sign.type or "").rpartition("#")[2]
        wanted[sign.name.casefold()] = wanted[(sign.same_as or sign.name).casefold()] = kind
    said = " ".join(f"{one.subject} {one.object}" for one in (*gold.also, *gold.baits)).casefold()

    def is_left_open(word: str) -> bool:
        return word.casefold() in said or any(word.casefold() in name for name in wanted)

    return wanted, is_left_open


def _backwards(claim: GoldClaim) -> GoldClaim | None:
    prop = BACKWARDS.get(claim.property)
    return (
        GoldClaim(claim.object, prop, claim.subject, claim.modality, (), claim.negated, claim.linked) if prop else None
    )


def _who(pair: Pair, scene: Scene) -> str:
    mention = (pair.subject.mention or pair.subject.guess) if pair.subject is not None else scene.topics[pair.topic]
    return mention.referent.key if mention is not None else ""


def _names(pair: Pair, scene: Scene, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    mention = (pair.subject.mention or pair.subject.guess) if pair.subject is not None else scene.topics[pair.topic]
    return names_of(mention.referent, dict(names)) if mention is not None else ()


def _is(name: str, known_as: Iterable[str]) -> bool:
    return name == "*" or same_name(name, known_as)


def _mark(
    claim: GoldClaim,
    rows: list[tuple[Example, Pair, Scene]],
    subjects: list[tuple[str, ...]],
    names: Mapping[str, tuple[str, ...]],
    drafter: Drafter,
    doubts: Doubts,
) -> None:
    """Label the pairs that prove a claim: the best kind of subject wins, and its rivals are left open.

    What is told without an object is told by a sentence that holds a word which such a claim needs; where no sentence
    does, all are left open.
    """
    hits: list[tuple[tuple[bool, int, int, int], Example, str]] = []
    for (example, pair, scene), known_as in zip(rows, subjects, strict=True):
        if not _is(claim.subject, known_as):
            continue
        label = _label(claim, pair, scene, names, drafter)
        if label is None:
            continue
        rank = (
            0 if pair.subject is not None and pair.subject.mention is not None else 1 if pair.subject is not None else 2
        )
        if claim.subject == "*":
            rank = 3
        far = abs(pair.subject.start - pair.object.start) if pair.subject is not None and pair.object is not None else 0
        worded = pair.object is not None or doubts.is_worded(pair, label, scene.tree.nodes)
        hits.append(((not worded, rank, far, example.sentence), example, label))
    hits.sort(key=lambda one: one[0])
    if hits and hits[0][1].said == "sense":
        if hits[0][0][0]:
            for _, example, label in hits:
                example.unsure.add(label)
            return
        hits = [one for one in hits if not one[0][0]]
    sentences = {example.sentence for _, example, _ in hits}
    for place, (_, example, label) in enumerate(hits):
        if example.said == "sense" and len(sentences) > 1:
            example.unsure.add(f"{label}?")  # decided once a first reader has been trained
        elif place == 0:
            example.labels.add(label)
            example.claims.append(claim)
        else:
            example.unsure.add(label)


def _period_examples(rows: list[tuple[Example, Pair, Scene]], sketches: Mapping[int, Sketch]) -> Iterator[Example]:
    """The dates beside what a claim was read from, each labelled by the qualifier that it is, if any."""
    for example, pair, scene in rows:
        pivot = pair.object or pair.subject
        if pivot is None or not example.claims:
            continue
        claim, label = example.claims[0], next(iter(example.labels))
        for dated in period_pairs(pivot, label, scene):
            known = sketches[example.sentence]
            one = Example(example.document, example.sentence, example.who, dated.about, dated.said, [])
            one.view, one.sides = example.view, sides_of(dated, scene, known)
            qualifier = _qualifier(claim, dated)
            if qualifier:
                one.labels.add(qualifier)
            yield one


def _qualifier(claim: GoldClaim, pair: Pair) -> str | None:
    """Which of a claim's qualifiers a date is: `period` where it gives both ends."""
    quantity = pair.object.quantity if pair.object is not None else None
    if quantity is None:
        return None
    held = dict(claim.qualifiers)
    whole = [value.lexical if value is not None else None for value in (quantity.lower, quantity.upper)]
    since, until = held.get("validFrom"), held.get("validUntil")
    if any(whole):
        return PERIOD if (since, until) == (whole[0] or since, whole[1] or until) and (since or until) else None
    date = quantity.value.lexical
    if date == since == until:
        return PERIOD
    return next((name for name in ("validFrom", "validUntil", "pointInTime", "asOf") if held.get(name) == date), None)


def _label(
    claim: GoldClaim, pair: Pair, scene: Scene, names: Mapping[str, tuple[str, ...]], drafter: Drafter
) -> str | None:
    """The class under which a pair makes a claim, if its object is the claim's."""
    node = pair.object
    if node is None:
        return (
            f"{claim.property}={claim.object}{'-' * claim.negated}"
            if re.fullmatch(r"[A-Z][A-Za-z]+", claim.object)
            and claim.property in {"participation", "status", "outcome"}
            else None
        )
    if claim.object == "*":
        return None
    if node.mention is not None:
        return claim.property if same_name(claim.object, names_of(node.mention.referent, dict(names))) else None
    quantity = node.quantity
    if quantity is not None:
        if quantity.value.lexical == claim.object:
            return claim.property
        if claim.property in SAVINGS and quantity.value.lexical == claim.object.lstrip("-"):
            return f"{claim.property}-"
        bounds = {value.lexical for value in (quantity.lower, quantity.upper) if value is not None}
        if claim.object in bounds:
            return PERIOD if claim.property in {"startedOn", "endedOn"} else claim.property
        return None
    wanted = re.sub(r"\W+", " ", claim.object.casefold()).split()
    if pair.said == "phrase":
        if claim.property in {"purpose", "grantsPower", "imposesDuty", "criterionText"}:
            return None
        said = re.sub(r"\W+", " ", drafter.phrase(node, scene).casefold()).split()
        head = node.text.casefold()
        near = bool(wanted) and head in wanted and (set(wanted) <= set(said) or set(said) <= set(wanted))
        return claim.property if said == wanted or near else None
    if pair.said == "action":
        said = re.sub(r"\W+", " ", drafter.words(node, scene).casefold()).split()
        size = min(len(said), len(wanted), 3)
        return claim.property if size > 1 and said[:size] == wanted[:size] else None
    return None
