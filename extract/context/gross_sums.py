"""Gross sums: money that is no net total, by the words beside it, whatever reader took it for one.

A test that "saved $31 million before bonuses" or "$30 a day per patient" has not saved that on the whole, nor has one
whose "bonuses came to $80 million". The readers look at a clause; these words stand before, behind or beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from extract.claims.annotated import Annotated, AnnotatedSentence, TokenQuantity
from extract.claims.claims import Claim
from extract.parsing.cues import Cues
from extract.patterns.terms import WHEN
from extract.values.value_words import alternatives

_LISTS = ("aside", "against", "bars", "marks", "net", "offset", "paid", "paid-out", "persons")
_PARTS = re.compile(r"[,;:()\u2013\u2014]|\b(?:but|while|whereas|though|although)\b", re.I)
"""What parts the words that go with a figure from others."""


class GrossSums:
    """Tells which sums of one document are no net ones; words are those of `gross` in the cues."""

    def __init__(self, annotated: Annotated, cues: Cues, sums: Container[str]) -> None:
        self.annotated, self.sums = annotated, sums
        said = cues.group("gross")
        one = {name: alternatives(said[name]) if said.get(name) else "(?!)" for name in _LISTS}
        aside = rf"{one['aside']}\s+(?:[\w'\u2019-]+\s+){{0,4}}?{one['paid']}\b"
        self.behind = re.compile(rf"\s*(?:[\w$-]+\s+){{0,4}}?(?:[\w$-]+)?,?\s*\b{aside}", re.I)
        self.before = re.compile(rf"(?:^|[,;:(\u2013\u2014-]|\b(?:and|but|that))\s*{aside}", re.I)
        rate = r"(?:\s+(?:a|an|per|each|every)\s+[a-z]+)?"
        self.each = re.compile(rf"{rate}\s+(?:for\s+)?(?:per|each|every|an?)\s+(?:[\w-]+\s+)?{one['persons']}\b", re.I)
        self.each_before = re.compile(rf"\bper[ -]{one['persons']}\b", re.I)
        self.bar = re.compile(rf"\b{one['against']}\s+(?:[\w-]+\s+){{0,3}}?{one['bars']}\b", re.I)
        self.marked, self.net = (re.compile(rf"\b{one[name]}\b", re.I) for name in ("marks", "net"))
        about = r"(?:\s+(?:about|some|roughly|nearly|almost|around|over|more than))?\s*$"
        told = r"(?:,?\s+(?:which|that))?\s+(?:came to|total+ed|amounted to|reached|ran to|were|was|in the amount of)"
        self.owed = re.compile(rf"\b{one['paid-out']}{told}{about}", re.I)
        self.in_fees = re.compile(rf"\s+(?:in|of)\s+(?:[\w-]+\s+){{0,2}}?{one['paid-out']}\b", re.I)
        offset = rf"[^.;]{{0,60}}\b{one['paid']}\b[^.;]{{0,60}}?\b{one['offset']}\b"
        self.undone = re.compile(rf"(?:\b(?:but|though|although|while|yet|only|however)\b|,\s+which\b){offset}", re.I)

    def without(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims without sums that are gross, told of each of many, or paid out."""
        kept = [one for one in claims if one.property not in self.sums or not self._is_gross(one)]
        return [one for one in kept if one.property not in self.sums or not self._is_brought_down(one, kept)]

    def _is_gross(self, claim: Claim) -> bool:
        place = self._place(claim)
        if place is None:
            return False
        sentence, figure = place
        text, own = self.annotated.document.text, figure.quantity
        sums = [one.quantity for one in sentence.quantities if one.quantity.kind == "money"]
        first = max((one.end for one in sums if one.end <= own.start), default=sentence.start)
        last = min((one.start for one in sums if one.start >= own.end), default=sentence.end)
        before, after = text[first : own.start], text[own.end : last]
        if self.behind.match(after) or self.each.match(after) or self.in_fees.match(after) or self.owed.search(before):
            return True
        start = 0 if first == sentence.start else (found.end() if (found := self.behind.match(before)) else 1)
        if self.before.search(before, start) if start <= len(before) else False:
            return True
        if self.undone.search(text, own.end, sentence.end):
            return True
        near = self._around(text, sentence, own.start, own.end)
        loss = getattr(claim.object, "lexical", "").startswith("-")  # "bonuses exceeded gross savings by $6 million"
        gross = (None if loss else self.marked.search(near)) or self.each_before.search(near) or self.bar.search(near)
        if gross is None and first == sentence.start and (lead := _PARTS.search(before)):
            gross = self.bar.match(before[: lead.start()].strip()) or self.bar.search(before[: lead.start()])
        return gross is not None and not self.net.search(near)

    def _is_brought_down(self, claim: Claim, others: Iterable[Claim]) -> bool:
        """Whether a net sum of the same thing and time follows: "cut spending by $9 million; after fees, lost $1"."""
        place = self._place(claim)
        if place is None or claim.negated or self._is_net(claim):
            return False
        own = claim.evidence
        number = self.annotated.sentences.index(place[0])
        near = self.annotated.sentences[number : number + 2]
        times = {name: term for name, term in claim.qualifiers if name in {*WHEN, "appliesTo", "per"}}
        for other in others:
            same = (other.subject.key, other.property, other.modality, other.negated)
            if same != (claim.subject.key, claim.property, claim.modality, False) or other.object == claim.object:
                continue
            here = any(one.start <= other.evidence.start < one.end for one in near) and other.evidence.start > own.start
            told = {name: term for name, term in other.qualifiers if name in times}
            finders = [dict(one.qualifiers).get("attributedTo") for one in (claim, other)]
            here = here and (None in finders or finders[0] == finders[1])
            if here and (not told or told == times) and self._is_net(other):
                return True
        return False

    def _is_net(self, claim: Claim) -> bool:
        place = self._place(claim)
        if place is None:
            return False
        sentence, figure = place
        text = self.annotated.document.text
        return self.net.search(self._around(text, sentence, figure.quantity.start, figure.quantity.end)) is not None

    def _place(self, claim: Claim) -> tuple[AnnotatedSentence, TokenQuantity] | None:
        """The sentence and the figure of a sum, where the one figure of its quote that is so high tells it."""
        own, lexical = claim.evidence, getattr(claim.object, "lexical", "").removeprefix("-")
        for number in self.annotated.around(own.start, own.end):
            sentence = self.annotated.sentences[number]
            alike = [
                one
                for one in sentence.quantities
                if one.quantity.kind == "money"
                and one.quantity.value.lexical == lexical
                and own.start <= one.quantity.start
                and one.quantity.end <= own.end
            ]
            if sentence.cell is None and len(alike) == 1:
                return sentence, alike[0]
        return None

    def _around(self, text: str, sentence: AnnotatedSentence, start: int, end: int) -> str:
        """The words of a sentence that go with a figure, up to the marks and joining words on both sides."""
        breaks = list(_PARTS.finditer(text, sentence.start, sentence.end))
        first = max((one.end() for one in breaks if one.end() <= start), default=sentence.start)
        last = min((one.start() for one in breaks if one.start() >= end), default=sentence.end)
        return text[first:last]
