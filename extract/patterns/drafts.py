"""Drafts: a pattern that fits a frame becomes claims, with their status, qualifiers and proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.annotation.same_times import shifted
from extract.claims.claims import Claim, Term, Unclaimed
from extract.claims.mentions import Referent
from extract.parsing.cues import Cues
from extract.patterns.matching import Match, measuring
from extract.patterns.meanings import Meaning, MeaningReader, is_coming, is_kept
from extract.patterns.moments import (
    in_brackets,
    is_anothers_day,
    is_dateline,
    is_decade,
    is_no_whole,
    rate_beside,
    right_behind,
)
from extract.patterns.parts import is_first, part_told, words_of
from extract.patterns.patterns import ClaimLine
from extract.patterns.proofs import Scene, prove
from extract.patterns.several import is_denied_alone, is_sum_of_several
from extract.patterns.terms import DATES, WHEN, XSD, counted_by
from extract.trees.clauses import describes_now, stranger
from extract.trees.phrases import is_replaced
from extract.trees.ranks import position
from extract.trees.roles import fit_of
from extract.trees.sidelong import is_of_stage, is_sample
from extract.trees.status import UNCLAIMED
from extract.trees.trees import Node
from extract.values.values import Value, date_value
from ontology.regulators import Ontology

NUMBERED = re.compile(r"(?:[A-Z]\w* )+\d+-\d+")
"""An act's own number, as a citation writes it ("Public Law 121-45")."""
BOUNDS = frozenset({"first", "last", "nth", "age", "ahead"})
TIMED = WHEN | {"fiscal"}
"""Qualifiers that tell when a claim holds, and by which year."""


