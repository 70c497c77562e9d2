"""Carried figures: what the next figure is of, where only the one before says it ("In 2034 the figure was $14").

A sentence without a name gives such a figure with a time of its own; "from 88 to 102" gives two of one kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from extract.claims.annotated import Annotated, AnnotatedSentence, TokenQuantity
from extract.claims.claims import Claim, Term
from extract.claims.mentions import Referent
from extract.parsing.cues import Cues
from extract.patterns.drafts import TIMED, Drafter
from extract.patterns.terms import DATES, counts_of
from extract.values.values import XSD, Quantity, Value

KINDS = {XSD + "integer": "count", XSD + "decimal": "money"}
OWN = frozenset(
    {"comparator", "lower", "upper", "per", "validFrom", "validUntil", "pointInTime", "asOf", "fiscal", "position"}
)
"""Qualifiers that belong to one figure and not to the next."""
TELLERS = ("kg:Organization", "kg:Person", "kg:Report")
SMALL = 3
"""How many words a line without a verb may have besides its date and its figure."""
APART = 10
"""How many tokens may lie between the two figures of a change."""
SIDES = frozenset({("from", "to"), ("from", "until")})
AGAINST = frozenset(
    {("against",), ("versus",), ("up", "from"), ("down", "from"), ("compared", "with"), ("compared", "to")}
)
"""Words before what a figure is held against."""
GROWN = frozenset({("up", "from"), ("down", "from")})
"""Those of them that tell the change of one thing."""


class CarriedFigures:
    """Finds the figures of one document that lean on the figure before."""

    def __init__(self, annotated: Annotated, drafter: Drafter, cues: Cues) -> None:
        self.annotated, self.drafter, self.cues = annotated, drafter, cues
        self.states = counts_of(drafter.ontology)
        self.nouns = cues.group("carried").get("nouns", frozenset())
        self.verbs = cues.group("carried").get("verbs", frozenset())

    def claims(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The further claims that such figures make."""
        listed = [one for one in claims if self._is_figure(one)]
        told = {(one.subject.key, one.property, one.object) for one in listed}
        for claim in (*self._next(listed), *self._changes(listed)):
            key = (claim.subject.key, claim.property, claim.object)
            if key not in told:
                told.add(key)
                yield claim

    def with_units(self, claims: list[Claim]) -> list[Claim]:
        """The claims, a count of nothing named with what the count of the same before it is of."""
        done: list[Claim] = []
        last: dict[tuple[str, str], Claim] = {}
        for claim in sorted(claims, key=lambda one: one.evidence.start):
            key, told = (claim.subject.key, claim.property), dict(claim.qualifiers)
            before = last.get(key)
            if claim.property in self.states and "unit" not in told and before is not None:
                unit, own = dict(before.qualifiers)["unit"], claim.evidence
                if before.evidence.passage == own.passage and self._is_bare(claim):
                    place = (before.evidence.start, before.evidence.end, "antecedent")
                    proof = replace(own, context=tuple(sorted({*own.context, place})))
                    told = {**told, "unit": unit}
                    claim = replace(claim, qualifiers=tuple(sorted(told.items(), key=lambda q: q[0])), evidence=proof)
            if claim.property in self.states and "unit" in told:
                last[key] = claim
            done.append(claim)
        return done

    def _is_bare(self, claim: Claim) -> bool:
        """Whether a count has no noun of its own."""
        own = claim.evidence
        alike = [one for one in self.annotated.quantities_within(own.start, own.end) if one.value == claim.object]
        return len(alike) == 1 and alike[0].counted is None

    def _is_figure(self, claim: Claim) -> bool:
        number = isinstance(claim.object, Value) and claim.object.datatype in KINDS
        return number and claim.modality == "fact" and not claim.negated and "per" not in dict(claim.qualifiers)

    def _next(self, listed: list[Claim]) -> Iterator[Claim]:
        """What the sentences behind a figure add to it, as long as each gives nothing but one more."""
        held: Claim | None = None
        before: AnnotatedSentence | None = None
        told: dict[int, list[Claim]] = {}
        for one in listed:
            for number in self.annotated.around(one.evidence.start, one.evidence.end):
                told.setdefault(number, []).append(one)
        for number, sentence in enumerate(self.annotated.sentences):
            own = told.get(number, [])
            if before is None or sentence.passage.start != before.passage.start or sentence.cell is not None:
                held = None
            elif held is not None and not own:
                added = self._added(held, sentence)
                if added is not None:
                    yield added
                held = added
            for part in _parts(sentence) if len(own) == 1 else ():
                further = self._added(own[-1], part) if own[0].evidence.end <= part.start else None
                if further is not None:
                    yield further
                    own.append(further)
            if own:
                alike = {(one.subject.key, one.property) for one in own}
                held = own[-1] if len(alike) == 1 else None
            before = sentence

    def _added(self, claim: Claim, sentence: AnnotatedSentence) -> Claim | None:
        """The same of another time, by a sentence that gives one figure of the kind, one time, and no name."""
        kind = KINDS[claim.object.datatype] if isinstance(claim.object, Value) else ""
        rival = self._rival(claim, sentence)
        if rival is not None:
            return rival
        figures = [one for one in sentence.quantities if one.quantity.kind in {"count", "money", "percent"}]
        dates = [one for one in sentence.quantities if one.quantity.kind == "date"]
        named = any(one.mention.referent.key != claim.subject.key for one in sentence.mentions)
        if len(figures) != 1 or len(dates) != 1 or named or figures[0].quantity.kind != kind:
            return None
        figure, date = figures[0], dates[0].quantity
        after = sentence.span.doc[figure.end].lower_ if figure.end < sentence.span.end else ""
        if self.cues.holds("carried", "apart", after):
            return None  # "three fewer than in 2036"
        plain = date.lower is None and date.upper is None and date.value.datatype in DATES and date.comparator == "="
        if not plain or date.bound in {"from", "until"} or not self._leans(sentence, figure, dates[0]):
            return None
        if kind == "count" and not self._counts_same(claim, figure.quantity):
            return None
        return self._again(claim, figure.quantity, date, sentence)

    def _rival(self, claim: Claim, sentence: AnnotatedSentence) -> Claim | None:
        """What somebody else puts the same sum at: "The minister, Calista Thorne, puts it at $2 million"."""
        figures = [one for one in sentence.quantities if one.quantity.kind == "money"]
        root = next((one for one in sentence.span if self.cues.holds("attribution", "puts", one.lemma_)), None)
        if len(figures) != 1 or root is None or root.tag_ not in {"VBZ", "VBD", "VBP"} or claim.property in self.states:
            return None
        objects = [one for one in root.children if one.dep_ == "dobj"]
        at = [one for one in root.children if one.dep_ == "prep" and one.lower_ == "at" and one.i < figures[0].start]
        plain = len(objects) == 1 and objects[0].lower_ in self.nouns and len(at) == 1
        plain = plain and all(one.dep_ in {"det", "poss"} for one in objects[0].children)
        tellers = {
            one.mention.referent.key: one.mention
            for one in sentence.mentions
            if one.end <= root.i and self._tells(one.mention.type)
        }
        if not plain or len(tellers) != 1 or any(one.tag_ == "MD" or one.dep_ == "neg" for one in root.children):
            return None
        teller = next(iter(tellers.values()))
        dates = [one.quantity for one in sentence.quantities if one.quantity.kind == "date"]
        if len(dates) > 1 or teller.referent == claim.subject:
            return None
        again = self._again(claim, figures[0].quantity, dates[0] if dates else None, sentence)
        told = {**dict(again.qualifiers), "attributedTo": teller.referent}
        proof = replace(
            again.evidence, context=tuple(sorted({*again.evidence.context, (teller.start, teller.end, "speaker")}))
        )
        return replace(again, qualifiers=tuple(sorted(told.items(), key=lambda one: one[0])), evidence=proof)

    def _tells(self, kind: str) -> bool:
        iri = self.drafter.ontology.namespaces.iri
        return any(self.drafter.ontology.vocabulary.is_a(kind, iri(one)) for one in TELLERS)

    def _leans(self, sentence: AnnotatedSentence, figure: TokenQuantity, date: TokenQuantity) -> bool:
        """Whether a sentence only says what "the figure" was then, or is no more than the time and the figure."""
        words = [one for one in sentence.span if not one.is_punct and not one.is_space]
        bare = [one for one in words if not (figure.start <= one.i < figure.end or date.start <= one.i < date.end)]
        verbs = [one for one in bare if one.pos_ in {"VERB", "AUX"}]
        if not verbs:
            return len(bare) <= SMALL and all(one.pos_ in {"ADP", "DET", "NOUN", "ADV", "CCONJ"} for one in bare)
        root = sentence.span.root
        told = [one for one in root.children if one.dep_ in {"nsubj", "expl"}]
        denied = any(one.dep_ == "neg" or one.tag_ == "MD" for one in root.children)
        if denied or len(told) != 1 or root.lemma_ not in self.verbs or root.tag_ not in {"VBD", "VBZ", "VBN"}:
            return False
        if any(one.dep_ in {"relcl", "advcl", "ccomp", "xcomp", "acl"} for one in sentence.span):
            return False
        subject = told[0]
        timed = {one.head.i for one in sentence.span if one.dep_ == "pobj" and date.start <= one.i < date.end}
        plain = all(one.dep_ in {"det", "amod"} or one.i in timed for one in subject.children)
        return plain and (subject.lower_ in self.nouns or (subject.lower_ == "there" and root.lemma_ == "be"))

    def _counts_same(self, claim: Claim, figure: Quantity) -> bool:
        unit = dict(claim.qualifiers).get("unit")
        if figure.counted is None or not isinstance(unit, Referent):
            return figure.counted is None
        return figure.counted.split()[-1].lower() == unit.label.split()[-1].lower()

    def _again(self, claim: Claim, figure: Quantity, date: Quantity | None, sentence: AnnotatedSentence) -> Claim:
        value, more = self.drafter.figure(figure)
        loss = isinstance(claim.object, Value) and claim.object.lexical.startswith("-")
        if loss and not value.lexical.startswith("-"):
            value = Value(f"-{value.lexical}", value.datatype)
        kept: dict[str, Term] = {name: term for name, term in claim.qualifiers if name not in OWN}
        name = "pointInTime" if claim.property in self.states else "period"
        when = self.drafter.dated(name, date) if date is not None else {}
        place = (claim.evidence.start, claim.evidence.end, "antecedent")
        start, end = min(figure.start, date.start if date else figure.start), max(figure.end, date.end if date else 0)
        start, end = (start, end) if start >= sentence.start else (figure.start, figure.end)
        context = {place, *claim.evidence.context, *(date.context if date is not None else ())}
        proof = replace(
            claim.evidence,
            start=start,
            end=end,
            quote=self.annotated.document.text[start:end],
            context=tuple(sorted(context)),
            inferred=date is not None and date.inferred,
            confidence=min(claim.evidence.confidence, 0.8),
            extracted_by="pattern:carried-figure",
        )
        qualifiers = tuple(sorted({**kept, **more, **when}.items(), key=lambda one: one[0]))
        return replace(claim, object=value, qualifiers=qualifiers, evidence=proof)

    def _changes(self, listed: list[Claim]) -> Iterator[Claim]:
        """The other figure of a change of which one end is claimed: "grew from 88 practices to 102"."""
        for claim in listed:
            around = self.annotated.around(claim.evidence.start, claim.evidence.end)
            place = [one for number in around if (one := self.annotated.sentences[number]).cell is None]
            pair = self._pair(place[0], claim) if len(place) == 1 and claim.property in self.states else None
            if pair is not None:
                other, date = pair
                yield self._again(claim, other, date, place[0])

    def _pair(self, sentence: AnnotatedSentence, claim: Claim) -> tuple[Quantity, Quantity | None] | None:
        doc = sentence.span.doc
        counts = [one for one in sentence.quantities if one.quantity.kind == "count"]
        for first, second in pairwise(counts):
            words = [doc[one.start - 1].lower_ if one.start > sentence.span.start else "" for one in (first, second)]
            held = {tuple(one.lower_ for one in doc[max(0, second.start - size) : second.start]) for size in (1, 2)}
            between = doc[first.end : second.start]
            if (
                (tuple(words) not in SIDES and not held & AGAINST)
                or len(between) > APART
                or any(one.pos_ == "VERB" and one.lower_ != "compared" for one in between)
            ):
                continue
            values: list[object] = [one.quantity.value for one in (first, second)]
            if values.count(claim.object) != 1 or values[0] == values[1]:
                continue
            other = second if values[0] == claim.object else first
            dates = [one for one in sentence.quantities if one.quantity.kind == "date"]
            behind = [
                one.quantity
                for one in dates
                if one.start >= other.end
                and (other is second or one.end <= second.start)
                and one.quantity.lower is None
            ]
            if held & AGAINST and not held & GROWN and not behind:
                return None  # "247, against seven in the first phase": without a time of its own it may be another's
            when = behind[0] if len(behind) == 1 and (len(dates) == 2 or other is second) else None
            if when is None and held & GROWN and not TIMED & {name for name, _ in claim.qualifiers}:
                return None  # two figures without a time would contradict each other
            return other.quantity, when
        return None


def _parts(sentence: AnnotatedSentence) -> Iterator[AnnotatedSentence]:
    """What stands behind each semicolon of a sentence, as a sentence of its own."""
    doc, span = sentence.span.doc, sentence.span
    marks = [one.i for one in span if one.text == ";"]
    for first, last in pairwise([*marks, span.end]):
        if first + 1 < last:
            yield replace(
                sentence,
                span=doc[first + 1 : last],
                mentions=tuple(one for one in sentence.mentions if first < one.start and one.end <= last),
                quantities=tuple(one for one in sentence.quantities if first < one.start and one.end <= last),
            )
