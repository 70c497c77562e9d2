"""Count times: when a count was true that its own clause does not date, by the words around it that do."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extract.claims.annotated import Annotated, AnnotatedSentence, TokenQuantity
from extract.claims.claims import Claim, qualified
from extract.parsing.cues import Cues
from extract.patterns.terms import DATES, WHEN, counts_of
from extract.values.value_words import alternatives
from extract.values.values import XSD, Quantity, Value
from ontology.regulators import Ontology

OPENS = frozenset({"PUNCT", "ADP", "SCONJ", "DET", "ADV", "SPACE", "NOUN", "ADJ"})
"""What may stand before a date that opens its sentence: "by the close of", "Midpoint,"."""
LONGEST = 8
"""How many tokens may stand there."""
CLOSE = 5
"""How many tokens may lie between a count and its own date behind it."""
NEAR = 3
"""How many tokens may lie between a count and the words behind it that tell when it was so."""
HEAD = 60
"""How long a line may be that holds nothing but the date of the list below it."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A date that holds for a count: the qualifier that it is, its value, and the words that give it."""

    name: str
    value: Value
    place: tuple[int, int]
    inferred: bool = False


class CountTimes:
    """Finds the times of the counts of one document, and of its `sums`, properties of what was saved."""

    def __init__(self, annotated: Annotated, ontology: Ontology, cues: Cues, sums: Container[str] = ()) -> None:
        self.annotated, self.cues = annotated, cues
        iri = ontology.namespaces.iri
        self.states = counts_of(ontology) - {iri("kg:maximumAwards")} | {iri("kg:peopleServed")}
        known = ontology.vocabulary.properties
        self.counts = self.states | {name for name, one in known.items() if XSD + "integer" in one.ranges}
        self.sums = sums
        self.started, self.ended = iri("kg:startedOn"), iri("kg:endedOn")
        words = cues.group("count-time")
        self.now = words.get("now", frozenset())
        self.events = {
            end: re.compile(rf"\b{alternatives(words[key])}(?!\s+of\b)(?!\w)", re.I)
            for end, key in ((self.started, "start"), (self.ended, "end"))
            if words.get(key)
        }
        nouns = alternatives(words["figures"]) if words.get("figures") else "(?!)"
        self.note = re.compile(rf"\b{nouns}\b[^.;:\n]{{0,40}}?\b(?=as (?:of|at)\b)", re.I)
        self.whole = self._noted()
        papers = alternatives(words["papers"]) if words.get("papers") else "(?!)"
        covers = alternatives(words["covers"]) if words.get("covers") else "(?!)"
        self.covered = re.compile(rf"\b(?:this|our|the) (?:[\w-]+ ){{0,2}}{papers} {covers}\b", re.I)
        self.period = self._reported()

    def dated(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims, those of counts that are told without a time with the one that the text gives for them."""
        listed = list(claims)
        days: dict[tuple[str, str], list[Claim]] = {}
        for one in listed:
            told = isinstance(one.object, Value) and one.object.datatype in DATES
            if one.property in self.events and told and one.modality == "fact" and not one.negated:
                days.setdefault((one.subject.key, one.property), []).append(one)
        return [self._with_time(one, days) for one in listed]

    def _with_time(self, claim: Claim, days: Mapping[tuple[str, str], list[Claim]]) -> Claim:
        if claim.property in self.sums and (period := self.period or self._gross_before(claim)) is not None:
            return self._of_period(claim, period)
        number = isinstance(claim.object, Value) and claim.object.datatype == XSD + "integer"
        if claim.property not in self.counts or not number or claim.modality != "fact" or claim.negated:
            return claim
        if WHEN & {name for name, _ in claim.qualifiers}:
            return claim
        told = self._told(claim, days)
        if told is None or (told.name != "asOf" and claim.property not in self.states):
            return claim
        return qualified(claim, {told.name: told.value}, (*told.place, "date"), inferred=told.inferred)

    def _of_period(self, claim: Claim, period: Quantity) -> Claim:
        """A sum without a time of its own, of the period that the whole report is about."""
        told = dict(claim.qualifiers)
        if {*WHEN, "appliesTo"} & set(told) or claim.modality != "fact" or claim.evidence.start < period.start:
            return claim
        ends = {"validFrom": period.lower, "validUntil": period.upper}
        qualifiers = {**told, **{name: value for name, value in ends.items() if value is not None}}
        context = tuple(sorted({*claim.evidence.context, (period.start, period.end, "date")}))
        proof = replace(claim.evidence, context=context, inferred=True)
        return replace(claim, qualifiers=tuple(sorted(qualifiers.items(), key=lambda one: one[0])), evidence=proof)

    def _gross_before(self, claim: Claim) -> Quantity | None:
        """The period of the gross sum that the sentence before gives of the same thing, where a net one has none.

        "It saved $905 million gross from 2030 through 2034. After payments, its net savings were $217 million."
        """
        place = self._place(claim)
        if not place:
            return None
        sentence, before = self.annotated.sentences[place], self.annotated.sentences[place - 1]
        if self._gross_beside(claim, sentence):  # "In 2035 it saved $31 million gross; $19 million net"
            return self._whole_of([one.quantity for one in sentence.quantities if one.quantity.kind == "date"])
        said = {one.lower_ for one in sentence.span}
        gross = self.cues.group("count-time").get("gross", frozenset())
        kinds = [one.quantity.kind for one in before.quantities]
        dates = [one.quantity for one in before.quantities if one.quantity.kind == "date"]
        own = before.passage.start == sentence.passage.start and not said & self.cues.group("count-time")["whole"]
        same = {one.mention.referent.key for one in before.mentions} >= {claim.subject.key}
        timed = any(one.quantity.kind == "date" for one in sentence.quantities)
        told = not gross.isdisjoint(one.lower_ for one in before.span)
        if not own or timed or not same or kinds.count("money") != 1 or not told:
            return None
        return self._whole_of(dates)

    def _gross_beside(self, claim: Claim, sentence: AnnotatedSentence) -> bool:
        """Whether the only date of a sentence opens it, and a gross sum stands between that and a claim's own."""
        words = self.cues.group("count-time")
        dates = [one for one in sentence.quantities if one.quantity.kind == "date"]
        sums = [one for one in sentence.quantities if one.quantity.kind == "money"]
        gross = [one.i for one in sentence.span if one.lower_ in words.get("gross", frozenset())]
        if len(dates) != 1 or len(sums) < 2 or len(gross) != 1 or sums[0].quantity.end > claim.evidence.start:
            return False
        said = {one.lower_ for one in sentence.span}
        return dates[0].end <= gross[0] < sums[0].start and not said & words.get("whole", frozenset())

    def _whole_of(self, dates: Sequence[Quantity]) -> Quantity | None:
        """The one date of some as a period with both of its ends."""
        whole = len(dates) == 1 and (dates[0].lower is None) == (dates[0].upper is None) and dates[0].comparator == "="
        date = dates[0] if whole and dates[0].bound in {None, "during"} else None
        if date is None:
            return None
        return replace(date, lower=date.lower or date.value, upper=date.upper or date.value)

    def _reported(self) -> Quantity | None:
        """The one period that a text says it is about: "This report covers January 2031 to December 2033"."""
        found = []
        for sentence in self.annotated.sentences:
            match = self.covered.search(self.annotated.document.text, sentence.start, sentence.end)
            dates = self.annotated.quantities_within(match.end(), sentence.end) if match is not None else ()
            found += [one for one in dates if one.kind == "date"]
        whole = len(found) == 1 and found[0].lower is not None and found[0].upper is not None
        return found[0] if whole else None

    def _told(self, claim: Claim, days: Mapping[tuple[str, str], list[Claim]]) -> Timed | None:
        place = self._place(claim)
        if place is None:
            return None
        sentence = self.annotated.sentences[place]
        figure = self._figure(sentence, claim)
        if figure is None:
            return None
        dates = [one for one in sentence.quantities if one.quantity.kind == "date"]
        changed = self._changed(sentence, figure, dates)
        dates = [one for one in dates if not _is_another_counts(sentence, one, figure)]
        return (
            self._opening(sentence, figure, dates)
            or changed
            or self._behind(sentence, figure)
            or self._at_start(sentence, claim, figure, days)
            or self._by_event(sentence, claim, figure, dates, days)
            or (self._looked_at(place, figure) if not dates else None)
            or (self._headed(place) if not dates else None)
            or (self.whole if not dates else None)
        )

    def _place(self, claim: Claim) -> int | None:
        """The number of the sentence that a claim's figure stands in."""
        own = claim.evidence
        around = self.annotated.around(own.start, own.end)
        found = [number for number in around if self.annotated.sentences[number].cell is None]
        return found[0] if len(found) == 1 else None

    def _figure(self, sentence: AnnotatedSentence, claim: Claim) -> Token | None:
        """The last token of a claim's figure, where only one figure of its sentence can be meant."""
        own = claim.evidence
        alike = [
            one
            for one in sentence.quantities
            if one.quantity.value == claim.object and own.start <= one.quantity.start and one.quantity.end <= own.end
        ]
        return sentence.span.doc[alike[0].end - 1] if len(alike) == 1 else None

    def _opening(self, sentence: AnnotatedSentence, figure: Token, dates: list[TokenQuantity]) -> Timed | None:
        """The date before a count that opens their sentence, or the only "as of" in it: "As of 2033: …; 40 sites"."""
        parts = (one.i + 1 for one in sentence.span if one.text == ";" and one.i < figure.i)
        first = max(parts, default=sentence.span.start)
        own = [one for one in dates if one.start >= first]  # "…; that year they treated 81,000 patients"
        first, dates = (first, own) if own else (sentence.span.start, dates)
        if len(dates) != 1 or not _is_plain(dates[0].quantity):
            return None
        date = dates[0]
        if date.quantity.bound == "asOf":
            return Timed("asOf", date.quantity.value, (date.quantity.start, date.quantity.end))
        before = sentence.span.doc[first : date.start]
        between = sentence.span.doc[date.end : figure.i + 1]
        closed = before[-1:].text == "("  # "In Performance Year 3 (2035), …"
        kinds = OPENS | {"NUM", "PROPN"} if closed else OPENS
        opens = len(before) <= LONGEST and all(one.pos_ in kinds and one.dep_ != "nsubj" for one in before)
        opens = opens and not any(one.lower_ in self.now for one in before) and not date.quantity.fiscal
        if not opens or date.start > figure.i or not self._is_past(figure, between):
            return None
        inferred = date.quantity.inferred
        return Timed("pointInTime", date.quantity.value, (date.quantity.start, date.quantity.end), inferred)

    def _behind(self, sentence: AnnotatedSentence, figure: Token) -> Timed | None:
        """The date behind a count of the past with only its noun between: "treated 8,200 people in 2031"."""
        own = sentence.quantity_at(figure.i)
        after = [one for one in sentence.quantities if own is not None and one.start >= own.end][:1]
        plain = own is not None and after and after[0].quantity.kind == "date" and _is_plain(after[0].quantity)
        if own is None or not plain or after[0].quantity.fiscal or after[0].quantity.bound == "asOf":
            return None
        between = sentence.span.doc[own.end : after[0].start]
        close = 1 < len(between) <= CLOSE and all(one.pos_ in {"NOUN", "ADJ", "ADP"} for one in between)
        if not close or between[-1].lower_ not in {"in", "on"} or not self._is_past(figure, between):
            return None
        date = after[0].quantity
        return Timed("pointInTime", date.value, (date.start, date.end), date.inferred)

    def _changed(self, sentence: AnnotatedSentence, figure: Token, dates: list[TokenQuantity]) -> Timed | None:
        """The end of a period to which a count changed in it belongs: "grew from 88 to 102 between 2031 and 2034"."""
        own = sentence.quantity_at(figure.i)
        counts = [one for one in sentence.quantities if one.quantity.kind == "count"]
        if own is None or len(dates) != 1 or own.start == sentence.span.start or len(counts) != 2:
            return None
        doc, date = sentence.span.doc, dates[0].quantity
        sides = tuple(doc[one.start - 1].lower_ if one.start else "" for one in counts)
        value = (date.lower if own is counts[0] else date.upper) if sides == ("from", "to") else None
        return Timed("pointInTime", value, (date.start, date.end)) if value is not None and date.lower else None

    def _is_past(self, figure: Token, between: Iterable[Token]) -> bool:
        """Whether a count is told of a past that no word between its date and it leaves ("today", "since")."""
        if any(one.lower_ in self.now for one in between):
            return False
        verb = next((one for one in figure.ancestors if one.pos_ in {"VERB", "AUX"}), None)
        if verb is None:
            return True
        parts = [verb, *(one for one in verb.children if one.dep_ in {"aux", "auxpass"})]
        tags = {one.tag_ for one in parts}
        return bool(tags & {"VBD"}) and "MD" not in tags

    def _by_event(
        self,
        sentence: AnnotatedSentence,
        claim: Claim,
        figure: Token,
        dates: list[TokenQuantity],
        days: Mapping[tuple[str, str], list[Claim]],
    ) -> Timed | None:
        """The day on which the thing began or ended, where the count is told of that day: "at its close"."""
        said = [(one, end) for end, pattern in self.events.items() for one in pattern.finditer(sentence.span.text)]
        near = [end for one, end in said if self._is_beside(sentence, one.start(), one.end(), figure)]
        if len(near) != 1 or claim.property not in self.states:
            return None
        ends = days.get((claim.subject.key, near[0]), [])
        values = {one.object for one in ends}
        value = next(iter(values)) if len(values) == 1 else None
        if any(one.quantity.value != value for one in dates):
            return None
        if not isinstance(value, Value) or any(dict(one.qualifiers).get("appliesTo") for one in ends):
            return None
        return Timed("pointInTime", value, (ends[0].evidence.start, ends[0].evidence.end), True)

    def _at_start(
        self, sentence: AnnotatedSentence, claim: Claim, figure: Token, days: Mapping[tuple[str, str], list[Claim]]
    ) -> Timed | None:
        """The day on which the thing began with what is counted: "it got going in September 2033 with 11 hospitals"."""
        starts = days.get((claim.subject.key, self.started), [])
        here = [one for one in starts if sentence.start <= one.evidence.start and one.evidence.end <= sentence.end]
        within = next((one for one in figure.ancestors if one.dep_ == "prep"), None)
        if claim.property not in self.states or within is None or within.lower_ != "with" or len(here) != 1:
            return None
        verb, own = within.head, here[0]
        place = sentence.flow.span(verb.idx, verb.idx + len(verb))
        value = own.object
        if (
            verb.pos_ != "VERB"
            or not (own.evidence.start <= place[0] <= own.evidence.end)
            or not isinstance(value, Value)
        ):
            return None
        return Timed("pointInTime", value, (own.evidence.start, own.evidence.end))

    def _is_beside(self, sentence: AnnotatedSentence, start: int, end: int, figure: Token) -> bool:
        """Whether words of a sentence stand beside a count: no other count, part or time lies between the two."""
        words = sentence.span.char_span(start, end)
        if words is None:
            return False
        near = [
            one for one in sentence.quantities if one.quantity.kind == "count" and 0 <= words.start - one.end < NEAR
        ]
        if words.end <= figure.i and near:  # "61 hospitals on its first day and 48 on its last"
            return False
        first, last = (words.end, figure.i) if words.end <= figure.i else (figure.i + 1, words.start)
        between = sentence.span.doc[first:last]
        counts = [one for one in sentence.quantities if one.quantity.kind == "count" and first <= one.start < last]
        own = sentence.quantity_at(figure.i)
        return all(one is own for one in counts) and not any(
            one.text in {";", ":"} or one.lower_ in self.now | {"but", "while"} for one in between
        )

    def _looked_at(self, place: int, figure: Token) -> Timed | None:
        """The day on which somebody looked, as the sentence before tells it: "We visited in May 2032. We found 40"."""
        before = self.annotated.sentences[place - 1] if place else None
        sentence = self.annotated.sentences[place]
        if before is None or before.cell is not None or before.passage.start != sentence.passage.start:
            return None
        dates = [one for one in before.quantities if one.quantity.kind == "date"]
        if len(dates) != 1 or not _is_plain(dates[0].quantity) or dates[0].quantity.bound is not None:
            return None
        verb = next((one for one in before.span.doc[dates[0].start].ancestors if one.pos_ in {"VERB", "AUX"}), None)
        looks = self.cues.group("count-time").get("looks", frozenset())
        known = verb is not None and verb.lemma_ in looks and (verb.tag_ == "VBD" or verb.tag_ == "VBN")
        if not known or not self._is_past(figure, sentence.span.doc[sentence.span.start : figure.i]):
            return None
        return Timed("pointInTime", dates[0].quantity.value, (dates[0].quantity.start, dates[0].quantity.end), True)

    def _headed(self, place: int) -> Timed | None:
        """The date that stands alone on the line over a list: "As of 2031", and below it what there was then."""
        sentence = self.annotated.sentences[place]
        if sentence.passage.kind not in {"list", "list-item"}:
            return None
        above = [one for one in self.annotated.document.passages if one.end <= sentence.passage.start]
        heads = [one for one in above if one.kind not in {"list", "list-item"}]
        if not heads or len(heads[-1].text) > HEAD:
            return None
        found = self._as_of(heads[-1].start, heads[-1].end)
        alone = found is not None and not re.search(r"\w", heads[-1].text.replace(found.text, ""))
        return Timed("asOf", found.value, (found.start, found.end)) if found is not None and alone else None

    def _noted(self) -> Timed | None:
        """The day for which a document says that its figures are given: "All counts are as of June 2035"."""
        found = list(self._notes())
        return found[0] if len({one.value for one in found}) == 1 else None

    def _notes(self) -> Iterator[Timed]:
        for sentence in self.annotated.sentences:
            text = self.annotated.document.text[sentence.start : sentence.end]
            for match in self.note.finditer(text) if "as " in text.lower() else ():
                found = self._as_of(sentence.start + match.end(), sentence.end)
                numbers = [one for one in sentence.quantities if one.quantity.kind in {"count", "money"}]
                if found is not None and found.start == sentence.start + match.end() and not numbers:
                    yield Timed("asOf", found.value, (found.start, found.end))

    def _as_of(self, start: int, end: int) -> Quantity | None:
        """The only date between two places, where it is told with "as of"."""
        found = [one for one in self.annotated.quantities_within(start, end) if one.kind == "date"]
        return found[0] if len(found) == 1 and found[0].bound == "asOf" and _is_plain(found[0]) else None


def _is_another_counts(sentence: AnnotatedSentence, date: TokenQuantity, figure: Token) -> bool:
    """Whether a date stands right behind another count: "77 suppliers, against 102 two years before"."""
    before = [one for one in sentence.quantities if one.end <= date.start]
    last = before[-1] if before else None
    if last is None or last.quantity.kind != "count" or last.start <= figure.i < last.end:
        return False
    between = sentence.span.doc[last.end : date.start]
    return len(between) <= CLOSE and not any(one.is_punct or one.pos_ in {"VERB", "AUX"} for one in between)


def _is_plain(date: Quantity) -> bool:
    """Whether a date is one exact time and no period or bound."""
    plain = date.lower is None and date.upper is None and date.value.datatype in DATES
    return plain and date.comparator == "=" and date.bound in {None, "asOf", "during"}