class Drafter(MeaningReader):
    """Turns the matches of one document into claims.

    `today` is the document's own date, if it gives one; the cues tell which words say that a post is over, which
    nouns tell no group from another, whose word is somebody else's, and what the parts of a thing are called.
    """

    def __init__(self, ontology: Ontology, today: str | None, cues: Cues | None = None) -> None:
        self.cues = cues or Cues({})
        nouns, nothing = self.cues.group("noun"), frozenset[str]()
        super().__init__(ontology, today, nouns.get("voice", nothing))
        self.past = self.cues.group("flag").get("ended", nothing)
        self.vague = nouns.get("anyone", nothing)
        self.taking = nouns.get("taking", nothing)
        self.initiative, self.length = self.iri("kg:Initiative"), self.iri("kg:plannedDuration")
        self.starts: dict[str, tuple[Value, tuple[int, int]]] = {}

    def draft(self, match: Match, scene: Scene) -> Iterator[Claim | Unclaimed]:
        """The claims of a match, or why it makes none."""
        status = match.frame.status
        if is_sum_of_several(match, scene.tree):
            return
        start, end = scene.offsets([*match.used, match.frame.anchor])
        if status.modality in UNCLAIMED and status.modality not in match.pattern.reads:
            yield Unclaimed(start, end, status.modality)
            return
        meaning = self.meaning(match, scene)
        if meaning is None:
            yield Unclaimed(start, end, "unclear speaker")
            return
        if is_denied_alone(match):
            meaning = replace(meaning, negated=not meaning.negated)
        for line in match.pattern.claims:
            if self._holds(line, meaning, match, scene):
                claim = self._claim(line, match, scene, meaning)
                if claim is not None:
                    yield claim

    def _says_it_of_itself(self, node: Node | None, subject: Referent, prop: str, tellers: Sequence[object]) -> bool:
        """Whether "it" was taken for the speaker where it may as well be what the speaker speaks of."""
        pronoun = node is not None and node.mention is not None and node.mention.how == "reference"
        rivals = self.ontology.vocabulary.properties[prop].domains
        return pronoun and subject in tellers and len(rivals) > 1

    def _holds(self, line: ClaimLine, meaning: Meaning, match: Match, scene: Scene) -> bool:
        names = [
            line.subject.split("|")[0] if "|" not in line.subject and line.subject != "post.body" else "'",
            line.object.removeprefix("-"),
        ]
        if any(
            name.isidentifier() and name not in match.slots and name != "today"
            for name in names
            if ":" not in name and "'" not in name
        ):
            return False
        facts = {
            meaning.modality,
            meaning.tense,
            "past" if meaning.tense == "perfect" else meaning.tense,
            "negated" if meaning.negated else "positive",
            "ended" if meaning.ended else "current",
        }
        if self._is_home(line, match, scene):
            facts.add("home")
        shown = match.slots.get(line.object.removeprefix("-"))
        named = match.slots.get(line.subject.partition("|")[0]) is not None
        if "all" in line.conditions and (shown is None or named or not is_sample(shown, self.cues)):
            facts.add("all")
        return line.conditions <= facts

    def _is_home(self, line: ClaimLine, match: Match, scene: Scene) -> bool:
        """Whether the subject of a claim is what the text around it is about, as far as that is known."""
        name, _, topic = line.subject.partition("|")
        held, about = match.slots.get(name), scene.topics.get(topic)
        return held is None or held.mention is None or about is None or held.mention.referent.key == about.referent.key

    def _claim(self, line: ClaimLine, match: Match, scene: Scene, meaning: Meaning) -> Claim | None:
        name, _, topic = line.subject.partition("|")
        prop = self.iri(line.property) if line.property != "post.holder" else None
        subject = self.term(name, match, scene)
        if line.subject == "post.body":
            subject, prop = self.known_post(match.slots.get("post"))
        if prop is None:
            return None
        elsewhere: tuple[tuple[int, int, str], ...] = ()
        about = scene.topics.get(topic) if stranger(match.frame.anchor, match.slots.values()) is None else None
        if subject is None and about is not None:
            subject, elsewhere = about.referent, ((*(about.antecedent or (about.start, about.end)), "antecedent"),)
        target = self.term(line.object, match, scene)
        if line.subject == "post.body" and prop == self.iri("kg:affiliation"):
            subject, target = target, subject
        if not isinstance(subject, Referent) or not isinstance(target, Referent | Value) or subject == target:
            return None
        if isinstance(target, Value) and target.lexical == subject.label:  # a citation of itself
            return None
        if (
            isinstance(target, Value)
            and target.datatype in DATES
            and is_decade(match.slots.get(line.object.partition(".")[0]))
        ):
            return None
        qualifiers: dict[str, Term] = {}
        noun: Node | None = None
        shown = match.slots.get(line.object.removeprefix("-"))
        if shown is not None and shown.quantity is not None:
            target, more = self.figure(shown.quantity, lost=line.object.startswith("-"))
            qualifiers |= more
            partial = prop == self.length and (shown.quantity.bound in BOUNDS or is_of_stage(shown, self.cues))
            if partial or (prop in self.counts and is_no_whole(shown, self.cues)):
                return None
            rate = rate_beside(shown, scene.tree, self.cues)
            qualifiers |= {"per": self._per(rate)} if rate is not None else {}
            counted = counted_by(shown, scene.tree) if prop in self.counts else None
            if counted is not None:
                noun = counted[0]
                qualifiers |= self._counted(*counted, scene)
        modality, negated = meaning.modality, meaning.negated
        tenure = self.is_tenure(line.property)
        for name, value in line.qualifiers:
            if name == "modality":
                ahead = isinstance(target, Value) and self._later_than_today(target, False)
                held = "plan" if ahead or meaning.tense == "future" else "fact"
                coming = "fact" if self.today is not None and not ahead else "plan"
                modality = {"held": held, "coming": coming}.get(value, value)
                continue
            if name == "asserted":
                negated = False
                continue
            if value.isidentifier() and value not in match.slots:
                continue
            told = match.slots.get(value)
            own = tenure or prop in self.counts
            if told is not None and own and is_anothers_day(told, shown, match.slots.values(), scene.tree):
                continue
            qualifiers |= self._qualifier(name, value, match, scene)
        over = self._over(match)
        post = match.slots.get("post") if tenure else None
        at = match.slots.get(line.object if line.property == "kg:affiliation" else line.subject.partition("|")[0])
        fit = fit_of(post, at, self.cues)
        if fit == "other" or (fit == "part" and line.property != "kg:affiliation"):
            return None
        if fit == "part":
            qualifiers.pop("role", None)
        if tenure and modality == "plan" and is_kept(match, self.cues):
            modality = "fact"
        close = self._close(tenure, prop, match, scene, bool(TIMED & set(qualifiers)))
        if close is not None:
            qualifiers = {name: value for name, value in qualifiers.items() if name not in TIMED} | close[1]
        if tenure and match.frame.kind == "be" and match.frame.lemma == "become":
            return None
        past = meaning.tense == "past" and not describes_now(match.frame.anchor) and "validFrom" not in qualifiers
        gone = meaning.ended or over or (past and not is_coming(match, self.cues))
        if tenure and gone and not {"validUntil", "pointInTime"} & set(qualifiers):
            qualifiers["ended"] = True
        rank = position(match.slots, scene.tree.words)
        if rank is not None and not negated:
            qualifiers["position"] = rank
        part = self._part(prop, match, scene) if "appliesTo" not in qualifiers else None
        if part is not None:
            qualifiers["appliesTo"] = words_of(part, scene)
        owner = match.slots.get(line.subject.partition("|")[0])
        tellers = (meaning.speaker, qualifiers.get("attributedTo"))
        if not tenure and self._says_it_of_itself(owner, subject, prop, tellers):  # "its director" is its own
            return None
        if meaning.speaker is not None:
            qualifiers["attributedTo"] = meaning.speaker
        if meaning.reporter is not None:
            qualifiers["reportedBy"] = meaning.reporter
        proof = prove(
            scene,
            [*self._proving(line, match, scene), *(one for one in (noun, part, close and close[0]) if one)],
            (*self._speech(match, scene), *elsewhere),
            confidence=match.pattern.confidence,
            pattern=match.pattern.id,
            stated_on=meaning.stated_on,
        )
        if proof is None:
            return None
        if (
            "modality" not in dict(line.qualifiers)
            and isinstance(target, Value)
            and target.datatype in DATES
            and (match.pattern.modality is None and match.frame.status.modality == "fact" and not self.law)
        ):
            modality = self._of_date(target, match)
        if line.object.startswith("later."):
            proof = replace(
                proof, inferred=True, context=(*proof.context, (*self.starts[subject.key][1], "antecedent"))
            )
        if line.object == "today":
            dated = scene.document.metadata.issued_span
            line_of_date = ((*dated, "date"),) if dated is not None else ()
            proof = replace(proof, inferred=True, context=(*proof.context, *line_of_date))
        if line.property == "kg:startedOn" and isinstance(target, Value) and not negated:
            self.starts[subject.key] = (target, (proof.start, proof.end))
        ordered = sorted((one for one in qualifiers.items() if one != ("comparator", "=")), key=lambda one: one[0])
        return Claim(subject, prop, target, proof, tuple(ordered), modality, negated)

    def _close(
        self, tenure: bool, prop: str, match: Match, scene: Scene, dated: bool
    ) -> tuple[Node, dict[str, Term]] | None:
        """When a post is held or a place takes part, by the dates right behind, in brackets if it is `dated`."""
        if not tenure and not prop.endswith("#operatesIn"):
            return None
        kind = self.iri("kg:Person" if tenure else "kg:Place")
        named = {id(one): one for name, one in match.slots.items() if one.mention is not None or name == "post"}
        sides = [one for one in named.values() if one.mention and self.ontology.vocabulary.is_a(one.mention.type, kind)]
        found = in_brackets(sides[0], scene.tree) if len(sides) == 1 else None
        if found is None and tenure and not dated:
            found = right_behind(named.values(), scene.tree)
        return (found[0], self.dated("period", found[1])) if found is not None else None

    def _part(self, prop: str, match: Match, scene: Scene) -> Node | None:
        """The part that a claim holds for; what the first one starts with, the whole starts with."""
        known = self.ontology.vocabulary.properties[prop]
        if not any(self.ontology.vocabulary.is_a(each, self.initiative) for each in known.domains):
            return None
        part = part_told(match, scene, self.cues, timed=prop in self.counts)
        begins = prop.endswith("#startedOn") and part is not None and is_first(part, scene)
        return None if begins else part

    def _counted(self, noun: Node, figure: Node, scene: Scene) -> dict[str, Term]:
        """The kind of participant that a count is of, where its noun tells one from others."""
        found = self._concept(noun, "kg:ParticipantType", scene, self.unit(noun, figure, scene, self.taking))
        return {"unit": found} if found is not None else {}

    def _concept(self, node: Node, kind: str, scene: Scene, said: str | None = None) -> Referent | None:
        """What a plain noun phrase names as a concept of a class, where it tells one group or matter from others.

        `said` are the words of it that count, by default all of the phrase.
        """
        label, iri, known = self.phrase(node, scene) if said is None else said, self.iri(kind), node.concept
        if not label or label in self.vague or node.kind == "PRON" or is_replaced(node, scene.tree):
            return None
        same = known is not None and " ".join(known.text.lower().split()) == label.lower()
        return Referent(f"{iri}:{label}", iri, label, entity=known.entity if known is not None and same else None)

    def _later(self, node: Node | None, match: Match) -> Value | None:
        """The date a length of time after the start that the document gave of the same thing."""
        subject = match.slots.get("m")
        if node is None or node.quantity is None or subject is None or subject.mention is None:
            return None
        known = self.starts.get(subject.mention.referent.key)
        return shifted(known[0], node.quantity.value) if known is not None else None

    def _over(self, match: Match) -> list[Node]:
        """Words beside a post that say that it is held no more ("former", "previous")."""
        return [
            one
            for node in match.slots.values()
            if node.mention is None and node.quantity is None
            for one in node.children
            if one.text.lower() in self.past
        ]

    def _proving(self, line: ClaimLine, match: Match, scene: Scene) -> list[Node]:
        """The nodes that a claim's quote must span: its own slots, the predicate, what denies or bounds it."""
        named = {
            line.subject.split("|")[0],
            line.object.removeprefix("-").split(".")[0],
            line.subject.split(".")[0],
            *(value for _, value in line.qualifiers),
        }
        slots = [node for name, node in match.slots.items() if name in named]
        slots += [one for name, node in match.slots.items() if name in named & match.texts for one in node.below()]
        others = [
            node
            for name, node in match.slots.items()
            if name not in named and (node.quantity is not None or node.mention is not None)
        ]
        unnamed = [
            node
            for node in match.required
            if node not in others or (node.quantity is not None and (node.quantity.kind == "duration"))
        ]
        cues = [*match.frame.status.cues, *match.frame.status.speakers, *self._over(match)]
        if match.frame.status.said is not None and match.frame.status.speakers:
            cues.append(match.frame.status.said)
        for element in match.pattern.elements:
            node = match.slots.get(element.test.name or "")
            if node is not None and element.test.measures:
                unnamed += [
                    one for one in measuring(node, scene.tree) if {one.lemma, one.text.lower()} & element.test.measures
                ]
        return [*slots, *unnamed, match.frame.anchor, *match.frame.parts, *cues]

    def _speech(self, match: Match, scene: Scene) -> Iterator[tuple[int, int, str]]:
        for node in (*match.frame.status.speakers, *match.frame.status.reporters):
            start, end = scene.offsets([node])
            yield start, end, "speaker"
            if node.mention is not None and node.mention.antecedent is not None:
                yield (*node.mention.antecedent, "antecedent")

    def _qualifier(self, name: str, value: str, match: Match, scene: Scene) -> dict[str, Term]:
        node = match.slots.get(value)
        if node is not None and name == "attributedTo":
            speaker = self._speaker((node,), scene) if not self.unnamed(node) else None
            return {name: speaker} if speaker is not None and not self._is_test(speaker) else {}
        if node is not None and name == "appliesTo":
            return {name: self.applied(node, scene)}
        if node is not None and node.quantity is not None:
            found_then = name == "period" and node.start == node.end  # the day of a label is that of the finding
            unsaid = found_then or (not scene.entry and is_dateline(node, scene.tree))
            return {} if unsaid else self.dated(name, node.quantity)
        if node is not None and name == "role":
            return {"role": self.role(node, scene)} if self.role(node, scene) else {}
        if node is not None and name == "period":
            return {}
        if value == "'true'":
            return {name: True}
        term = self.term(value, match, scene)
        if isinstance(term, Value) and term.datatype == XSD + "string":
            return {name: term.lexical}
        return {name: term} if term is not None else {}

    def term(self, name: str, match: Match, scene: Scene) -> Referent | Value | None:
        """What a name of a claim line stands for: a slot, a vocabulary individual, or quoted words."""
        if name.startswith("'"):
            return Value(name.strip("'"), XSD + "string")
        if name.startswith("-"):
            positive = self.term(name[1:], match, scene)
            if not isinstance(positive, Value):
                return None
            lexical = positive.lexical
            return Value(lexical.removeprefix("-") if lexical.startswith("-") else f"-{lexical}", positive.datatype)
        if name == "today":
            return date_value(self.today) if self.today is not None and len(self.today) in {4, 7, 10} else None
        if name.startswith("later."):
            return self._later(match.slots.get(name.removeprefix("later.")), match)
        if name.endswith(".words"):
            cited = match.slots.get(name.removesuffix(".words"))
            if cited is None or cited.mention is None:
                return None
            text, label = " ".join(cited.mention.text.split()), cited.mention.referent.label
            numbered = label if NUMBERED.fullmatch(label) else text if re.match(r"\d+\s+[A-Z]", text) else None
            return Value(numbered, XSD + "string") if numbered is not None else None
        node = match.slots.get(name)
        if node is None and name.rpartition(".")[2] in {"from", "until"}:
            ranged = match.slots.get(name.rpartition(".")[0])
            if ranged is None or ranged.quantity is None:
                return None
            return ranged.quantity.lower if name.endswith(".from") else ranged.quantity.upper
        if node is None:
            return self.individual(name) if ":" in name else None
        plain = node.mention is None and node.quantity is None
        if name in match.concepts and plain and not (node.guess is not None and match.concepts[name].endswith("Group")):
            return self._concept(node, match.concepts[name], scene)
        if node.mention is not None:
            return node.mention.referent
        if node.quantity is not None:
            return node.quantity.value
        if node.guess is not None and name not in match.texts:
            return node.guess.referent
        return Value(self.words(node, scene), XSD + "string") if name in match.texts else None
